//! What passes for an e-mail address.

use codevlive_protocol::auth::MAX_EMAIL;

/// The address without the space around it, if it has the form of one. Whether mail arrives there is
/// another question.
///
/// The characters before the `@` are those of HTML's own e-mail fields, and any beyond ASCII (RFC 6531);
/// no quotes, no comments, no line breaks. No dot is at their beginning, at their end or next to another: mail servers
/// take no such address (RFC 5322, 3.2.3). The host has a dot.
pub(crate) fn email(text: &str) -> Result<String, &'static str> {
    let text = text.trim();
    if text.len() > MAX_EMAIL {
        return Err("is too long for an e-mail address");
    }
    let fits = text
        .rsplit_once('@')
        .is_some_and(|(name, host)| is_name(name) && is_host(host));
    if fits {
        Ok(text.to_owned())
    } else {
        Err("is not an e-mail address")
    }
}

fn is_name(name: &str) -> bool {
    let plain = |c: char| c.is_ascii_alphanumeric() || ".!#$%&'*+/=?^_`{|}~-".contains(c);
    (1..=64).contains(&name.len())
        && name.chars().all(|c| plain(c) || is_beyond_ascii(c))
        && name.split('.').all(|part| !part.is_empty())
}

fn is_host(host: &str) -> bool {
    host.contains('.') && host.split('.').all(is_label)
}

fn is_label(label: &str) -> bool {
    let plain = |c: char| c.is_ascii_alphanumeric() || c == '-' || is_beyond_ascii(c);
    (1..=63).contains(&label.len())
        && label.chars().all(plain)
        && !label.starts_with('-')
        && !label.ends_with('-')
}

fn is_beyond_ascii(c: char) -> bool {
    !c.is_ascii() && c.is_alphanumeric()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_pass_and_lose_the_space_around_them() {
        for text in [
            "a@b.co",
            "first.last+tag@sub.example.org",
            "o'hara@example.org",
            "ünï@bücher.example",
        ] {
            assert_eq!(email(&format!(" {text} ")).as_deref(), Ok(text));
        }
    }

    #[test]
    fn what_is_none_is_refused() {
        let long = format!("{}@example.org", "a".repeat(65));
        let longer = format!("a@{}.org", "a.".repeat(130));
        for text in [
            "",
            "@",
            "a@",
            "@b.co",
            ".",
            ".a@b.co",
            "a.@b.co",
            "a..b@c.co",
            ".@b.co",
            "a b@c.co",
            "a@b",
            "a@b..co",
            "a@-b.co",
            "a@b-.co",
            "a@b.co.",
            "a@b@c.co",
            "a\r\nBcc: x@b.co",
            "<a@b.co>",
            "\"a\"@b.co",
            "a@b.c\u{200b}o",
            &long,
            &longer,
        ] {
            assert!(email(text).is_err(), "{text}");
        }
    }
}
