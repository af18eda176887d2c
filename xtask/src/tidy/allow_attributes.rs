//! A lint is never allowed in silence: `expect` says why, and complains once the cause is gone.

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};

use super::Violation;

/// A violation for each attribute in `tokens` that allows a lint.
pub(super) fn check(path: &str, tokens: TokenStream) -> Vec<Violation> {
    let mut violations = Vec::new();
    visit(path, tokens, &mut violations);
    violations
}

fn visit(path: &str, tokens: TokenStream, violations: &mut Vec<Violation>) {
    let mut after_hash = false;
    for token in tokens {
        if let TokenTree::Group(group) = &token {
            if after_hash && group.delimiter() == Delimiter::Bracket && allows(group.stream()) {
                violations.push(violation(path, group));
            }
            visit(path, group.stream(), violations);
        }
        // An inner attribute has `!` between.
        after_hash = match &token {
            TokenTree::Punct(punct) => {
                punct.as_char() == '#' || (after_hash && punct.as_char() == '!')
            }
            _ => false,
        };
    }
}

/// Whether an attribute's content is `allow(…)`, also inside `cfg_attr(…, allow(…))`.
fn allows(content: TokenStream) -> bool {
    let mut after_allow = false;
    content.into_iter().any(|token| {
        let found = match &token {
            TokenTree::Group(group) => after_allow || allows(group.stream()),
            _ => false,
        };
        after_allow = matches!(&token, TokenTree::Ident(ident) if ident == "allow");
        found
    })
}

fn violation(path: &str, attribute: &Group) -> Violation {
    let line = attribute.span_open().start().line;
    Violation::new(
        path,
        line,
        "allows a lint; use #[expect(…, reason = \"…\")]",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(text: &str) -> Vec<usize> {
        let violations = check("a.rs", text.parse().unwrap());
        violations.iter().map(|violation| violation.line).collect()
    }

    #[test]
    fn every_form_of_allow_is_found() {
        assert_eq!(lines("#![allow(dead_code)]\nfn a() {}"), [1]);
        assert_eq!(
            lines("fn a() {\n    #[allow(unused)]\n    let b = 1;\n}"),
            [2]
        );
        assert_eq!(lines("#[cfg_attr(test, allow(unused))] fn a() {}"), [1]);
    }

    #[test]
    fn expect_and_prose_pass() {
        assert_eq!(
            lines("#[expect(dead_code, reason = \"soon\")] fn a() {}"),
            [0; 0]
        );
        assert_eq!(
            lines("/// `#[allow(x)]` is not used.\nfn allow(a: u8) { b[allow(1)] }"),
            [0; 0]
        );
    }
}
