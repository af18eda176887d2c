use codevlive_domain::{id::RoomId, room::person::Role, time::Millis};
use proptest::prelude::*;
use uuid::Uuid;

use super::*;
use crate::{
    mail::{
        letter::{Interview, Mail, Recipient},
        samples::samples,
    },
    signed_link::SignedLinks,
};

fn links() -> Links {
    Links::new("https://code.example", SignedLinks::new(b"secret"))
}

fn worded(letter: &Letter) -> Words {
    words(letter, &links()).expect("it is worded")
}

/// A letter in which everything that someone typed is this.
fn typed(text: &str) -> Letter {
    let interview = Interview {
        invitation: Uuid::from_u128(1),
        sequence: 0,
        room: RoomId(Uuid::from_u128(2)),
        title: text.to_owned(),
        role: Role::Candidate,
        host_name: text.to_owned(),
        host_email: text.to_owned(),
        starts_at: Some(Millis(0)),
        minutes: 60,
        time_zone: text.to_owned(),
    };
    Letter {
        to: Recipient {
            email: text.to_owned(),
            name: Some(text.to_owned()),
            person: None,
        },
        mail: Mail::Invitation(Box::new(interview)),
    }
}

#[test]
fn every_mail_reads_well_as_text() {
    for (name, letter) in samples() {
        let words = worded(&letter);
        insta::assert_snapshot!(
            name,
            format!("Subject: {}\n\n{}", words.subject, words.text)
        );
        for line in words.text.lines() {
            assert!(
                line.chars().count() < 78 || line.starts_with("http"),
                "{line}"
            );
        }
    }
}

#[test]
fn html_needs_nothing_from_elsewhere_and_holds_the_same_links() {
    for (name, letter) in samples() {
        let Words { html, text, .. } = worded(&letter);
        for foreign in [
            "<img",
            "<link",
            "@import",
            "url(",
            "<script",
            "src=",
            "http-equiv=\"refresh",
        ] {
            assert!(!html.contains(foreign), "{name}: {foreign}");
        }
        assert!(html.contains("prefers-color-scheme: dark"), "{name}");
        for link in text.lines().filter(|line| line.starts_with("https://")) {
            assert!(
                html.contains(&format!("href=\"{link}\"")),
                "{name}: {link}\n{html}"
            );
        }
    }
}

#[test]
fn what_is_typed_is_text_and_never_html() {
    let letter = typed("<script>alert(1)</script> \"x\" 'y' & </title><b onload=z>");
    let Words {
        html,
        text,
        subject,
    } = worded(&letter);
    assert!(!html.contains("<script"), "{html}");
    assert!(!html.contains("<b onload"), "{html}");
    assert!(html.contains("&lt;script&gt;alert(1)"), "{html}");
    assert!(
        text.contains("<script>alert(1)</script> \"x\" 'y' &"),
        "{text}"
    );
    assert!(subject.contains("<script>alert(1)"), "{subject}");
}

#[test]
fn who_deleted_their_account_is_the_host_and_gets_no_answers() {
    for (name, mut letter) in samples() {
        let Some(interview) = letter.mail.interview_mut() else {
            continue;
        };
        interview.host_name.clear();
        interview.host_email.clear();
        let Words { html, text, .. } = worded(&letter);
        for words in [html, text] {
            assert!(!words.contains("()"), "{name}: {words}");
            assert!(!words.contains("Answer this mail"), "{name}: {words}");
            let named = words.contains("The host");
            assert_eq!(named, name != "reminder", "{name}: {words}");
        }
    }
}

#[test]
fn what_is_typed_is_no_template_either() {
    let Words { html, text, .. } = worded(&typed("{{ host }} {% if x %} {# y #}"));
    assert!(text.contains("{{ host }} {% if x %} {# y #}"), "{text}");
    assert!(html.contains("{{ host }} {% if x %} {# y #}"), "{html}");
}

#[test]
fn mails_that_anyone_can_have_sent_say_nothing_that_they_typed() {
    for (name, mut letter) in samples().into_iter().take(3) {
        letter.to.name = Some("Buy at evil.example".to_owned());
        let Words {
            html,
            text,
            subject,
        } = worded(&letter);
        let all = format!("{subject}{html}{text}");
        assert!(!all.contains("evil.example"), "{name}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn anything_typed_is_worded_in_one_line(text in any::<String>()) {
        let Words { html, subject, .. } = worded(&typed(&text));
        prop_assert!(!subject.contains(char::is_control));
        // As many elements as with harmless words: none was added, and none closed.
        let elements = |html: &str| html.matches('<').count();
        prop_assert_eq!(elements(&html), elements(&worded(&typed("x")).html));
    }

    #[test]
    fn nothing_typed_adds_an_element(text in "[<>&\"'/a-z=\\-! \\[\\]]{1,40}x") {
        let elements = |html: &str| html.matches('<').count();
        prop_assert_eq!(elements(&worded(&typed(&text)).html), elements(&worded(&typed("x")).html));
    }
}
