//! JSON bodies, and what is said of those that are none.

use std::time::Duration;

use axum::{
    body::Bytes,
    extract::{DefaultBodyLimit, FromRequest, Request},
    http::StatusCode,
};
use codevlive_protocol::problem::{FieldError, ProblemCode};
use serde::de::{DeserializeOwned, IgnoredAny};

use crate::http::failure::Failure;

/// The largest body of most calls, in bytes; a statement of 100,000 characters fits, whatever its script.
pub(crate) const MAX_BODY: usize = 256 * 1024;

/// How long a body may take to arrive.
const ARRIVAL: Duration = Duration::from_secs(30);

/// A JSON object as the body of a request, whatever its content type says: pages of other sites are kept
/// out by their origin, not by that. Of at most `MAX` bytes.
pub(crate) struct Body<T, const MAX: usize = MAX_BODY>(pub(crate) T);

impl<S: Send + Sync, T: DeserializeOwned, const MAX: usize> FromRequest<S> for Body<T, MAX> {
    type Rejection = Failure;

    async fn from_request(request: Request, state: &S) -> Result<Self, Failure> {
        read(&arrive(request, state, MAX).await?).map(Self)
    }
}

/// A JSON object as the body of a request that may also have none.
pub(crate) struct OptionalBody<T>(pub(crate) T);

impl<S: Send + Sync, T: Default + DeserializeOwned> FromRequest<S> for OptionalBody<T> {
    type Rejection = Failure;

    async fn from_request(request: Request, state: &S) -> Result<Self, Failure> {
        let bytes = arrive(request, state, MAX_BODY).await?;
        if bytes.is_empty() {
            return Ok(Self(T::default()));
        }
        read(&bytes).map(Self)
    }
}

/// All of it, in time, if it is no larger than that.
async fn arrive<S: Send + Sync>(
    mut request: Request,
    state: &S,
    max: usize,
) -> Result<Bytes, Failure> {
    DefaultBodyLimit::max(max).apply(&mut request);
    let arrived = tokio::time::timeout(ARRIVAL, Bytes::from_request(request, state)).await;
    match arrived {
        Ok(Ok(bytes)) => Ok(bytes),
        Ok(Err(rejection)) if rejection.status() == StatusCode::PAYLOAD_TOO_LARGE => {
            let detail = format!("a body has at most {max} bytes");
            Err(Failure::with_detail(ProblemCode::TooLarge, detail))
        }
        Ok(Err(_)) | Err(_) => {
            let detail = "the body did not arrive";
            Err(Failure::with_detail(ProblemCode::Malformed, detail))
        }
    }
}

fn read<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Failure> {
    // Serde would take an array for an object, its items for fields in their order.
    if bytes.trim_ascii_start().first() != Some(&b'{') {
        return Err(Failure::with_detail(
            ProblemCode::Malformed,
            "the body is not a JSON object",
        ));
    }
    serde_json::from_slice::<IgnoredAny>(bytes).map_err(|error| {
        Failure::with_detail(
            ProblemCode::Malformed,
            format!("the body is not JSON: {error}"),
        )
    })?;
    let mut json = serde_json::Deserializer::from_slice(bytes);
    serde_path_to_error::deserialize(&mut json).map_err(|error| {
        let path = error.path().to_string();
        Failure::invalid(vec![field_error(&path, &error.into_inner())])
    })
}

/// Names the field as a person would: of a missing one, serde gives the path of the object around it.
fn field_error(path: &str, error: &serde_json::Error) -> FieldError {
    let text = error.to_string();
    let message = text.split(" at line ").next().unwrap_or(&text);
    let missing = message
        .strip_prefix("missing field `")
        .and_then(|rest| rest.strip_suffix('`'));
    match missing {
        Some(name) if path == "." => FieldError::new(name, "is missing"),
        Some(name) => FieldError::new(format!("{path}.{name}"), "is missing"),
        None => FieldError::new(path, message),
    }
}

#[cfg(test)]
mod tests {
    use codevlive_protocol::room::NewRoom;

    use super::*;

    fn failure(body: &str) -> String {
        let failure = read::<NewRoom>(body.as_bytes()).map(|_| ()).unwrap_err();
        format!("{failure:?}")
    }

    #[test]
    fn a_missing_field_is_named() {
        let failure = failure(r#"{"kind":"interview"}"#);
        assert!(
            failure.contains(r#"field: "title", message: "is missing""#),
            "{failure}"
        );
    }

    #[test]
    fn a_wrong_field_is_named_with_its_place() {
        let failure = failure(r#"{"title":"x","problemIds":["a",2]}"#);
        assert!(failure.contains(r#"field: "problemIds[1]""#), "{failure}");
    }

    #[test]
    fn what_is_no_object_is_malformed() {
        for body in [
            "",
            "[]",
            "\"x\"",
            "{",
            "{}}",
            "{\"title\":\"x\"} x",
            "nul\0",
            "{\"a\":\u{1}}",
        ] {
            let failure = failure(body);
            assert!(failure.contains("Malformed"), "{body}: {failure}");
        }
    }
}
