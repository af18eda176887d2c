//! What an invitation asks of the queue as it is made, changed and cancelled. Each is one write: the invitation as it
//! is then, with the mail about it in its outbox.

use codevlive_domain::{clock::Clock, time::Millis};
use codevlive_store::documents::invitation::{Invitation, Organizer, Status, Told};

use crate::{
    job::Job,
    mail::letter::{Interview, Letter, Mail, Recipient},
};

/// How long before an interview its reminder is sent, in milliseconds: 30 minutes.
pub const REMINDED_BEFORE_MS: i64 = 30 * 60 * 1000;

/// Asks for the first mail of a new invitation, and for its reminder.
pub fn invite(invitation: &mut Invitation, clock: &dyn Clock) {
    ask(invitation, Mail::Invitation, clock.now(), clock);
    remind(invitation, clock);
}

/// Tells an invited person what is different now: replaces a reminder that was not sent.
pub fn change(invitation: &mut Invitation, told: Told, clock: &dyn Clock) {
    invitation.told = told;
    invitation.sequence += 1;
    forget_reminder(invitation);
    ask(invitation, Mail::InvitationChanged, clock.now(), clock);
    remind(invitation, clock);
}

/// Takes an invitation back, unless it was before; whether it was not.
pub fn cancel(invitation: &mut Invitation, clock: &dyn Clock) -> bool {
    if invitation.status == Status::Cancelled {
        return false;
    }
    invitation.status = Status::Cancelled;
    invitation.sequence += 1;
    forget_reminder(invitation);
    ask(invitation, Mail::InvitationCancelled, clock.now(), clock);
    true
}

/// Puts somebody else in the place of who invited, or nobody; also in the mails that wait.
pub fn hand_over(invitation: &mut Invitation, to: Option<Organizer>) {
    invitation.organizer = to;
    let mut outbox = std::mem::take(&mut invitation.outbox);
    for entry in &mut outbox {
        if let Ok(Job::Mail(mut letter)) = serde_json::from_value(entry.job.clone()) {
            host_as_now(&mut letter, invitation);
            *entry = Job::Mail(letter).asked_for(entry.id, entry.run_at);
        }
    }
    invitation.outbox = outbox;
}

/// Says in a letter about an invitation who invites by now.
pub(crate) fn host_as_now(letter: &mut Letter, invitation: &Invitation) {
    if let Some(interview) = letter.mail.interview_mut() {
        (interview.host_name, interview.host_email) = host(invitation);
    }
}

/// The name and the address of who invites.
fn host(invitation: &Invitation) -> (String, String) {
    let organizer = invitation.organizer.as_ref();
    let host = organizer.map(|it| (it.name.clone(), it.email.clone()));
    host.unwrap_or_default()
}

fn remind(invitation: &mut Invitation, clock: &dyn Clock) {
    let Some(starts_at) = invitation.told.starts_at else {
        return;
    };
    let run_at = starts_at.plus(-REMINDED_BEFORE_MS);
    if run_at > clock.now() {
        ask(invitation, Mail::Reminder, run_at, clock);
    }
}

fn ask(
    invitation: &mut Invitation,
    about: impl FnOnce(Box<Interview>) -> Mail,
    run_at: Millis,
    clock: &dyn Clock,
) {
    let letter = Letter {
        to: Recipient {
            email: invitation.email.clone(),
            name: invitation.name.clone(),
            person: invitation.accepted_by,
        },
        mail: about(Box::new(interview(invitation))),
    };
    let job = Job::Mail(Box::new(letter));
    invitation
        .outbox
        .push(job.asked_for(clock.new_id(), run_at));
}

fn forget_reminder(invitation: &mut Invitation) {
    invitation.outbox.retain(|entry| {
        let job = serde_json::from_value(entry.job.clone());
        let Ok(Job::Mail(letter)) = job else {
            return true;
        };
        !matches!(letter.mail, Mail::Reminder(_))
    });
}

fn interview(invitation: &Invitation) -> Interview {
    let told = &invitation.told;
    let (host_name, host_email) = host(invitation);
    Interview {
        invitation: invitation.id,
        sequence: invitation.sequence,
        room: invitation.room,
        title: told.title.clone(),
        role: invitation.role,
        host_name,
        host_email,
        starts_at: told.starts_at,
        minutes: told.minutes,
        time_zone: told.time_zone.clone(),
    }
}
