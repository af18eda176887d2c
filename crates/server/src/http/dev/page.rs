//! The pages around the mails: no script, nothing from elsewhere.

use codevlive_jobs::mail::words::Words;

use crate::http::docs::page::escape;

const STYLE: &str = include_str!("page.css");

/// Links to all mails.
pub(super) fn list(names: &[&str]) -> String {
    let links = names
        .iter()
        .map(|name| format!("<li><a href=\"/dev/mails/{name}\">{name}</a></li>"));
    let links: String = links.collect();
    framed("Mails", &format!("<ul>{links}</ul>"))
}

/// One mail: in light and dark, as text, and its file for calendars.
pub(super) fn show(name: &str, words: &Words, ics: Option<&str>) -> String {
    let looks = ["light", "dark"].map(|look| look_of(name, look)).concat();
    let calendar = ics.map_or_else(String::new, |ics| {
        format!("<h2>invite.ics</h2><pre>{}</pre>", escape(ics))
    });
    let body = format!(
        "<p><a href=\"/dev/mails\">All mails</a> · <a href=\"/dev/mails/{name}/html\">HTML alone</a> · \
         <a href=\"/dev/mails/{name}/eml\">as a file</a></p>\
         <p>Subject: <b>{subject}</b></p><div class=\"looks\">{looks}</div>\
         <h2>Text</h2><pre>{text}</pre>{calendar}",
        name = escape(name),
        subject = escape(&words.subject),
        text = escape(&words.text),
    );
    framed(name, &body)
}

fn look_of(name: &str, look: &str) -> String {
    let name = escape(name);
    format!(
        "<figure><figcaption>{look}</figcaption>\
         <iframe sandbox title=\"{name} in {look}\" src=\"/dev/mails/{name}/html?look={look}\"></iframe></figure>"
    )
}

fn framed(title: &str, body: &str) -> String {
    let title = escape(title);
    format!(
        "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\
         <title>{title}</title><style>{STYLE}</style><main><h1>{title}</h1>{body}</main>"
    )
}
