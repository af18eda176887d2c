//! What all mails have, in words: subject, heading, preview, one button, and why one gets it.

use minijinja::{Value, context};

use crate::mail::{
    letter::{Interview, Letter, Mail},
    links::Links,
    one_line::one_line,
    times,
    words::host,
};

/// The words around a mail's body.
#[derive(Debug)]
pub(super) struct Headline {
    pub(super) subject: String,
    /// Above the body.
    heading: String,
    /// What inboxes show after the subject.
    preview: String,
    /// The one thing to do.
    action: Option<Action>,
    /// Why they get this mail.
    reason: &'static str,
    /// Where they say that they want no more of them.
    unsubscribe: Option<Value>,
}

/// A button.
#[derive(Debug)]
struct Action {
    label: &'static str,
    /// Marked as safe: made here, of characters that need no escape, so that it reads the same in HTML and text.
    url: Value,
}

impl Headline {
    fn new(subject: impl Into<String>, heading: impl Into<String>) -> Self {
        Self {
            subject: subject.into(),
            heading: heading.into(),
            preview: String::new(),
            action: None,
            reason: "",
            unsubscribe: None,
        }
    }

    fn preview(mut self, preview: impl Into<String>) -> Self {
        self.preview = preview.into();
        self
    }

    fn action(mut self, label: &'static str, url: String) -> Self {
        let url = Value::from_safe_string(url);
        self.action = Some(Action { label, url });
        self
    }

    /// As templates see it.
    pub(super) fn value(&self) -> Value {
        let action = self.action.as_ref();
        context! {
            subject => self.subject.as_str(),
            heading => self.heading.as_str(),
            preview => self.preview.as_str(),
            action => action.map(|action| context! { label => action.label, url => action.url.clone() }),
            reason => self.reason,
            unsubscribe => self.unsubscribe.clone(),
        }
    }

    fn because(mut self, reason: &'static str) -> Self {
        self.reason = reason;
        self
    }
}

/// Of a letter.
pub(super) fn of(letter: &Letter, links: &Links) -> Headline {
    let mut headline = match &letter.mail {
        Mail::Invitation(interview) => invitation(interview, links),
        Mail::InvitationChanged(interview) => changed(interview, links),
        Mail::InvitationCancelled(interview) => cancelled(interview),
        Mail::Reminder(interview) => reminder(interview, links),
        Mail::Knock { room, title, who } => {
            let (title, who) = (one_line(title), one_line(who));
            Headline::new(
                format!("{who} is waiting: {title}"),
                "Someone is at the door",
            )
            .preview(format!(
                "{who} asks to join {title}, and no host is in the room."
            ))
            .action("Open the room", links.room(*room))
            .because("You get this mail because you host this room.")
        }
        Mail::ScorecardDue { room, title } => {
            let title = one_line(title);
            Headline::new(format!("Your scorecard: {title}"), "Your scorecard is due")
                .preview("Write it while you remember: what you saw, and what you make of it.")
                .action("Write the scorecard", links.room(*room))
                .because("You get this mail because you interviewed in this room.")
        }
        mail => account(mail, links),
    };
    headline.unsubscribe = letter
        .unsubscribes()
        .map(|person| Value::from_safe_string(links.unsubscribe(person)));
    headline
}

/// Mails about the account itself. Those that anyone can have sent to any address say nothing that was typed
/// by whoever asked.
fn account(mail: &Mail, links: &Links) -> Headline {
    match mail {
        Mail::Welcome { token: None } => {
            Headline::new("Welcome to CoDevLive", "Welcome to CoDevLive")
                .preview("Your account is ready.")
                .because("You get this mail because an account was made with this address.")
        }
        Mail::Welcome { token: Some(token) } => Headline::new(
            "Welcome to CoDevLive: is this your address?",
            "Welcome to CoDevLive",
        )
        .preview("Your account is ready. One click verifies your address.")
        .action("Verify my address", links.verify_address(*token))
        .because("You get this mail because an account was made with this address."),
        Mail::VerifyAddress { token } => {
            Headline::new("Is this your address?", "Is this your address?")
                .preview("One click verifies it.")
                .action("Verify my address", links.verify_address(*token))
                .because("You get this mail because an account is to use this address.")
        }
        Mail::ResetPassword { token } => Headline::new("Set a new password", "Set a new password")
            .preview("The link to a new password. If you did not ask for it, nothing happens.")
            .action("Set a new password", links.reset_password(*token))
            .because("You get this mail because a new password was asked for with this address."),
        Mail::NewDevice { device, .. } => {
            let device = one_line(device);
            Headline::new(format!("New sign-in: {device}"), "Was this you?")
                .preview("Your account was used on a device that we have not seen before.")
                .action("See where I am signed in", links.settings())
                .because("You get this mail to keep your account safe.")
        }
        Mail::SecurityChanged { what, .. } => {
            let what = one_line(what);
            Headline::new(format!("Your {what}"), "Your account was changed")
                .preview(format!("Your {what}. If that was not you, act now."))
                .action("Look at my account", links.settings())
                .because("You get this mail to keep your account safe.")
        }
        _ => unreachable!("the others are not about the account"),
    }
}

fn invitation(interview: &Interview, links: &Links) -> Headline {
    let (title, host) = (one_line(&interview.title), host(interview));
    let at = at(interview);
    Headline::new(format!("Invitation: {title}{at}"), "You are invited")
        .preview(format!("{host} invites you to {title}{at}."))
        .action("Open the room", links.room(interview.room))
        .because("You get this mail because the host gave your address.")
}

fn changed(interview: &Interview, links: &Links) -> Headline {
    let title = one_line(&interview.title);
    let at = at(interview);
    Headline::new(
        format!("Changed: {title}{at}"),
        "Your interview has changed",
    )
    .preview(format!("This is how it stands now: {title}{at}."))
    .action("Open the room", links.room(interview.room))
    .because("You get this mail because you are invited to this interview.")
}

fn cancelled(interview: &Interview) -> Headline {
    let (title, host) = (one_line(&interview.title), host(interview));
    let at = at(interview);
    Headline::new(
        format!("Cancelled: {title}{at}"),
        "Your invitation is cancelled",
    )
    .preview(format!("{host} has cancelled your invitation to {title}."))
    .because("You get this mail because you were invited to this interview.")
}

fn reminder(interview: &Interview, links: &Links) -> Headline {
    let title = one_line(&interview.title);
    let at = at(interview);
    Headline::new(format!("Soon: {title}{at}"), "Your interview begins soon")
        .preview(format!("{title} begins soon{at}."))
        .action("Open the room", links.room(interview.room))
        .because("You get this mail because you take part in this interview.")
}

/// ", Thu 3 Dec 2026, 15:00 (Europe/Berlin, UTC+1)", if a time is set.
fn at(interview: &Interview) -> String {
    let when = interview
        .starts_at
        .and_then(|at| times::when(at, interview.minutes, &interview.time_zone));
    when.map_or_else(String::new, |when| {
        format!(", {} ({})", when.short, when.zone)
    })
}
