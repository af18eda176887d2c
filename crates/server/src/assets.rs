//! The web client's files: embedded in the binary, compressed when they were built.

use std::{borrow::Cow, collections::HashMap};

use axum::{
    extract::Request,
    http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header},
    response::{IntoResponse, Response},
};
use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD as URL_SAFE_NO_PAD};
use bytes::Bytes;
use rust_embed::RustEmbed;
use sha2::{Digest, Sha256};

#[derive(RustEmbed)]
#[folder = "../../web/dist"]
struct Built;

/// Where the client begins, whatever page is asked for.
const INDEX: &str = "index.html";
/// What is built into this folder has a hash of its content in its name.
const HASHED: &str = "assets/";

/// How a file may be sent.
#[derive(Debug, Default)]
struct File {
    plain: Bytes,
    gzip: Option<Bytes>,
    brotli: Option<Bytes>,
    media_type: String,
    etag: String,
}

/// The web client's files, by their path without the first slash.
#[derive(Debug, Default)]
pub struct Assets {
    files: HashMap<String, File>,
}

impl Assets {
    /// Those that were built into this binary. A debug build reads them from the folder they were built
    /// into, once.
    pub fn embedded() -> Self {
        let contents = |path: Cow<'static, str>| {
            let file = Built::get(&path)?;
            let bytes = match file.data {
                Cow::Borrowed(bytes) => Bytes::from_static(bytes),
                Cow::Owned(bytes) => Bytes::from(bytes),
            };
            Some((path.into_owned(), bytes))
        };
        Self::new(Built::iter().filter_map(contents))
    }

    /// Those files; `x.br` and `x.gz` are taken for the compressed forms of `x`.
    pub fn new(contents: impl IntoIterator<Item = (String, Bytes)>) -> Self {
        let mut files = HashMap::<String, File>::new();
        for (path, bytes) in contents {
            if let Some(path) = path.strip_suffix(".br") {
                files.entry(path.to_owned()).or_default().brotli = Some(bytes);
            } else if let Some(path) = path.strip_suffix(".gz") {
                files.entry(path.to_owned()).or_default().gzip = Some(bytes);
            } else {
                let file = files.entry(path.clone()).or_default();
                file.media_type = media_type(&path);
                file.etag = etag(&bytes);
                file.plain = bytes;
            }
        }
        // A compressed form of nothing is nothing.
        files.retain(|_, file| !file.etag.is_empty());
        Self { files }
    }

    /// The file at that path; for a browser that asks for a page, the page where the client begins.
    /// None if it is neither.
    pub(crate) fn answer(&self, request: &Request) -> Option<Response> {
        if !matches!(*request.method(), Method::GET | Method::HEAD) {
            return None;
        }
        let path = request.uri().path().trim_start_matches('/');
        let file = self.files.get(path).map(|file| (path, file));
        let (path, file) = file.or_else(|| {
            let page = !path.starts_with(HASHED) && wants_page(path, request.headers());
            page.then(|| self.files.get(INDEX).map(|file| (INDEX, file)))
                .flatten()
        })?;
        Some(file.answer(request.headers(), cache_control(path)))
    }
}

impl File {
    fn answer(&self, request: &HeaderMap, cache_control: &'static str) -> Response {
        let (bytes, encoding) = self.encoded(request);
        let mut response = bytes.clone().into_response();
        let etag = format!("\"{}-{}\"", self.etag, encoding.unwrap_or("plain"));
        if is_known(request, &etag) {
            response = StatusCode::NOT_MODIFIED.into_response();
        }
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, value(&self.media_type));
        headers.insert(
            header::CACHE_CONTROL,
            HeaderValue::from_static(cache_control),
        );
        headers.insert(header::ETAG, value(&etag));
        headers.insert(header::VARY, HeaderValue::from_static("Accept-Encoding"));
        if let Some(encoding) = encoding {
            headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static(encoding));
        }
        response
    }

    /// The smallest form that the client takes.
    fn encoded(&self, request: &HeaderMap) -> (&Bytes, Option<&'static str>) {
        let forms = [(&self.brotli, "br"), (&self.gzip, "gzip")];
        let taken = forms.into_iter().find_map(|(bytes, encoding)| {
            bytes
                .as_ref()
                .filter(|_| takes(request, encoding))
                .map(|bytes| (bytes, Some(encoding)))
        });
        taken.unwrap_or((&self.plain, None))
    }
}

/// Whether `Accept-Encoding` names an encoding, and not with `q=0`.
fn takes(request: &HeaderMap, encoding: &str) -> bool {
    listed(request, header::ACCEPT_ENCODING).any(|item| {
        let mut parts = item.split(';').map(str::trim);
        let refused = |part: &str| {
            part.strip_prefix("q=")
                .is_some_and(|q| q.parse().is_ok_and(|q: f32| q <= 0.0))
        };
        parts
            .next()
            .is_some_and(|name| name.eq_ignore_ascii_case(encoding))
            && !parts.any(refused)
    })
}

/// Whether the client has this form of the file already.
fn is_known(request: &HeaderMap, etag: &str) -> bool {
    listed(request, header::IF_NONE_MATCH)
        .any(|known| known == "*" || known.trim_start_matches("W/") == etag)
}

/// Whether a page is asked for, not a file: by a browser, which says so, or by anyone who takes anything
/// and whose path has no ending.
fn wants_page(path: &str, request: &HeaderMap) -> bool {
    let names_file = path
        .rsplit('/')
        .next()
        .is_some_and(|name| name.contains('.'));
    let mut accepted = listed(request, header::ACCEPT).peekable();
    // RFC 9110, 12.5.1: who does not say takes anything.
    let takes_anything = accepted.peek().is_none();
    path.is_empty()
        || (takes_anything && !names_file)
        || accepted
            .any(|item| item.starts_with("text/html") || (item.starts_with("*/*") && !names_file))
}

/// The items of a header that is a list.
fn listed(request: &HeaderMap, name: HeaderName) -> impl Iterator<Item = &str> {
    let values = request
        .get_all(name)
        .iter()
        .filter_map(|value| value.to_str().ok());
    values.flat_map(|value| value.split(',')).map(str::trim)
}

/// What has a hash in its name never changes; all else is asked for again each time.
fn cache_control(path: &str) -> &'static str {
    if path.starts_with(HASHED) {
        "public, max-age=31536000, immutable"
    } else {
        "no-cache"
    }
}

fn media_type(path: &str) -> String {
    let guess = mime_guess::from_path(path).first_or_octet_stream();
    let text =
        guess.type_() == "text" || guess.subtype() == "json" || guess.subtype() == "javascript";
    if text {
        format!("{guess}; charset=utf-8")
    } else {
        guess.to_string()
    }
}

fn etag(bytes: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode(&Sha256::digest(bytes)[..12])
}

fn value(text: &str) -> HeaderValue {
    HeaderValue::try_from(text)
        .expect("media types and entity tags have the characters of a header")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn assets() -> Assets {
        let file = |path: &str, text: &str| (path.to_owned(), Bytes::from(text.to_owned()));
        Assets::new([
            file("index.html", "<p>page</p>"),
            file("assets/app-1a2b.js", "plain"),
            file("assets/app-1a2b.js.br", "brotli"),
            file("assets/app-1a2b.js.gz", "gzip"),
            file("assets/gone.css.br", "a form of nothing"),
        ])
    }

    fn request(path: &str, headers: &[(&str, &str)]) -> Option<Response> {
        let builder = headers
            .iter()
            .fold(Request::get(path), |builder, (name, value)| {
                builder.header(*name, *value)
            });
        assets().answer(&builder.body(axum::body::Body::empty()).unwrap())
    }

    fn header(response: &Response, name: &str) -> String {
        response
            .headers()
            .get(name)
            .map_or("", |value| value.to_str().unwrap())
            .to_owned()
    }

    #[test]
    fn the_smallest_form_that_is_taken_is_sent() {
        for (accepted, sent) in [
            ("gzip, deflate, br", "br"),
            ("gzip, br;q=0", "gzip"),
            ("GZIP;q=0.5", "gzip"),
            ("br;q=0.0, gzip;q=0", ""),
            ("identity", ""),
        ] {
            let response =
                request("/assets/app-1a2b.js", &[("accept-encoding", accepted)]).unwrap();
            assert_eq!(header(&response, "content-encoding"), sent, "{accepted}");
            assert_eq!(header(&response, "vary"), "Accept-Encoding");
        }
    }

    #[test]
    fn hashed_files_are_kept_and_the_page_is_asked_for_again() {
        let script = request("/assets/app-1a2b.js", &[]).unwrap();
        assert_eq!(
            header(&script, "cache-control"),
            "public, max-age=31536000, immutable"
        );
        assert_eq!(
            header(&script, "content-type"),
            "text/javascript; charset=utf-8"
        );
        let page = request("/index.html", &[]).unwrap();
        assert_eq!(header(&page, "cache-control"), "no-cache");
    }

    #[test]
    fn a_known_page_is_not_sent_again() {
        let html = ("accept", "text/html,application/xhtml+xml");
        let first = request("/r/anything", &[html]).unwrap();
        assert_eq!(first.status(), StatusCode::OK);
        let etag = header(&first, "etag");
        let again = request("/r/anything", &[html, ("if-none-match", &etag)]).unwrap();
        assert_eq!(again.status(), StatusCode::NOT_MODIFIED);
        let changed = request("/r/anything", &[html, ("if-none-match", "\"other\"")]).unwrap();
        assert_eq!(changed.status(), StatusCode::OK);
    }

    #[test]
    fn who_takes_anything_gets_a_page_unless_a_file_is_named() {
        for accept in [&[("accept", "*/*")][..], &[]] {
            assert!(request("/", accept).is_some());
            assert!(request("/r/anything", accept).is_some());
            assert!(request("/favicon.ico", accept).is_none());
        }
        assert!(request("/", &[("accept", "application/json")]).is_some());
        assert!(request("/r/anything", &[("accept", "application/json")]).is_none());
    }

    #[test]
    fn what_is_no_page_has_none() {
        assert!(request("/assets/old-ffff.js", &[("accept", "text/html")]).is_none());
        assert!(request("/assets/gone.css", &[]).is_none());
        let post = Request::post("/index.html")
            .body(axum::body::Body::empty())
            .unwrap();
        assert!(assets().answer(&post).is_none());
    }
}
