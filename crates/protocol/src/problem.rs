//! Errors: `application/problem+json` (RFC 9457) with a stable code.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// The media type of a [`Problem`].
pub const CONTENT_TYPE: &str = "application/problem+json";

/// Why a request was not done, for programs. Codes are never renamed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ProblemCode {
    /// 400: not HTTP, not JSON, or not what this call is asked with.
    Malformed,
    /// 401: no access token, or one that is not good (any more).
    Unauthenticated,
    /// 401: the address and the password do not belong together.
    BadCredentials,
    /// 401: the password is right, and a code of the second factor is needed besides.
    CodeRequired,
    /// 401: the password is right, the code of the second factor is not, or was used before.
    BadCode,
    /// 401: the ID token is none of this project's, or not good any more.
    BadIdToken,
    /// 401: the sign-in has ended; sign in again.
    SessionEnded,
    /// 403: the password is not the one of this account.
    BadPassword,
    /// 403: this needs a sign-in of the last ten minutes.
    SignInAgain,
    /// 403: the role does not allow it.
    Forbidden,
    /// 403: not for guests; sign in.
    AccountRequired,
    /// 403: whoever signs in has no address that their provider or Firebase knows to be theirs.
    EmailNotVerified,
    /// 403: a page of another site asked.
    ForeignOrigin,
    /// 403: the room ended more than 24 hours ago.
    RoomEnded,
    /// 404: nothing is at this path.
    NotFound,
    /// 404: no such room, or none that this person may know of.
    UnknownRoom,
    /// 404: no such sign-in of this account.
    UnknownSession,
    /// 404: no such job.
    UnknownJob,
    /// 405: not with this method; `Allow` names those that go.
    MethodNotAllowed,
    /// 409: the address has an account.
    EmailTaken,
    /// 409: one's scorecard is handed in, and stays as it is.
    AlreadySubmitted,
    /// 409: somebody else changed it since it was read; read it again.
    ChangedMeanwhile,
    /// 410: the link of a mail that was used, is too old, or never was one.
    LinkExpired,
    /// 413: the body is larger than this call takes.
    TooLarge,
    /// 422: a field is missing or has a value that is not allowed; `errors` names it.
    Invalid,
    /// 422: the `Idempotency-Key` was used for another request.
    IdempotencyKeyReused,
    /// 429: too many in too short a time; `Retry-After` says when to come back.
    RateLimited,
    /// 500: a fault of this server; `errorId` is in its log.
    Internal,
    /// 503: what this call needs is away, full or busy; `Retry-After` says when to come back.
    TryLater,
    /// 503: this node goes away and takes no new work.
    Draining,
}

impl ProblemCode {
    /// All codes.
    pub const ALL: [Self; 30] = [
        Self::Malformed,
        Self::Unauthenticated,
        Self::BadCredentials,
        Self::CodeRequired,
        Self::BadCode,
        Self::BadIdToken,
        Self::SessionEnded,
        Self::BadPassword,
        Self::SignInAgain,
        Self::Forbidden,
        Self::AccountRequired,
        Self::EmailNotVerified,
        Self::ForeignOrigin,
        Self::RoomEnded,
        Self::NotFound,
        Self::UnknownRoom,
        Self::UnknownSession,
        Self::UnknownJob,
        Self::MethodNotAllowed,
        Self::EmailTaken,
        Self::AlreadySubmitted,
        Self::ChangedMeanwhile,
        Self::LinkExpired,
        Self::TooLarge,
        Self::Invalid,
        Self::IdempotencyKeyReused,
        Self::RateLimited,
        Self::Internal,
        Self::TryLater,
        Self::Draining,
    ];

    /// The HTTP status it comes with.
    pub const fn status(self) -> u16 {
        match self {
            Self::Malformed => 400,
            Self::Unauthenticated
            | Self::BadCredentials
            | Self::CodeRequired
            | Self::BadCode
            | Self::BadIdToken
            | Self::SessionEnded => 401,
            Self::BadPassword
            | Self::SignInAgain
            | Self::Forbidden
            | Self::AccountRequired
            | Self::EmailNotVerified
            | Self::ForeignOrigin
            | Self::RoomEnded => 403,
            Self::NotFound | Self::UnknownRoom | Self::UnknownSession | Self::UnknownJob => 404,
            Self::MethodNotAllowed => 405,
            Self::EmailTaken | Self::AlreadySubmitted | Self::ChangedMeanwhile => 409,
            Self::LinkExpired => 410,
            Self::TooLarge => 413,
            Self::Invalid | Self::IdempotencyKeyReused => 422,
            Self::RateLimited => 429,
            Self::Internal => 500,
            Self::TryLater | Self::Draining => 503,
        }
    }

    /// What it means, in a few words that are the same each time.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Malformed => "The request is malformed",
            Self::Unauthenticated => "Not signed in",
            Self::BadCredentials => "Wrong e-mail address or password",
            Self::CodeRequired => "A code of the second factor is needed",
            Self::BadCode => "Wrong code",
            Self::BadIdToken => "The sign-in was not accepted",
            Self::SessionEnded => "The sign-in has ended",
            Self::BadPassword => "Wrong password",
            Self::SignInAgain => "Sign in again for this",
            Self::Forbidden => "Not allowed",
            Self::AccountRequired => "An account is needed",
            Self::EmailNotVerified => "The e-mail address is not verified",
            Self::ForeignOrigin => "Not from this site",
            Self::RoomEnded => "The room has ended",
            Self::NotFound => "Nothing here",
            Self::UnknownRoom => "No such room",
            Self::UnknownSession => "No such sign-in",
            Self::UnknownJob => "No such job",
            Self::MethodNotAllowed => "Method not allowed",
            Self::EmailTaken => "The address has an account",
            Self::AlreadySubmitted => "The scorecard is handed in",
            Self::ChangedMeanwhile => "Somebody else changed it",
            Self::LinkExpired => "The link is not good any more",
            Self::TooLarge => "Too large",
            Self::Invalid => "Invalid field",
            Self::IdempotencyKeyReused => "The Idempotency-Key was used before",
            Self::RateLimited => "Too many requests",
            Self::Internal => "A fault of this server",
            Self::TryLater => "Try again later",
            Self::Draining => "This server is going away",
        }
    }
}

/// An error as it is answered, `application/problem+json`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Problem {
    /// Always `about:blank`: the code says it all.
    #[serde(rename = "type")]
    #[schema(example = "about:blank")]
    pub kind: String,
    /// The same words for the same code.
    pub title: String,
    /// The HTTP status.
    #[schema(minimum = 400, maximum = 599)]
    pub status: u16,
    /// For programs.
    pub code: ProblemCode,
    /// For people: what is the matter this time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub detail: Option<String>,
    /// The fields that were not accepted; with status 422.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub errors: Vec<FieldError>,
    /// With status 5xx: what to look for in the server's log.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub error_id: Option<String>,
}

/// A field that was not accepted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct FieldError {
    /// Its path in the body, such as `title` or `problemIds[3]`; or the name of a query parameter or header.
    pub field: String,
    /// What is the matter with it.
    pub message: String,
}

impl FieldError {
    /// An error of that field.
    pub fn new(field: impl Into<String>, message: impl Into<String>) -> Self {
        Self {
            field: field.into(),
            message: message.into(),
        }
    }
}

impl Problem {
    /// A problem with nothing but its code.
    pub fn new(code: ProblemCode) -> Self {
        Self {
            kind: "about:blank".to_owned(),
            title: code.title().to_owned(),
            status: code.status(),
            code,
            detail: None,
            errors: Vec::new(),
            error_id: None,
        }
    }
}
