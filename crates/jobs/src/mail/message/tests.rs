//! Read back by another implementation.

use mail_parser::{Message as Parsed, MessageParser, MimeHeaders, PartType};

use super::*;
use crate::{mail::samples::samples, signed_link::SignedLinks};

const JOB: Uuid = Uuid::from_u128(42);
const NOW: Millis = Millis(1_796_306_400_000);

fn links() -> Links {
    Links::new("https://code.example", SignedLinks::new(b"secret"))
}

fn raw(letter: &Letter) -> Vec<u8> {
    let from = "CoDevLive <no-reply@code.example>".parse().unwrap();
    let message = message(JOB, letter, &from, &links(), NOW).expect("it is made");
    message.formatted()
}

fn parsed(raw: &[u8]) -> Parsed<'_> {
    MessageParser::default().parse(raw).expect("it is a mail")
}

fn sample(name: &str) -> Letter {
    let found = samples().into_iter().find(|(other, _)| *other == name);
    found.expect("it is there").1
}

#[test]
fn every_mail_is_read_back_as_it_was_worded() {
    for (name, letter) in samples() {
        let raw = raw(&letter);
        assert!(raw.is_ascii(), "{name}: every server takes it");
        let mail = parsed(&raw);
        let words = words(&letter, &links()).unwrap();
        assert_eq!(mail.subject(), Some(words.subject.as_str()), "{name}");
        let text = mail.body_text(0).unwrap().replace("\r\n", "\n");
        assert_eq!(text.trim(), words.text.trim(), "{name}");
        let html = mail.body_html(0).unwrap().replace("\r\n", "\n");
        assert_eq!(html.trim(), words.html.trim(), "{name}");
        assert_eq!(
            mail.from().unwrap().first().unwrap().address(),
            Some("no-reply@code.example")
        );
        assert_eq!(
            mail.to().unwrap().first().unwrap().address(),
            Some("cleo@example.org")
        );
        assert_eq!(mail.date().unwrap().to_timestamp() * 1000, NOW.0);
        assert_eq!(
            mail.header_raw("Auto-Submitted").map(str::trim),
            Some("auto-generated")
        );
    }
}

#[test]
fn each_try_of_a_job_has_one_message_id() {
    let letter = sample("welcome");
    let id = format!("{JOB}@code.example");
    for _ in 0..2 {
        assert_eq!(parsed(&raw(&letter)).message_id(), Some(id.as_str()));
    }
}

#[test]
fn an_invitation_is_shown_as_one_and_attached() {
    for (name, method) in [
        ("invitation", "REQUEST"),
        ("invitation-changed", "REQUEST"),
        ("invitation-cancelled", "CANCEL"),
    ] {
        let raw = raw(&sample(name));
        let mail = parsed(&raw);
        let calendars: Vec<_> = mail
            .parts
            .iter()
            .filter(|part| part.is_content_type("text", "calendar"))
            .collect();
        assert_eq!(calendars.len(), 2, "{name}");
        for part in &calendars {
            assert_eq!(
                part.content_type().unwrap().attribute("method"),
                Some(method),
                "{name}"
            );
            let PartType::Text(ics) = &part.body else {
                panic!("{:?} is no text", part.body);
            };
            assert!(ics.starts_with("BEGIN:VCALENDAR\r\n"), "{name}: {ics:?}");
            assert!(ics.contains(&format!("\r\nMETHOD:{method}\r\n")), "{name}");
        }
        assert_eq!(calendars[1].attachment_name(), Some("invite.ics"));
        let host = mail.reply_to().unwrap().first().unwrap();
        assert_eq!(host.address(), Some("asha@example.org"));
    }
    let without = raw(&sample("invitation-without-time"));
    assert!(
        !parsed(&without)
            .parts
            .iter()
            .any(|part| part.is_content_type("text", "calendar"))
    );
}

#[test]
fn answers_go_to_nobody_whose_address_is_not_verified() {
    for name in ["invitation", "invitation-changed", "invitation-cancelled"] {
        let mut letter = sample(name);
        let (Mail::Invitation(interview)
        | Mail::InvitationChanged(interview)
        | Mail::InvitationCancelled(interview)) = &mut letter.mail
        else {
            panic!("{name}");
        };
        interview.host_email.clear();
        let raw = raw(&letter);
        let mail = parsed(&raw);
        assert!(mail.reply_to().is_none(), "{name}");
        let text = mail.body_text(0).unwrap();
        assert!(text.contains("Asha Rao"), "{name}: {text}");
        for word in ["()", "Answer this mail"] {
            assert!(!text.contains(word), "{name}: {text}");
        }
    }
}

#[test]
fn reminders_can_be_ended_with_one_click() {
    for (name, letter) in samples() {
        let raw = raw(&letter);
        let mail = parsed(&raw);
        let link = mail.header_raw("List-Unsubscribe").map(str::trim);
        if !["reminder", "knock", "scorecard-due"].contains(&name) {
            assert_eq!(link, None, "{name}");
            continue;
        }
        let link = link.unwrap().trim_start_matches('<').trim_end_matches('>');
        let (call, token) = link.split_once("?token=").unwrap();
        assert_eq!(call, "https://code.example/api/v1/mail/unsubscribe");
        let signed = SignedLinks::new(b"secret");
        let person = signed.read(crate::signed_link::Purpose::Unsubscribe, token);
        assert_eq!(person, letter.to.person.map(|person| person.0));
        let post = mail.header_raw("List-Unsubscribe-Post").map(str::trim);
        assert_eq!(post, Some("List-Unsubscribe=One-Click"), "{name}");
    }
    let mut unknown = sample("reminder");
    unknown.to.person = None;
    assert!(
        parsed(&raw(&unknown))
            .header_raw("List-Unsubscribe")
            .is_none()
    );
}

#[test]
fn names_and_titles_bring_no_headers() {
    let evil = "Asha\r\nBcc: victim@example.org\r\n\r\nbody\n\rX: y\0";
    let mut letter = sample("invitation");
    letter.to.name = Some(evil.to_owned());
    if let Mail::Invitation(interview) = &mut letter.mail {
        interview.title = evil.to_owned();
        interview.host_name = evil.to_owned();
    }
    let raw = raw(&letter);
    let mail = parsed(&raw);
    let names: Vec<_> = mail
        .headers()
        .iter()
        .map(|header| header.name().to_owned())
        .collect();
    assert_eq!(
        names,
        [
            "From",
            "To",
            "Subject",
            "Date",
            "Message-ID",
            "Auto-Submitted",
            "Reply-To",
            "MIME-Version",
            "Content-Type"
        ]
    );
    assert_eq!(mail.to().unwrap().iter().count(), 1);
    assert!(
        mail.subject()
            .unwrap()
            .contains("Asha Bcc: victim@example.org body X: y")
    );
}

#[test]
fn an_address_that_is_none_is_not_tried() {
    for address in [
        "",
        "cleo",
        "cleo@example.org\r\nBcc: a@b.org",
        "a@b.org, c@d.org",
        "<a@b.org>",
    ] {
        let mut letter = sample("welcome");
        letter.to.email = address.to_owned();
        let from = "no-reply@code.example".parse().unwrap();
        let made = message(JOB, &letter, &from, &links(), NOW);
        assert!(matches!(made, Err(MessageError::Address(_))), "{address}");
    }
}

#[test]
fn other_letters_arrive_as_they_were_typed() {
    let mut letter = sample("invitation");
    letter.to.name = Some("李雷, \"Lei\" <x@y.org>".to_owned());
    if let Mail::Invitation(interview) = &mut letter.mail {
        interview.title = "Überblick — 面试 🎉 ".repeat(4);
    }
    let raw = raw(&letter);
    assert!(raw.is_ascii());
    let mail = parsed(&raw);
    let to = mail.to().unwrap().first().unwrap();
    assert_eq!(to.name(), Some("李雷, \"Lei\" <x@y.org>"));
    assert_eq!(to.address(), Some("cleo@example.org"));
    assert!(
        mail.subject()
            .unwrap()
            .contains("Überblick — 面试 🎉 Überblick")
    );
    let longest = raw.split(|byte| *byte == b'\n').map(<[u8]>::len).max();
    assert!(longest <= Some(999), "RFC 5322, 2.1.1: {longest:?}");
}
