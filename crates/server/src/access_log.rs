//! A line in the log and a measurement for each request, and an id by which to find them. Neither
//! queries nor headers nor bodies are logged: they hold tokens and candidates' code.

use std::{any::Any, time::Instant};

use axum::{
    extract::{MatchedPath, Request, State},
    http::{HeaderName, HeaderValue, StatusCode},
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
    method: String,
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
            method: request.method().to_string(),
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
    failure.with_error_id(id.to_string()).into_response()
}

fn tell(asked: &Asked, status: StatusCode) {
    let elapsed = asked.since.elapsed();
    let labels = [
        ("method", asked.method.clone()),
        ("route", asked.route.clone()),
        ("status", status.as_u16().to_string()),
    ];
    metrics::histogram!("http_request_duration_seconds", &labels).record(elapsed);
    macro_rules! line {
        ($level:expr) => {
            tracing::event!(
                $level,
                http.method = asked.method,
                http.path = asked.path,
                http.status = status.as_u16(),
                client.address = asked.client.map(|client| client.0.to_string()),
                elapsed_ms = elapsed.as_secs_f64() * 1000.0,
                "answered"
            )
        };
    }
    if asked.is_routine() {
        line!(Level::DEBUG)
    } else {
        line!(Level::INFO)
    }
}
