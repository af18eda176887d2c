//! What the body of a mail is about: its template, and what is filled in.

use codevlive_domain::room::person::Role;
use minijinja::{Value, context};

use crate::mail::{
    letter::{Interview, Letter, Mail},
    one_line::one_line,
    times,
    words::host,
};

/// The name of its template.
pub(super) const fn template(mail: &Mail) -> &'static str {
    match mail {
        Mail::Welcome { .. } => "welcome",
        Mail::VerifyAddress { .. } => "verify_address",
        Mail::ResetPassword { .. } => "reset_password",
        Mail::NewDevice { .. } => "new_device",
        Mail::SecurityChanged { .. } => "security_changed",
        Mail::Invitation(_) => "invitation",
        Mail::InvitationChanged(_) => "invitation_changed",
        Mail::InvitationCancelled(_) => "invitation_cancelled",
        Mail::Reminder(_) => "reminder",
        Mail::Knock { .. } => "knock",
        Mail::ScorecardDue { .. } => "scorecard_due",
    }
}

/// What it is filled in with.
pub(super) fn about(letter: &Letter) -> Value {
    match &letter.mail {
        Mail::Welcome { token } => context! { verified => token.is_none() },
        Mail::VerifyAddress { .. } | Mail::ResetPassword { .. } => context! {},
        Mail::NewDevice {
            at,
            device,
            address,
        } => context! {
            at => times::moment(*at),
            device => one_line(device),
            address => one_line(address),
        },
        Mail::SecurityChanged { at, what } => context! {
            at => times::moment(*at),
            what => one_line(what),
        },
        Mail::Invitation(interview)
        | Mail::InvitationChanged(interview)
        | Mail::InvitationCancelled(interview)
        | Mail::Reminder(interview) => about_interview(interview, &letter.to.email),
        Mail::Knock { title, who, .. } => context! {
            title => one_line(title),
            who => one_line(who),
        },
        Mail::ScorecardDue { title, .. } => context! { title => one_line(title) },
    }
}

fn about_interview(interview: &Interview, to: &str) -> Value {
    let when = interview
        .starts_at
        .and_then(|at| times::when(at, interview.minutes, &interview.time_zone));
    context! {
        title => one_line(&interview.title),
        role => role(interview.role),
        knocks => !interview.role.interviews(),
        host_name => host(interview),
        host_email => one_line(&interview.host_email),
        when => when.map(|when| context! {
            day => when.day,
            hours => when.hours,
            zone => when.zone,
            utc => when.utc,
        }),
        minutes => interview.minutes,
        to => one_line(to),
    }
}

const fn role(role: Role) -> &'static str {
    match role {
        Role::Host => "host",
        Role::Interviewer => "interviewer",
        Role::Candidate => "candidate",
        Role::Observer => "observer",
    }
}
