//! Content lines (RFC 5545, 3.1): escaped, folded, ended by CR LF.

use crate::mail::one_line::one_line;

/// Octets of a line, without its end.
const MOST: usize = 75;

/// The lines of a file.
#[derive(Debug, Default)]
pub(super) struct Lines(String);

impl Lines {
    /// A property whose value is written as it is: of our own making.
    pub(super) fn plain(&mut self, name: &str, value: &str) {
        self.fold(&format!("{name}:{}", one_line_only(value)));
    }

    /// One whose value is a text (3.3.11).
    pub(super) fn text(&mut self, name: &str, value: &str) {
        self.fold(&format!("{name}:{}", escaped(value)));
    }

    /// One whose value is a person (3.3.3), with parameters of our own making.
    pub(super) fn person(
        &mut self,
        property: &str,
        parameters: &[(&str, &str)],
        name: &str,
        email: &str,
    ) {
        let parameters = parameters.iter();
        let mut parts: Vec<_> = parameters
            .map(|(name, value)| format!(";{name}={value}"))
            .collect();
        if !name.is_empty() {
            parts.push(format!(";CN={}", quoted(name)));
        }
        let line = format!(
            "{property}{}:mailto:{}",
            parts.concat(),
            one_line_only(email)
        );
        self.fold(&line);
    }

    pub(super) fn into_text(self) -> String {
        self.0
    }

    /// Between characters, never inside one: not every reader joins octets before it decodes them.
    fn fold(&mut self, line: &str) {
        let mut room = MOST;
        for character in line.chars() {
            let length = character.len_utf8();
            if length > room {
                self.0.push_str("\r\n ");
                room = MOST - 1;
            }
            self.0.push(character);
            room -= length;
        }
        self.0.push_str("\r\n");
    }
}

/// No line break gets into a value that is not escaped, wherever it came from.
fn one_line_only(value: &str) -> String {
    value.chars().filter(|c| !c.is_control()).collect()
}

fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '\\' | ';' | ',' => escaped.extend(['\\', character]),
            '\n' => escaped.push_str("\\n"),
            other if other.is_control() => {}
            other => escaped.push(other),
        }
    }
    escaped
}

/// A parameter's value can't hold a double quote (3.1), and RFC 6868's escape is not read everywhere.
fn quoted(value: &str) -> String {
    format!("\"{}\"", one_line(value).replace('"', "'"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_folded_at_75_octets_between_characters() {
        let mut lines = Lines::default();
        lines.text("SUMMARY", &"é👩".repeat(60));
        let text = lines.into_text();
        assert!(text.split("\r\n").all(|line| line.len() <= MOST), "{text}");
        let unfolded = text.replace("\r\n ", "");
        assert_eq!(unfolded, format!("SUMMARY:{}\r\n", "é👩".repeat(60)));
    }

    #[test]
    fn a_line_of_75_octets_stays_whole() {
        let mut lines = Lines::default();
        lines.plain("X", &"a".repeat(73));
        lines.plain("X", &"a".repeat(74));
        let text = lines.into_text();
        assert_eq!(text, format!("X:{0}\r\nX:{0}\r\n a\r\n", "a".repeat(73)));
    }

    #[test]
    fn values_bring_no_lines_of_their_own() {
        let mut lines = Lines::default();
        lines.text("SUMMARY", "a;b,c\\d\r\nEND:VEVENT");
        lines.plain("URL", "x\r\nEND:VEVENT");
        lines.person("ATTENDEE", &[], "A \"B\"\r\nX;C:D", "a@b.org\r\nX:1");
        assert_eq!(
            lines.into_text(),
            "SUMMARY:a\\;b\\,c\\\\d\\nEND:VEVENT\r\nURL:xEND:VEVENT\r\n\
             ATTENDEE;CN=\"A 'B' X;C:D\":mailto:a@b.orgX:1\r\n"
        );
    }
}
