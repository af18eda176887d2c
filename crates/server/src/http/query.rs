//! Query parameters, and what is said of wrong ones.

use axum::{
    extract::{FromRequestParts, Query as AxumQuery},
    http::{Uri, request::Parts, uri::InvalidUri},
};
use codevlive_protocol::problem::FieldError;
use serde::de::DeserializeOwned;

use crate::http::failure::Failure;

/// The query of a request.
pub(crate) struct Query<T>(pub(crate) T);

impl<S: Send + Sync, T: DeserializeOwned> FromRequestParts<S> for Query<T> {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<Self, Failure> {
        let uri = without_empty(&parts.uri).map_err(Failure::internal)?;
        let AxumQuery(query) = AxumQuery::try_from_uri(&uri).map_err(|rejection| {
            // Reads `Failed to deserialize query string: limit: invalid digit found in string`.
            let text = rejection.body_text();
            let mut parts = text.splitn(3, ": ").skip(1);
            let field = parts.next().unwrap_or_default();
            Failure::invalid(vec![FieldError::new(
                field,
                parts.next().unwrap_or("is wrong"),
            )])
        })?;
        Ok(Self(query))
    }
}

/// A parameter without a value is one that was not given: `?cursor=` asks for the first page.
fn without_empty(uri: &Uri) -> Result<Uri, InvalidUri> {
    let given: Vec<&str> = uri
        .query()
        .unwrap_or_default()
        .split('&')
        .filter(|pair| !pair.ends_with('=') && pair.contains('='))
        .collect();
    format!("/?{}", given.join("&")).parse()
}

/// How many items a list gives: 1 to `max`, `default` if nothing was said.
pub(crate) fn limit(limit: Option<u32>, default: usize, max: usize) -> Result<usize, Failure> {
    match limit.map(|limit| usize::try_from(limit).unwrap_or(usize::MAX)) {
        None => Ok(default),
        Some(limit) if (1..=max).contains(&limit) => Ok(limit),
        Some(_) => {
            let message = format!("is not 1 to {max}");
            Err(Failure::invalid(vec![FieldError::new("limit", message)]))
        }
    }
}

/// A cursor is opaque to clients; to us it is a value they got from here.
pub(crate) fn cursor<T: std::str::FromStr>(cursor: Option<&str>) -> Result<Option<T>, Failure> {
    let parse = |text: &str| {
        text.parse().map_err(|_| {
            Failure::invalid(vec![FieldError::new(
                "cursor",
                "is not a nextCursor of this list",
            )])
        })
    };
    cursor.map(parse).transpose()
}
