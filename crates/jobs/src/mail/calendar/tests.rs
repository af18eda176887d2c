//! Read back by another implementation, with the zone that the file describes and not one that it knows.

use calcard::{
    Entry, Parser,
    icalendar::{
        ICalendar, ICalendarComponent, ICalendarComponentType, ICalendarProperty, ICalendarValue,
    },
};
use codevlive_domain::{id::RoomId, room::person::Role};
use jiff::civil::DateTime;

use super::*;
use crate::signed_link::SignedLinks;

const SENDER: &str = "no-reply@code.example";

fn links() -> Links {
    Links::new("https://code.example:8443", SignedLinks::new(b"secret"))
}

fn interview(at: &str, zone: &str) -> Interview {
    let at: Timestamp = at.parse().unwrap();
    Interview {
        invitation: Uuid::from_u128(7),
        sequence: 3,
        room: RoomId(Uuid::from_u128(9)),
        title: "Backend; round 2, with \"pads\" — and 李雷 who has a long name".to_owned(),
        role: Role::Candidate,
        host_name: "Asha Rao".to_owned(),
        host_email: "asha@example.org".to_owned(),
        starts_at: Some(Millis(at.as_millisecond())),
        minutes: 60,
        time_zone: zone.to_owned(),
    }
}

fn made(mail: &Mail) -> String {
    let to = Recipient {
        email: "cleo@example.org".to_owned(),
        name: Some("Cleo Park".to_owned()),
        person: None,
    };
    invite(mail, &to, &links(), SENDER, Millis(0))
        .expect("it has a time")
        .ics
}

fn parsed(ics: &str) -> ICalendar {
    match Parser::new(ics).entry() {
        Entry::ICalendar(calendar) => calendar,
        other => panic!("{other:?} is read of {ics}"),
    }
}

fn component(calendar: &ICalendar, kind: &ICalendarComponentType) -> ICalendarComponent {
    let found = calendar
        .components
        .iter()
        .find(|one| one.component_type == *kind);
    found.expect("it is there").clone()
}

fn text(component: &ICalendarComponent, property: &ICalendarProperty) -> String {
    let entry = component.property(property).expect("it is there");
    let text = |value: &ICalendarValue| value.as_text().map(ToOwned::to_owned);
    entry.values.first().and_then(text).unwrap_or_default()
}

/// The time of a property as it is by the zone in the file.
fn instant(calendar: &ICalendar, property: &ICalendarProperty) -> Timestamp {
    let event = component(calendar, &ICalendarComponentType::VEvent);
    let entry = event.property(property).expect("it is there");
    let Some(ICalendarValue::PartialDateTime(time)) = entry.values.first() else {
        panic!("{entry:?} is no time");
    };
    let local: DateTime = civil(time).to_string().parse().unwrap();
    let offset = match entry.tz_id() {
        None => 0,
        Some(id) => offset_at(calendar, id, local),
    };
    let utc = local.to_zoned(TimeZone::UTC).unwrap().timestamp();
    utc - jiff::SignedDuration::from_secs(offset)
}

fn civil(time: &calcard::common::PartialDateTime) -> DateTime {
    let date = jiff::civil::date(
        i16::try_from(time.year.unwrap()).unwrap(),
        i8::try_from(time.month.unwrap()).unwrap(),
        i8::try_from(time.day.unwrap()).unwrap(),
    );
    let part = |part: Option<u8>| i8::try_from(part.unwrap()).unwrap();
    date.at(part(time.hour), part(time.minute), part(time.second), 0)
}

/// The offset of the last observance that begins at or before that local time.
fn offset_at(calendar: &ICalendar, id: &str, local: DateTime) -> i64 {
    let zone = component(calendar, &ICalendarComponentType::VTimezone);
    assert_eq!(text(&zone, &ICalendarProperty::Tzid), id);
    let parts = zone
        .component_ids
        .iter()
        .map(|id| &calendar.components[*id as usize]);
    let since = |part: &ICalendarComponent| match &part
        .property(&ICalendarProperty::Dtstart)
        .unwrap()
        .values[0]
    {
        ICalendarValue::PartialDateTime(time) => civil(time),
        other => panic!("{other:?} is no time"),
    };
    let part = parts
        .filter(|part| since(part) <= local)
        .max_by_key(|part| since(part));
    let part = part.expect("one is in force");
    match &part
        .property(&ICalendarProperty::Tzoffsetto)
        .unwrap()
        .values[0]
    {
        ICalendarValue::PartialDateTime(time) => {
            let seconds =
                i64::from(time.tz_hour.unwrap()) * 3600 + i64::from(time.tz_minute.unwrap()) * 60;
            if time.tz_minus { -seconds } else { seconds }
        }
        other => panic!("{other:?} is no offset"),
    }
}

#[test]
fn times_are_right_in_every_zone_and_across_its_changes() {
    let starts = [
        "2026-12-03T14:00Z",
        "2026-07-02T14:00Z",
        // Berlin's changes of 2026: an hour before, at, and an hour after.
        "2026-03-29T00:00Z",
        "2026-03-29T00:30Z",
        "2026-03-29T01:00Z",
        "2026-10-25T00:00Z",
        "2026-10-25T00:30Z",
        "2026-10-25T01:00Z",
        "2026-10-25T01:30Z",
        // New York's.
        "2026-03-08T06:30Z",
        "2026-11-01T05:30Z",
        "2026-11-01T06:30Z",
        "2049-07-01T12:00Z",
    ];
    let zones = [
        "Europe/Berlin",
        "America/New_York",
        "Asia/Kolkata",
        "Australia/Lord_Howe",
        "America/St_Johns",
        "Africa/Casablanca",
        "Asia/Kathmandu",
        "Europe/Dublin",
        "Pacific/Apia",
        "Etc/GMT+5",
        "UTC",
        "Not/AZone",
    ];
    for (start, zone) in starts
        .iter()
        .flat_map(|start| zones.map(|zone| (start, zone)))
    {
        let calendar = parsed(&made(&Mail::Invitation(Box::new(interview(start, zone)))));
        let expected: Timestamp = start.parse().unwrap();
        let begins = instant(&calendar, &ICalendarProperty::Dtstart);
        assert_eq!(begins, expected, "{zone}");
        let ends = instant(&calendar, &ICalendarProperty::Dtend);
        assert_eq!(ends.duration_since(begins).as_mins(), 60, "{zone} {start}");
    }
}

#[test]
fn a_change_has_the_same_name_and_a_higher_number() {
    let first = interview("2026-12-03T14:00Z", "Europe/Berlin");
    let mut second = first.clone();
    second.sequence += 1;
    let [first, second] = [
        Mail::Invitation(Box::new(first)),
        Mail::InvitationChanged(Box::new(second)),
    ]
    .map(|mail| component(&parsed(&made(&mail)), &ICalendarComponentType::VEvent));
    let uid = format!("{}@code.example", Uuid::from_u128(7));
    assert_eq!(first.uid(), Some(uid.as_str()));
    assert_eq!(second.uid(), Some(uid.as_str()));
    let number = |event: &ICalendarComponent| {
        event.property(&ICalendarProperty::Sequence).unwrap().values[0].as_integer()
    };
    assert_eq!((number(&first), number(&second)), (Some(3), Some(4)));
}

#[test]
fn what_was_typed_is_read_back_as_it_was() {
    let interview = interview("2026-12-03T14:00Z", "Europe/Berlin");
    let title = interview.title.clone();
    let ics = made(&Mail::Invitation(Box::new(interview)));
    assert!(
        ics.split("\r\n")
            .all(|line| line.len() <= 75 && !line.contains('\n'))
    );
    let event = component(&parsed(&ics), &ICalendarComponentType::VEvent);
    assert_eq!(text(&event, &ICalendarProperty::Summary), title);
    assert_eq!(
        text(&event, &ICalendarProperty::Url),
        links().room(RoomId(Uuid::from_u128(9)))
    );
}

#[test]
fn a_request_and_a_cancellation_say_what_they_are() {
    let interview = Box::new(interview("2026-12-03T14:00Z", "Europe/Berlin"));
    insta::assert_snapshot!(
        "request",
        made(&Mail::Invitation(interview.clone())).replace("\r\n", "\n")
    );
    let cancelled = made(&Mail::InvitationCancelled(interview));
    assert!(cancelled.contains("\r\nMETHOD:CANCEL\r\n"), "{cancelled}");
    assert!(
        cancelled.contains("\r\nSTATUS:CANCELLED\r\n"),
        "{cancelled}"
    );
}

#[test]
fn without_a_time_there_is_no_file() {
    let mut interview = interview("2026-12-03T14:00Z", "Europe/Berlin");
    interview.starts_at = None;
    let to = Recipient {
        email: "cleo@example.org".to_owned(),
        name: None,
        person: None,
    };
    let mail = Mail::Invitation(Box::new(interview));
    assert_eq!(invite(&mail, &to, &links(), SENDER, Millis(0)), None);
}

#[test]
fn an_organizer_of_no_verified_address_is_reached_by_the_installation() {
    let mut interview = interview("2026-12-03T14:00Z", "Europe/Berlin");
    interview.host_email.clear();
    let ics = made(&Mail::Invitation(Box::new(interview)));
    let organizer = format!("\r\nORGANIZER;CN=\"Asha Rao\":mailto:{SENDER}\r\n");
    assert!(ics.contains(&organizer), "{ics}");
}

#[test]
fn who_deleted_their_account_is_not_named_and_the_event_is_still_found() {
    let mut interview = interview("2026-12-03T14:00:00Z", "Europe/Berlin");
    interview.host_name.clear();
    interview.host_email.clear();
    let ics = made(&Mail::InvitationCancelled(Box::new(interview)));
    let organizer = format!("\r\nORGANIZER:mailto:{SENDER}\r\n");
    assert!(ics.contains(&organizer), "{ics}");
    let event = component(&parsed(&ics), &ICalendarComponentType::VEvent);
    let uid = text(&event, &ICalendarProperty::Uid);
    assert!(uid.starts_with(&Uuid::from_u128(7).to_string()), "{uid}");
    let description = text(&event, &ICalendarProperty::Description);
    assert!(description.starts_with("The host invites"), "{description}");
}

#[test]
fn a_reminder_has_the_event_as_it_stands() {
    let interview = Box::new(interview("2026-12-03T14:00Z", "Europe/Berlin"));
    let reminded = made(&Mail::Reminder(interview.clone()));
    assert_eq!(reminded, made(&Mail::InvitationChanged(interview)));
}
