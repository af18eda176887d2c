//! Which passwords an account may have: long enough, and not what everybody tries first (OWASP ASVS
//! 5.0, 6.2). No rules of composition: they make passwords worse.

use std::{collections::HashSet, sync::LazyLock};

use codevlive_protocol::auth::{MAX_PASSWORD, MIN_PASSWORD};

static COMMON: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    let lines = include_str!("common-passwords.txt").lines();
    lines
        .filter(|line| !line.starts_with('#'))
        .flat_map(str::split_whitespace)
        .collect()
});

/// Whether this may be the password of an account with that address and name. It is taken as it is:
/// never trimmed, never cut.
pub(crate) fn check(password: &str, email: &str, name: &str) -> Result<(), &'static str> {
    let length = password.chars().count();
    if length < MIN_PASSWORD {
        return Err("has fewer than 8 characters");
    }
    if length > MAX_PASSWORD {
        return Err("has more than 256 characters");
    }
    let lower = password.to_lowercase();
    if COMMON.contains(lower.as_str()) || is_one_character(password) {
        return Err("is among the first that everybody tries");
    }
    if lower == email.trim().to_lowercase() || lower == name.trim().to_lowercase() {
        return Err("is your name or your address");
    }
    Ok(())
}

fn is_one_character(password: &str) -> bool {
    let mut characters = password.chars();
    let first = characters.next();
    characters.all(|c| Some(c) == first)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn password(password: &str) -> Result<(), &'static str> {
        check(password, "asha.rao@example.org", "Asha Madhuri Rao")
    }

    #[test]
    fn long_enough_ones_pass_whatever_they_are_made_of() {
        let long = "ä ".repeat(128);
        for text in [
            "abcdefgx",
            "correct horse battery staple",
            "  spaces  ",
            "パスワードです!",
            &long,
        ] {
            assert_eq!(password(text), Ok(()), "{text}");
        }
    }

    #[test]
    fn short_long_common_and_personal_ones_do_not() {
        let too_long = "a".repeat(257);
        for text in [
            "",
            "abcdefg",
            "ääääääx",
            &too_long,
            "password",
            "PassWord",
            "1234567890",
            "qwertyuiop",
            "CoDevLive",
            "aaaaaaaaaaaa",
            "Asha.Rao@example.org",
            "asha madhuri rao",
        ] {
            assert!(password(text).is_err(), "{text}");
        }
    }

    #[test]
    fn the_list_is_as_long_as_asvs_asks() {
        assert!(COMMON.len() >= 3_000, "{}", COMMON.len());
        assert!(
            COMMON
                .iter()
                .all(|word| word.chars().count() >= MIN_PASSWORD)
        );
    }
}
