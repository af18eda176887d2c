//! Text in lines that every mail program shows as they are.

use std::borrow::Cow;

/// RFC 5322, 2.1.1, wants at most 78; quoting adds two.
const WIDTH: usize = 76;

/// Breaks lines that are too long between words, and never in a word: a broken link opens nothing. What continues
/// a line is indented like it.
pub(super) fn wrap(text: &str) -> String {
    let mut wrapped = String::with_capacity(text.len() + 64);
    let mut blank = 0;
    for line in text.trim_start_matches('\n').trim_end().lines() {
        let line = line.trim_end();
        blank = if line.is_empty() { blank + 1 } else { 0 };
        // Parts of a template that say nothing leave their blank lines.
        if blank > 1 {
            continue;
        }
        for line in broken(line) {
            wrapped.push_str(&line);
            wrapped.push('\n');
        }
    }
    wrapped
}

fn broken(line: &str) -> Vec<Cow<'_, str>> {
    let indent = &line[..line.len() - line.trim_start().len()];
    let options = textwrap::Options::new(WIDTH)
        .subsequent_indent(indent)
        .break_words(false)
        .word_splitter(textwrap::WordSplitter::NoHyphenation)
        .wrap_algorithm(textwrap::WrapAlgorithm::FirstFit);
    textwrap::wrap(line, options)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_lines_are_broken_and_links_are_not() {
        let link = format!("https://code.example/{}", "x".repeat(100));
        let text = format!("  {}\n\n\n\n{link}\n", "word ".repeat(30));
        let wrapped = wrap(&text);
        let lines: Vec<_> = wrapped.lines().collect();
        assert_eq!(lines.len(), 4, "{wrapped}");
        assert!(lines[..2].iter().all(|line| line.len() <= WIDTH));
        assert!(lines[1].starts_with("  word"), "{wrapped}");
        assert_eq!((lines[2], lines[3]), ("", link.as_str()), "{wrapped}");
    }
}
