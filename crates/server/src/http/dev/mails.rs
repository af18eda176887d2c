//! `/dev/mails`: a sample of every mail, as it looks in a mail program, as text, and as a file.

use axum::{
    extract::{Path, Query, State},
    http::{HeaderName, HeaderValue, header},
    response::{IntoResponse, Response},
};
use codevlive_domain::time::Millis;
use codevlive_jobs::mail::{
    calendar,
    letter::Letter,
    links::Links,
    mailer::Mailbox,
    message::message,
    samples::samples,
    words::{Words, words},
};
use codevlive_protocol::problem::ProblemCode;
use serde::Deserialize;
use uuid::Uuid;

use super::page;
use crate::{Services, http::failure::Failure};

/// The page frames the mails, and has no script.
const PAGE_POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; frame-src 'self'; \
                           frame-ancestors 'none'; base-uri 'none'; form-action 'none'";
/// A mail may do no more than in a mail program: whatever it would load is seen to be missing.
const MAIL_POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'; \
                           base-uri 'none'; form-action 'none'; sandbox";

/// The names of all samples.
pub(super) async fn list() -> Response {
    let names: Vec<_> = samples().into_iter().map(|(name, _)| name).collect();
    html_page(PAGE_POLICY, page::list(&names))
}

/// One of them, in every form.
pub(super) async fn show(
    State(services): State<Services>,
    Path(name): Path<String>,
) -> Result<Response, Failure> {
    let (letter, words) = worded(&services, &name)?;
    let (links, now) = (links(&services), now(&services));
    let invite = calendar::invite(
        &letter.mail,
        &letter.to,
        &links,
        "no-reply@example.org",
        now,
    );
    let ics = invite.map(|invite| invite.ics);
    let page = page::show(&name, &words, ics.as_deref());
    Ok(html_page(PAGE_POLICY, page))
}

/// In which scheme of colours; without it, in the reader's own.
#[derive(Deserialize)]
pub(super) struct Look {
    look: Option<Scheme>,
}

#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Scheme {
    Light,
    Dark,
}

/// Its HTML, as a mail program would show it.
pub(super) async fn html(
    State(services): State<Services>,
    Path(name): Path<String>,
    Query(Look { look }): Query<Look>,
) -> Result<Response, Failure> {
    let (_, words) = worded(&services, &name)?;
    Ok(html_page(MAIL_POLICY, looking(words.html, look)))
}

/// The whole mail, to be opened with a mail program.
pub(super) async fn file(
    State(services): State<Services>,
    Path(name): Path<String>,
) -> Result<Response, Failure> {
    let letter = sample(&name)?;
    let from: Mailbox = "CoDevLive <no-reply@example.org>"
        .parse()
        .map_err(Failure::internal)?;
    let mail = message(
        Uuid::nil(),
        &letter,
        &from,
        &links(&services),
        now(&services),
    )
    .map_err(Failure::internal)?;
    let headers = [
        (
            header::CONTENT_TYPE,
            HeaderValue::from_static("message/rfc822"),
        ),
        (
            header::CONTENT_DISPOSITION,
            HeaderValue::from_static("attachment; filename=mail.eml"),
        ),
    ];
    Ok((headers, mail.formatted()).into_response())
}

fn sample(name: &str) -> Result<Letter, Failure> {
    let found = samples().into_iter().find(|(other, _)| *other == name);
    let (_, letter) = found.ok_or(ProblemCode::NotFound)?;
    Ok(letter)
}

fn worded(services: &Services, name: &str) -> Result<(Letter, Words), Failure> {
    let letter = sample(name)?;
    let words = words(&letter, &links(services)).map_err(Failure::internal)?;
    Ok((letter, words))
}

fn links(services: &Services) -> Links {
    Links::new(
        services.settings.public_url.as_str(),
        services.links.clone(),
    )
}

fn now(services: &Services) -> Millis {
    services.clock.now()
}

/// Browsers take the scheme of a frame from its reader: a mail is shown in another by turning its rules on or off.
fn looking(html: String, look: Option<Scheme>) -> String {
    let dark = "(prefers-color-scheme: dark)";
    match look {
        None => html,
        Some(Scheme::Dark) => html.replace(dark, "all"),
        Some(Scheme::Light) => html.replace(dark, "not all"),
    }
}

fn html_page(policy: &'static str, page: String) -> Response {
    let headers: [(HeaderName, HeaderValue); 3] = [
        (
            header::CONTENT_TYPE,
            HeaderValue::from_static("text/html; charset=utf-8"),
        ),
        (
            header::CONTENT_SECURITY_POLICY,
            HeaderValue::from_static(policy),
        ),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
    ];
    (headers, page).into_response()
}
