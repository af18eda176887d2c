//! How errors are answered: as problem documents. The one place that knows which error has which code.

mod accounts;

use std::{sync::Arc, time::Duration};

use axum::{
    Json,
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use codevlive_domain::room::refusal::{Refusal, RefusalCode};
use codevlive_live::rooms::RoomError;
use codevlive_protocol::problem::{CONTENT_TYPE, FieldError, Problem, ProblemCode};
use codevlive_store::{Unavailable, document::WriteError};

use crate::rate_limit::Limited;

/// When to come back while something this server needs is away. Short: most of it is a restart.
const TRY_LATER: Duration = Duration::from_secs(2);

/// A request that was not done, and how that is said.
#[derive(Clone, Debug)]
pub(crate) struct Failure {
    problem: Box<Problem>,
    retry_after: Option<Duration>,
    /// For the log alone; only with 5xx.
    cause: Option<Arc<str>>,
}

impl Failure {
    /// A problem with a sentence for people.
    pub(crate) fn with_detail(code: ProblemCode, detail: impl Into<String>) -> Self {
        let problem = Problem {
            detail: Some(detail.into()),
            ..Problem::new(code)
        };
        Self {
            problem: Box::new(problem),
            retry_after: None,
            cause: None,
        }
    }

    /// Fields that were not accepted.
    pub(crate) fn invalid(errors: Vec<FieldError>) -> Self {
        let all: Vec<_> = errors
            .iter()
            .map(|error| format!("{}: {}", error.field, error.message))
            .collect();
        let mut failure = Self::with_detail(ProblemCode::Invalid, all.join("; "));
        failure.problem.errors = errors;
        failure
    }

    /// A field that this call needs.
    pub(crate) fn missing(field: &str) -> Self {
        Self::invalid(vec![FieldError::new(field, "is missing")])
    }

    /// An `Idempotency-Key` that came with another request before.
    pub(crate) fn key_reused() -> Self {
        let mut failure = Self::from(ProblemCode::IdempotencyKeyReused);
        let error = FieldError::new("Idempotency-Key", "was used for another request");
        failure.problem.errors = vec![error];
        failure
    }

    /// A fault that is ours. What it was stands in the log, with the id that is answered.
    #[expect(
        clippy::needless_pass_by_value,
        reason = "whoever hands an error over is done with it"
    )]
    pub(crate) fn internal(cause: impl ToString) -> Self {
        let failure = Self::from(ProblemCode::Internal);
        Self {
            cause: Some(cause.to_string().into()),
            ..failure
        }
    }

    /// What this call needs is away, full or busy.
    #[expect(
        clippy::needless_pass_by_value,
        reason = "whoever hands an error over is done with it"
    )]
    pub(crate) fn try_later(cause: impl ToString) -> Self {
        let failure = Self::from(ProblemCode::TryLater);
        Self {
            cause: Some(cause.to_string().into()),
            ..failure
        }
    }

    /// The same failure, about to leave with the id under which the log has it.
    pub(crate) fn with_error_id(mut self, id: String) -> Self {
        self.problem.error_id = Some(id);
        self
    }

    /// What happened, for the log.
    pub(crate) fn cause(&self) -> &str {
        self.cause.as_deref().unwrap_or("unknown")
    }
}

impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        let status = StatusCode::from_u16(self.problem.status)
            .expect("a problem has the status of its code");
        let mut response = (status, Json(&self.problem)).into_response();
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(CONTENT_TYPE));
        // Also where no handler was reached, or one panicked.
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        if let Some(wait) = self.retry_after {
            let seconds = wait.as_millis().div_ceil(1000).max(1);
            let seconds = u64::try_from(seconds).unwrap_or(u64::MAX);
            headers.insert(header::RETRY_AFTER, seconds.into());
        }
        if status == StatusCode::UNAUTHORIZED {
            // RFC 9110, 15.5.2: a 401 says how one would have to come.
            headers.insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
        }
        if status.is_server_error() {
            response.extensions_mut().insert(self);
        }
        response
    }
}

impl From<ProblemCode> for Failure {
    fn from(code: ProblemCode) -> Self {
        let retry_after = (code.status() == 503).then_some(TRY_LATER);
        Self {
            problem: Box::new(Problem::new(code)),
            retry_after,
            cause: None,
        }
    }
}

impl From<Limited> for Failure {
    fn from(limited: Limited) -> Self {
        let failure = Self::from(ProblemCode::RateLimited);
        Self {
            retry_after: Some(limited.retry_after),
            ..failure
        }
    }
}

impl From<Unavailable> for Failure {
    fn from(error: Unavailable) -> Self {
        Self::try_later(error)
    }
}

impl From<codevlive_queue::Unavailable> for Failure {
    fn from(error: codevlive_queue::Unavailable) -> Self {
        Self::try_later(error)
    }
}

impl From<WriteError> for Failure {
    fn from(error: WriteError) -> Self {
        match error {
            WriteError::Unavailable(error) => error.into(),
            // Each operation handles what may happen to it; here it may not.
            WriteError::Taken(_) | WriteError::Changed => Self::internal(error),
        }
    }
}

impl From<RoomError> for Failure {
    fn from(error: RoomError) -> Self {
        match error {
            RoomError::UnknownRoom => ProblemCode::UnknownRoom.into(),
            RoomError::Refused(refusal) => refusal.into(),
            RoomError::TryLater => Self::try_later(error),
        }
    }
}

impl From<Refusal> for Failure {
    fn from(refusal: Refusal) -> Self {
        let code = match refusal.code {
            RefusalCode::Forbidden | RefusalCode::NotInside => ProblemCode::Forbidden,
            RefusalCode::Invalid => {
                let (field, message) = field(&refusal.detail);
                return Self::invalid(vec![FieldError::new(field, message)]);
            }
            RefusalCode::TryLater => return Self::try_later(refusal),
            // Socket commands only: no HTTP call leads to these.
            _ => return Self::internal(refusal),
        };
        Self::with_detail(code, refusal.detail)
    }
}

/// Takes the field off a refusal's detail, which reads `field: what is the matter`.
pub(super) fn field(detail: &str) -> (&str, &str) {
    detail.split_once(": ").unwrap_or(("", detail))
}
