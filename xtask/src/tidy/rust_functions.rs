//! No Rust function is longer than a screen.
//!
//! Reads tokens, not a syntax tree, so that functions inside macros (`proptest! { … }`) count too.

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};

use super::{LONGEST_FUNCTION, Violation};

/// Violations of the functions in `tokens`, those inside other functions included.
pub(super) fn check(path: &str, tokens: TokenStream) -> Vec<Violation> {
    let mut violations = Vec::new();
    visit(path, tokens, &mut violations);
    violations
}

fn visit(path: &str, tokens: TokenStream, violations: &mut Vec<Violation>) {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    for (at, token) in tokens.iter().enumerate() {
        if let Some((name, body)) = function(&tokens[at..]) {
            violations.extend(too_long(path, token, &name, body));
        }
        if let TokenTree::Group(group) = token {
            visit(path, group.stream(), violations);
        }
    }
}

/// Name and body, if a function with a body begins at the first token.
fn function(tokens: &[TokenTree]) -> Option<(String, &Group)> {
    let [TokenTree::Ident(keyword), name, rest @ ..] = tokens else {
        return None;
    };
    // `fn(u32)` is a type; in a macro's definition the name may be `$name`.
    let named = matches!(name, TokenTree::Ident(_)) || is_punct(name, '$');
    if keyword != "fn" || !named {
        return None;
    }
    let body = rest
        .iter()
        .take_while(|token| !is_punct(token, ';'))
        .find_map(|token| match token {
            TokenTree::Group(group) if group.delimiter() == Delimiter::Brace => Some(group),
            _ => None,
        })?;
    Some((name.to_string(), body))
}

fn is_punct(token: &TokenTree, character: char) -> bool {
    matches!(token, TokenTree::Punct(punct) if punct.as_char() == character)
}

fn too_long(path: &str, keyword: &TokenTree, name: &str, body: &Group) -> Option<Violation> {
    let first = keyword.span().start().line;
    let lines = body.span_close().end().line - first + 1;
    (lines > LONGEST_FUNCTION).then(|| {
        let what = format!("function {name} has {lines} lines, the most is {LONGEST_FUNCTION}");
        Violation::new(path, first, what)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check_text(text: &str) -> Vec<String> {
        let violations = check("a.rs", text.parse().unwrap());
        violations.iter().map(ToString::to_string).collect()
    }

    /// A function of so many lines, signature and closing brace included.
    fn function_of(lines: usize) -> String {
        format!(
            "pub fn long(a: [u8; 4]) -> u8 {{\n{}}}\n",
            "    a;\n".repeat(lines - 2)
        )
    }

    #[test]
    fn seventy_lines_pass_and_seventy_one_do_not() {
        assert_eq!(check_text(&function_of(70)), [""; 0]);
        let found = check_text(&function_of(71));
        assert_eq!(
            found,
            ["a.rs:1: function long has 71 lines, the most is 70"]
        );
    }

    #[test]
    fn attributes_and_documentation_do_not_count() {
        let documented = "/// why\n".repeat(50) + "#[inline]\n" + &function_of(70);
        assert_eq!(check_text(&documented), [""; 0]);
    }

    #[test]
    fn functions_in_impls_modules_and_macros_count() {
        for around in ["impl A {\n", "mod a {\n", "proptest! {\n"] {
            let text = format!("{around}{}}}", function_of(71));
            assert_eq!(check_text(&text).len(), 1, "{around}");
        }
    }

    #[test]
    fn a_function_type_and_a_signature_have_no_body() {
        let block = format!("{{\n{}}}", "\n".repeat(99));
        for text in [
            "trait A { fn a(); const B: u8 = BLOCK; }",
            "type C = fn(u8); mod d BLOCK",
        ] {
            assert_eq!(
                check_text(&text.replace("BLOCK", &block)),
                [""; 0],
                "{text}"
            );
        }
    }
}
