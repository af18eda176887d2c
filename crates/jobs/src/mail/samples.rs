//! A letter of each kind, to be looked at.

use codevlive_domain::{
    id::{PersonId, RoomId},
    room::person::Role,
    time::Millis,
};
use uuid::Uuid;

use super::letter::{Interview, Letter, Mail, Recipient};

/// 3 December 2026, 14:00 UTC.
const AT: Millis = Millis(1_796_306_400_000);
const ID: Uuid = Uuid::from_u128(0x0199_1a2b_3c4d_7000_8000_0000_0000_0001);

/// All of them, by names that are good in addresses and files.
pub fn samples() -> Vec<(&'static str, Letter)> {
    let mut untimed = interview(Role::Observer);
    untimed.starts_at = None;
    let knock = Mail::Knock {
        room: RoomId(ID),
        title: "Backend interview: rate limiter".to_owned(),
        who: "Cleo Park".to_owned(),
    };
    let scorecard = Mail::ScorecardDue {
        room: RoomId(ID),
        title: "Backend interview: rate limiter".to_owned(),
    };
    let mails = [
        ("welcome", Mail::Welcome { token: Some(ID) }),
        ("verify-address", Mail::VerifyAddress { token: ID }),
        ("reset-password", Mail::ResetPassword { token: ID }),
        ("welcome-verified", Mail::Welcome { token: None }),
        ("new-device", new_device()),
        ("security-changed", security_changed()),
        (
            "invitation",
            Mail::Invitation(Box::new(interview(Role::Candidate))),
        ),
        (
            "invitation-without-time",
            Mail::Invitation(Box::new(untimed)),
        ),
        (
            "invitation-changed",
            Mail::InvitationChanged(Box::new(interview(Role::Interviewer))),
        ),
        (
            "invitation-cancelled",
            Mail::InvitationCancelled(Box::new(interview(Role::Candidate))),
        ),
        (
            "reminder",
            Mail::Reminder(Box::new(interview(Role::Interviewer))),
        ),
        ("knock", knock),
        ("scorecard-due", scorecard),
    ];
    mails.map(|(name, mail)| (name, letter(mail))).into()
}

fn letter(mail: Mail) -> Letter {
    let to = Recipient {
        email: "cleo@example.org".to_owned(),
        name: Some("Cleo Park".to_owned()),
        person: Some(PersonId(ID)),
    };
    Letter { to, mail }
}

fn new_device() -> Mail {
    Mail::NewDevice {
        at: AT,
        device: "Firefox on Linux".to_owned(),
        address: "203.0.113.7".to_owned(),
    }
}

fn security_changed() -> Mail {
    Mail::SecurityChanged {
        at: AT,
        what: "password was changed".to_owned(),
    }
}

fn interview(role: Role) -> Interview {
    Interview {
        invitation: ID,
        sequence: 0,
        room: RoomId(ID),
        title: "Backend interview: rate limiter".to_owned(),
        role,
        host_name: "Asha Rao".to_owned(),
        host_email: "asha@example.org".to_owned(),
        starts_at: Some(AT),
        minutes: 60,
        time_zone: "Europe/Berlin".to_owned(),
    }
}
