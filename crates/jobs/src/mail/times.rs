//! Times as people read them: in their own zone, and in UTC beside it.

use codevlive_domain::time::Millis;
use jiff::{
    SignedDuration, Timestamp, Zoned,
    tz::{Offset, TimeZone},
};

/// When an interview takes place, in words.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct When {
    /// "Thursday, 3 December 2026"
    pub(super) day: String,
    /// "15:00 to 16:00"
    pub(super) hours: String,
    /// "Thu 3 Dec 2026, 15:00"
    pub(super) short: String,
    /// "Europe/Berlin, UTC+1"
    pub(super) zone: String,
    /// "14:00 to 15:00 UTC"; none where the zone is UTC itself.
    pub(super) utc: Option<String>,
}

/// In that zone, or in UTC if there is none of that name. None for times no calendar has.
pub(super) fn when(starts_at: Millis, minutes: u32, zone: &str) -> Option<When> {
    let (start, end) = span(starts_at, minutes)?;
    let zone = TimeZone::get(zone).unwrap_or(TimeZone::UTC);
    let start = start.to_zoned(zone.clone());
    let end = end.to_zoned(zone);
    Some(When {
        day: day(&start),
        hours: hours(&start, &end),
        short: start.strftime("%a %-d %b %Y, %H:%M").to_string(),
        zone: name(&start),
        utc: utc(&start, &end),
    })
}

/// When an interview begins and ends.
pub(super) fn span(starts_at: Millis, minutes: u32) -> Option<(Timestamp, Timestamp)> {
    let start = Timestamp::from_millisecond(starts_at.0).ok()?;
    let length = SignedDuration::from_mins(i64::from(minutes));
    Some((start, start.checked_add(length).ok()?))
}

/// "28 November 2026, 13:32 UTC", for what happened to an account whose zone is not known.
pub(super) fn moment(at: Millis) -> String {
    let at = Timestamp::from_millisecond(at.0).unwrap_or_default();
    at.strftime("%-d %B %Y, %H:%M UTC").to_string()
}

fn utc(start: &Zoned, end: &Zoned) -> Option<String> {
    if name(start) == "UTC" {
        return None;
    }
    let start_utc = start.with_time_zone(TimeZone::UTC);
    let end_utc = end.with_time_zone(TimeZone::UTC);
    let hours = hours(&start_utc, &end_utc);
    if start_utc.date() == start.date() {
        Some(format!("{hours} UTC"))
    } else {
        Some(format!("{}, {hours} UTC", day(&start_utc)))
    }
}

fn day(at: &Zoned) -> String {
    at.strftime("%A, %-d %B %Y").to_string()
}

fn clock(at: &Zoned) -> String {
    at.strftime("%H:%M").to_string()
}

/// The end's weekday is said if it is another one.
fn hours(start: &Zoned, end: &Zoned) -> String {
    if start.date() == end.date() {
        return format!("{} to {}", clock(start), clock(end));
    }
    format!("{} to {}", clock(start), end.strftime("%A %H:%M"))
}

fn name(at: &Zoned) -> String {
    match at.time_zone().iana_name() {
        None | Some("UTC") => "UTC".to_owned(),
        Some(name) => format!("{name}, {}", offset(at.offset())),
    }
}

fn offset(offset: Offset) -> String {
    let minutes = offset.seconds() / 60;
    let sign = if minutes < 0 { '-' } else { '+' };
    match (minutes.abs() / 60, minutes.abs() % 60) {
        (0, 0) => "UTC+0".to_owned(),
        (hours, 0) => format!("UTC{sign}{hours}"),
        (hours, minutes) => format!("UTC{sign}{hours}:{minutes:02}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(at: &str, minutes: u32, zone: &str) -> String {
        let at: Timestamp = at.parse().unwrap();
        let when = when(Millis(at.as_millisecond()), minutes, zone).unwrap();
        let utc = when.utc.unwrap_or_default();
        format!("{} | {} | {} | {utc}", when.day, when.hours, when.zone)
    }

    #[test]
    fn times_are_in_the_persons_zone_with_utc_beside_them() {
        assert_eq!(
            said("2026-12-03T14:00Z", 60, "Europe/Berlin"),
            "Thursday, 3 December 2026 | 15:00 to 16:00 | Europe/Berlin, UTC+1 | 14:00 to 15:00 UTC"
        );
        assert_eq!(
            said("2026-07-02T14:00Z", 90, "Europe/Berlin"),
            "Thursday, 2 July 2026 | 16:00 to 17:30 | Europe/Berlin, UTC+2 | 14:00 to 15:30 UTC"
        );
        assert_eq!(
            said("2026-07-02T14:00Z", 45, "Asia/Kolkata"),
            "Thursday, 2 July 2026 | 19:30 to 20:15 | Asia/Kolkata, UTC+5:30 | 14:00 to 14:45 UTC"
        );
    }

    #[test]
    fn another_day_is_said() {
        assert_eq!(
            said("2026-07-02T02:30Z", 60, "America/Los_Angeles"),
            "Wednesday, 1 July 2026 | 19:30 to 20:30 | America/Los_Angeles, UTC-7 | \
             Thursday, 2 July 2026, 02:30 to 03:30 UTC"
        );
        assert_eq!(
            said("2026-07-02T23:30Z", 60, "Europe/London"),
            "Friday, 3 July 2026 | 00:30 to 01:30 | Europe/London, UTC+1 | \
             Thursday, 2 July 2026, 23:30 to Friday 00:30 UTC"
        );
    }

    #[test]
    fn a_zone_that_is_unknown_is_utc() {
        assert_eq!(
            said("2026-07-02T14:00Z", 60, "Mars/Olympus"),
            "Thursday, 2 July 2026 | 14:00 to 15:00 | UTC | "
        );
    }

    #[test]
    fn times_out_of_any_calendar_are_none() {
        assert_eq!(when(Millis(i64::MAX), 60, "UTC"), None);
    }
}
