//! Times of a zone, and the zone itself as a calendar must have it described (RFC 5545, 3.6.5).

use jiff::{
    Timestamp,
    civil::DateTime,
    tz::{Offset, TimeZone},
};

use super::lines::Lines;

/// A property with a time: local with its zone, or UTC where a local time can't say it.
pub(super) fn time(lines: &mut Lines, name: &str, zone: &TimeZone, at: Timestamp) {
    match local(zone, at) {
        Some((id, local)) => lines.plain(&format!("{name};TZID={id}"), &civil(local)),
        None => lines.plain(name, &utc(at)),
    }
}

/// As UTC is written.
pub(super) fn utc(at: Timestamp) -> String {
    at.strftime("%Y%m%dT%H%M%SZ").to_string()
}

/// The zone's VTIMEZONE as it holds from `start` to `end`, if one of the two is written as local time.
///
/// It has what is in force at the start, and each change after that until one past the end, by dates rather than
/// by rules: dates are true of every zone, also of those that follow no rule.
pub(super) fn describe(lines: &mut Lines, zone: &TimeZone, start: Timestamp, end: Timestamp) {
    let Some((id, _)) = local(zone, start).or_else(|| local(zone, end)) else {
        return;
    };
    lines.plain("BEGIN", "VTIMEZONE");
    lines.plain("TZID", id);
    for observance in observances(zone, start, end) {
        observance.write(lines);
    }
    lines.plain("END", "VTIMEZONE");
}

/// The zone's name, and the local time there. None in UTC, and in the second of two hours of the same name: a
/// local time means the first (3.3.5).
fn local(zone: &TimeZone, at: Timestamp) -> Option<(&str, DateTime)> {
    let id = zone.iana_name().filter(|id| *id != "UTC")?;
    let local = at.to_zoned(zone.clone()).datetime();
    let read = zone.to_ambiguous_timestamp(local).compatible().ok()?;
    (read == at).then_some((id, local))
}

/// From when on a zone is how far from UTC.
struct Observance {
    /// None if it has always been so.
    since: Option<Timestamp>,
    from: Offset,
    to: Offset,
    is_dst: bool,
    name: String,
}

impl Observance {
    fn write(&self, lines: &mut Lines) {
        let kind = if self.is_dst { "DAYLIGHT" } else { "STANDARD" };
        let start = match self.since {
            // A change happens at the local time that was in force before it.
            Some(since) => civil(self.from.to_datetime(since)),
            None => "19700101T000000".to_owned(),
        };
        lines.plain("BEGIN", kind);
        lines.plain("DTSTART", &start);
        lines.plain("TZOFFSETFROM", &offset(self.from));
        lines.plain("TZOFFSETTO", &offset(self.to));
        lines.text("TZNAME", &self.name);
        lines.plain("END", kind);
    }
}

fn observances(zone: &TimeZone, start: Timestamp, end: Timestamp) -> Vec<Observance> {
    // The transition at the start itself is one before it.
    let just_after = start.checked_add(jiff::SignedDuration::from_nanos(1));
    let before = zone.preceding(just_after.unwrap_or(start)).next();
    let mut found: Vec<_> = match before {
        Some(change) => vec![changed(zone, change.timestamp())],
        None => vec![always(zone, start)],
    };
    for change in zone.following(start) {
        found.push(changed(zone, change.timestamp()));
        if change.timestamp() > end {
            break;
        }
    }
    found
}

fn changed(zone: &TimeZone, at: Timestamp) -> Observance {
    let before = at
        .checked_sub(jiff::SignedDuration::from_secs(1))
        .unwrap_or(at);
    Observance {
        since: Some(at),
        from: zone.to_offset(before),
        ..always(zone, at)
    }
}

fn always(zone: &TimeZone, at: Timestamp) -> Observance {
    let info = zone.to_offset_info(at);
    Observance {
        since: None,
        from: info.offset(),
        to: info.offset(),
        is_dst: info.dst().is_dst(),
        name: info.abbreviation().to_owned(),
    }
}

fn civil(at: DateTime) -> String {
    at.strftime("%Y%m%dT%H%M%S").to_string()
}

/// "+0530", with seconds only where a zone has them.
fn offset(offset: Offset) -> String {
    let seconds = offset.seconds();
    let sign = if seconds < 0 { '-' } else { '+' };
    let seconds = seconds.abs();
    let (hours, minutes, rest) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    if rest == 0 {
        format!("{sign}{hours:02}{minutes:02}")
    } else {
        format!("{sign}{hours:02}{minutes:02}{rest:02}")
    }
}
