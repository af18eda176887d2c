//! What a letter says: subject, HTML and text.

mod body;
mod headline;
mod wrap;

use minijinja::context;

use super::{
    letter::{Interview, Letter},
    links::Links,
    one_line::one_line,
    templates,
};

/// A letter in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Words {
    /// One line.
    pub subject: String,
    /// As HTML, with all it needs in it.
    pub html: String,
    /// As text, in lines of at most 76 characters, but for links that are longer.
    pub text: String,
}

/// A letter that can't be worded: a fault in a template, which no retry mends.
#[derive(Debug, thiserror::Error)]
pub enum WordingError {
    /// A template asks for what is not there.
    #[error("a template can't be filled in: {0}")]
    Template(#[from] minijinja::Error),
    /// What a template gave is no MJML.
    #[error(transparent)]
    Html(#[from] templates::NoHtml),
}

/// Puts a letter into words.
pub fn words(letter: &Letter, links: &Links) -> Result<Words, WordingError> {
    let headline = headline::of(letter, links);
    let template = body::template(&letter.mail);
    let context = context! {
        headline => headline.value(),
        about => body::about(letter),
        host => links.host(),
        home => links.home(),
    };
    let mjml = templates::fill(&format!("{template}.mjml"), &context)?;
    let text = templates::fill(&format!("{template}.txt"), &context)?;
    Ok(Words {
        html: templates::html(&mjml)?,
        text: wrap::wrap(&text),
        subject: headline.subject,
    })
}

/// What who invites is called. One who deleted their account has no name any more.
pub(super) fn host(interview: &Interview) -> String {
    let name = one_line(&interview.host_name);
    if name.is_empty() {
        return "The host".to_owned();
    }
    name
}

#[cfg(test)]
mod tests;
