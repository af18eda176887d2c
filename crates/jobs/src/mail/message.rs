//! A letter as a mail: its headers, and its parts.

use codevlive_domain::time::Millis;
use lettre::{
    Message,
    address::AddressError,
    message::{
        Attachment, Mailbox, MessageBuilder, MultiPart, SinglePart,
        header::{ContentType, HeaderName, HeaderValue},
    },
};
use std::time::{Duration, SystemTime};
use uuid::Uuid;

use super::{
    calendar::{self, Invite},
    letter::{Letter, Mail, Recipient},
    links::Links,
    one_line::one_line,
    words::{WordingError, Words, words},
};

/// A letter that can't be made a mail. Another try would end like this one.
#[derive(Debug, thiserror::Error)]
pub enum MessageError {
    /// To whom?
    #[error("the recipient's address is none: {0}")]
    Address(#[from] AddressError),
    /// In which words?
    #[error(transparent)]
    Wording(#[from] WordingError),
    /// It can't be put together.
    #[error("{0}")]
    Message(#[from] lettre::error::Error),
}

/// The mail of a job. Each try of the job gives it the same `Message-ID`, by which mail programs and servers know
/// that they have it already.
pub fn message(
    job: Uuid,
    letter: &Letter,
    from: &Mailbox,
    links: &Links,
    now: Millis,
) -> Result<Message, MessageError> {
    let words = words(letter, links)?;
    let mut message = Message::builder()
        .from(from.clone())
        .to(recipient(letter)?)
        .subject(words.subject.clone())
        .date(date(now))
        .message_id(Some(format!("<{job}@{}>", links.domain())))
        .raw_header(header("Auto-Submitted", "auto-generated".to_owned()));
    if let Some(host) = answers_go_to(&letter.mail) {
        message = message.reply_to(host);
    }
    if let Some(person) = letter.unsubscribes() {
        message = unsubscribing(message, &links.unsubscribe_call(person));
    }
    let sender = from.email.as_ref();
    let invite = calendar::invite(&letter.mail, &letter.to, links, sender, now);
    Ok(message.multipart(parts(words, invite))?)
}

/// With their name only where it was not typed by whoever asked for the mail: anyone can sign up with the address
/// of someone else.
fn recipient(letter: &Letter) -> Result<Mailbox, AddressError> {
    let Recipient { email, name, .. } = &letter.to;
    let anyone_asks = matches!(
        letter.mail,
        Mail::Welcome { .. } | Mail::VerifyAddress { .. } | Mail::ResetPassword { .. }
    );
    let name = name
        .as_deref()
        .map(one_line)
        .filter(|name| !name.is_empty() && !anyone_asks);
    Ok(Mailbox::new(name, email.parse()?))
}

/// Whoever answers an invitation means the host. To one whose address nobody verified, nothing goes: the answer comes
/// to the installation.
fn answers_go_to(mail: &Mail) -> Option<Mailbox> {
    match mail {
        Mail::Invitation(interview)
        | Mail::InvitationChanged(interview)
        | Mail::InvitationCancelled(interview) => {
            let address = interview.host_email.parse().ok()?;
            Some(Mailbox::new(Some(one_line(&interview.host_name)), address))
        }
        _ => None,
    }
}

/// With one click, by a call that needs nothing but the link (RFC 8058).
fn unsubscribing(message: MessageBuilder, url: &str) -> MessageBuilder {
    message
        .raw_header(header("List-Unsubscribe", format!("<{url}>")))
        .raw_header(header(
            "List-Unsubscribe-Post",
            "List-Unsubscribe=One-Click".to_owned(),
        ))
}

fn header(name: &'static str, value: String) -> HeaderValue {
    HeaderValue::new(HeaderName::new_from_ascii_str(name), value)
}

fn date(now: Millis) -> SystemTime {
    let since = Duration::from_millis(u64::try_from(now.0).unwrap_or_default());
    SystemTime::UNIX_EPOCH + since
}

/// The calendar's part is both an alternative, which Gmail and Outlook show with buttons to answer, and a file,
/// which everything else opens.
fn parts(words: Words, invite: Option<Invite>) -> MultiPart {
    let words = MultiPart::alternative()
        .singlepart(SinglePart::plain(words.text))
        .singlepart(SinglePart::html(words.html));
    let Some(Invite { method, ics }) = invite else {
        return words;
    };
    let kind = |rest: &str| {
        let kind = format!(
            "text/calendar; charset=utf-8; method={}{rest}",
            method.name()
        );
        ContentType::parse(&kind).expect("it is one")
    };
    let shown = SinglePart::builder().header(kind("")).body(ics.clone());
    let file = Attachment::new("invite.ics".to_owned()).body(ics, kind("; name=invite.ics"));
    MultiPart::mixed()
        .multipart(words.singlepart(shown))
        .singlepart(file)
}

#[cfg(test)]
mod tests;
