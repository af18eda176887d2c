//! Interviews for calendars: iCalendar (RFC 5545), as it is sent by mail (RFC 5546, RFC 6047).
//!
//! An event's times are local times of a zone that is described in the file, since that is what all of Gmail,
//! Outlook and Apple's calendar read as the inviter meant it: they show it in their owner's zone, and keep it at
//! its hour.

mod lines;
mod zone;

use codevlive_domain::time::Millis;
use jiff::{Timestamp, tz::TimeZone};
use uuid::Uuid;

use self::lines::Lines;
use super::{
    letter::{Interview, Mail, Recipient},
    links::Links,
    one_line::one_line,
    times,
    words::host,
};

/// What is asked of a calendar (RFC 5546, 3.2).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// Enter the event, or change it.
    Request,
    /// Take it out.
    Cancel,
}

impl Method {
    /// As it is written, in the calendar and in the part's content type.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Request => "REQUEST",
            Self::Cancel => "CANCEL",
        }
    }

    const fn status(self) -> &'static str {
        match self {
            Self::Request => "CONFIRMED",
            Self::Cancel => "CANCELLED",
        }
    }
}

/// A file for a calendar.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Invite {
    /// What it asks for.
    pub method: Method,
    /// The file.
    pub ics: String,
}

/// The file of a mail, if it is about an event and the event has a time. `sender` is the installation's address, and
/// `now` is when it is made.
pub fn invite(
    mail: &Mail,
    to: &Recipient,
    links: &Links,
    sender: &str,
    now: Millis,
) -> Option<Invite> {
    let (interview, method) = match mail {
        // A reminder's is the one that came last, of the same sequence: for who never entered it.
        Mail::Invitation(interview)
        | Mail::InvitationChanged(interview)
        | Mail::Reminder(interview) => (interview, Method::Request),
        Mail::InvitationCancelled(interview) => (interview, Method::Cancel),
        _ => return None,
    };
    let (start, end) = times::span(interview.starts_at?, interview.minutes)?;
    let zone = TimeZone::get(&interview.time_zone).unwrap_or(TimeZone::UTC);
    let mut file = Lines::default();
    file.plain("BEGIN", "VCALENDAR");
    file.plain("PRODID", "-//CoDevLive//CoDevLive//EN");
    file.plain("VERSION", "2.0");
    file.plain("CALSCALE", "GREGORIAN");
    file.plain("METHOD", method.name());
    zone::describe(&mut file, &zone, start, end);
    file.plain("BEGIN", "VEVENT");
    let uid = uid(interview.invitation, links);
    file.plain("UID", &uid);
    file.plain("SEQUENCE", &interview.sequence.to_string());
    file.plain(
        "DTSTAMP",
        &zone::utc(Timestamp::from_millisecond(now.0).ok()?),
    );
    zone::time(&mut file, "DTSTART", &zone, start);
    zone::time(&mut file, "DTEND", &zone, end);
    about(&mut file, interview, &links.room(interview.room));
    people(&mut file, interview, to, sender);
    file.plain("STATUS", method.status());
    file.plain("TRANSP", "OPAQUE");
    file.plain("END", "VEVENT");
    file.plain("END", "VCALENDAR");
    Some(Invite {
        method,
        ics: file.into_text(),
    })
}

/// The event's name in all calendars, whatever is changed about it.
fn uid(invitation: Uuid, links: &Links) -> String {
    format!("{invitation}@{}", links.domain())
}

fn about(lines: &mut Lines, interview: &Interview, url: &str) {
    let host = host(interview);
    lines.text("SUMMARY", &one_line(&interview.title));
    let description =
        format!("{host} invites you to a live coding interview.\n\nOpen the room: {url}");
    lines.text("DESCRIPTION", &description);
    // Outlook and Gmail make a link of the place, and show no URL.
    lines.text("LOCATION", url);
    lines.plain("URL", url);
}

/// Calendars send answers to the organizer; no event is without one (RFC 5546, 3.2.2).
fn people(lines: &mut Lines, interview: &Interview, to: &Recipient, sender: &str) {
    let answers_to = match interview.host_email.as_str() {
        "" => sender,
        host => host,
    };
    let name = one_line(&interview.host_name);
    lines.person("ORGANIZER", &[], &name, answers_to);
    let asked = [
        ("CUTYPE", "INDIVIDUAL"),
        ("ROLE", "REQ-PARTICIPANT"),
        ("PARTSTAT", "NEEDS-ACTION"),
        ("RSVP", "TRUE"),
    ];
    let name = one_line(to.name.as_deref().unwrap_or_default());
    lines.person("ATTENDEE", &asked, &name, &to.email);
}

#[cfg(test)]
mod tests;
