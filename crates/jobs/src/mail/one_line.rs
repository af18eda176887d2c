//! What people typed, as part of one line of a mail.

/// Characters that are kept of a name or a title: a subject of more helps nobody.
const MOST: usize = 120;

/// The text with no line break and no other control character in it, and none that turns the direction of
/// writing, by which a name could rewrite the words beside it.
pub(super) fn one_line(text: &str) -> String {
    let words = text.split(|c: char| c.is_whitespace() || c.is_control());
    let words: Vec<_> = words.filter(|word| !word.is_empty()).collect();
    let line: String = words
        .join(" ")
        .chars()
        .filter(|c| !is_invisible(*c))
        .collect();
    match line.char_indices().nth(MOST) {
        Some((end, _)) => format!("{}…", line[..end].trim_end()),
        None => line,
    }
}

const fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_become_one() {
        assert_eq!(
            one_line(" Asha\r\nBcc: all@x.org\t\u{2028}Rao\0 "),
            "Asha Bcc: all@x.org Rao"
        );
        assert_eq!(one_line("\r\n"), "");
    }

    #[test]
    fn what_turns_the_direction_is_dropped_and_other_scripts_stay() {
        assert_eq!(one_line("a\u{202e}b"), "ab");
        assert_eq!(one_line("علي 李 👩‍💻"), "علي 李 👩‍💻");
    }

    #[test]
    fn what_is_too_long_is_cut_between_characters() {
        let line = one_line(&"é".repeat(500));
        assert_eq!(line.chars().count(), MOST + 1);
        assert!(line.ends_with('…'));
    }
}
