//! A line in the log and a measurement for each request, and an id by which to find them. Neither
//! queries nor headers nor bodies are logged: they hold tokens and candidates' code.

use std::{any::Any, time::Instant};

use axum::{
    extract::{MatchedPath, Request, State},
    http::{HeaderName, HeaderValue, Method, StatusCode},
    middleware::Next,
    response::{IntoResponse, Response},
};
use tracing::{Instrument, Level};
use uuid::Uuid;

use crate::{Services, client_address::ClientAddress, http::failure::Failure};

const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// What is known of a request before it is answered.
struct Asked {
    id: Uuid,
    method: Method,
    path: String,
    route: String,
    client: Option<ClientAddress>,
    since: Instant,
}

impl Asked {
    fn new(request: &Request, id: Uuid) -> Self {
        let route = request.extensions().get::<MatchedPath>();
        Self {
            id,
            method: request.method().clone(),
            path: request.uri().path().to_owned(),
            // Paths that match nothing are anyone's to choose: they would be as many series.
            route: route.map_or("other", MatchedPath::as_str).to_owned(),
            client: request.extensions().get().copied(),
            since: Instant::now(),
        }
    }

    /// Probes, files and polling are many, and say little.
    fn is_routine(&self) -> bool {
        !self.path.starts_with("/api/")
    }
}

/// Gives the request an id, and tells how it went. What goes wrong on our side is logged here with its
/// cause, and answered with the id alone.
pub(crate) async fn log(
    State(services): State<Services>,
    request: Request,
    next: Next,
) -> Response {
    let asked = Asked::new(&request, services.clock.new_id());
    let span = tracing::info_span!("request", request.id = %asked.id);
    async {
        let mut response = finish(next.run(request).await, asked.id);
        tell(&asked, response.status());
        if let Ok(id) = HeaderValue::try_from(asked.id.to_string()) {
            response.headers_mut().insert(REQUEST_ID, id);
        }
        response
    }
    .instrument(span)
    .await
}

/// Turns a panic into a failure.
#[expect(
    clippy::needless_pass_by_value,
    reason = "the layer hands it over like this"
)]
pub(crate) fn panicked(panic: Box<dyn Any + Send>) -> Response {
    let text = panic.downcast_ref::<&str>().map(ToString::to_string);
    let text = text.or_else(|| panic.downcast_ref::<String>().cloned());
    Failure::internal(format_args!("panic: {}", text.unwrap_or_default())).into_response()
}

fn finish(mut response: Response, id: Uuid) -> Response {
    let Some(failure) = response.extensions_mut().remove::<Failure>() else {
        return response;
    };
    if response.status() == StatusCode::SERVICE_UNAVAILABLE {
        tracing::warn!(error.id = %id, error.cause = failure.cause(), "not now");
    } else {
        tracing::error!(error.id = %id, error.cause = failure.cause(), "request failed");
    }
    let (answered, _without_id) = response.into_parts();
    let mut response = failure.with_error_id(id.to_string()).into_response();
    // What was added on the way out stays: security headers above all.
    for (name, value) in answered.headers {
        if let Some(name) = name {
            response.headers_mut().entry(name).or_insert(value);
        }
    }
    response
}

/// The method, if there is one of that name: it is text of the client's choice, and each would be a
/// series of its own.
fn known(method: &Method) -> &'static str {
    const METHODS: [&str; 7] = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];
    let known = METHODS.into_iter().find(|known| *known == method.as_str());
    known.unwrap_or("other")
}

fn tell(asked: &Asked, status: StatusCode) {
    let elapsed = asked.since.elapsed();
    let labels = [
        ("method", known(&asked.method).to_owned()),
        ("route", asked.route.clone()),
        ("status", status.as_u16().to_string()),
    ];
    metrics::histogram!("http_request_duration_seconds", &labels).record(elapsed);
    macro_rules! line {
        ($level:expr) => {
            tracing::event!(
                $level,
                http.method = known(&asked.method),
                http.path = asked.path,
                http.status = status.as_u16(),
                client.address = asked.client.map(|client| client.0.to_string()),
                elapsed_ms = elapsed.as_secs_f64() * 1000.0,
                "answered"
            )
        };
    }
    if asked.is_routine() {
        line!(Level::DEBUG);
    } else {
        line!(Level::INFO);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_method_of_the_clients_invention_is_no_series_of_its_own() {
        assert_eq!(known(&Method::PATCH), "PATCH");
        assert_eq!(known(&Method::from_bytes(b"SERIES-1").unwrap()), "other");
    }
}
