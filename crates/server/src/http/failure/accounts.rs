//! How errors about accounts and sign-ins are answered.

use codevlive_protocol::problem::{FieldError, ProblemCode};
use codevlive_store::document::WriteError;

use super::Failure;
use crate::auth::{
    AuthError,
    accounts::{LogInError, SignUpError},
    confirmation::ConfirmationError,
    firebase::{FirebaseError, VerifyError},
    new_password::{ForgottenError, NewPasswordError},
    one_time::LinkError,
    password::HashError,
    second_factor::CodeError,
    sessions::RefreshError,
};

impl Failure {
    /// Why there is no new password; `field` is the one that it came in.
    pub(crate) fn of_password(field: &str, error: NewPasswordError) -> Self {
        match error {
            NewPasswordError::Refused(why) => Self::invalid(vec![FieldError::new(field, why)]),
            // Somebody else changed it at the same time, and ended this sign-in.
            NewPasswordError::Link(LinkError::Expired) => ProblemCode::Unauthenticated.into(),
            error => error.into(),
        }
    }
}

impl From<AuthError> for Failure {
    fn from(error: AuthError) -> Self {
        match error {
            AuthError::Unauthenticated => ProblemCode::Unauthenticated.into(),
            AuthError::OtherRoom => ProblemCode::UnknownRoom.into(),
            AuthError::Unavailable(error) => error.into(),
        }
    }
}

impl From<HashError> for Failure {
    fn from(error: HashError) -> Self {
        match error {
            HashError::Busy => Self::try_later(error),
            HashError::Failed(_) => Self::internal(error),
        }
    }
}

impl From<SignUpError> for Failure {
    fn from(error: SignUpError) -> Self {
        match error {
            SignUpError::Taken => ProblemCode::EmailTaken.into(),
            SignUpError::Hash(error) => error.into(),
            SignUpError::Write(error) => error.into(),
        }
    }
}

impl From<LogInError> for Failure {
    fn from(error: LogInError) -> Self {
        match error {
            LogInError::BadCredentials => ProblemCode::BadCredentials.into(),
            LogInError::Code(error) => error.into(),
            LogInError::Limited(limited) => limited.into(),
            LogInError::Hash(error) => error.into(),
            LogInError::Write(error) => error.into(),
        }
    }
}

impl From<FirebaseError> for Failure {
    fn from(error: FirebaseError) -> Self {
        match error {
            FirebaseError::NotSetUp => ProblemCode::NotFound.into(),
            FirebaseError::Verify(VerifyError::Refused(why)) => {
                tracing::info!(%why, "an ID token was refused");
                ProblemCode::BadIdToken.into()
            }
            FirebaseError::Verify(VerifyError::KeysAway) => Self::try_later(error),
            FirebaseError::EmailNotVerified => ProblemCode::EmailNotVerified.into(),
            // All that opened the account was ended in this moment, or others came in between too often.
            FirebaseError::LogIn(LogInError::BadCredentials)
            | FirebaseError::Write(WriteError::Taken(_) | WriteError::Changed) => {
                Self::try_later(error)
            }
            FirebaseError::LogIn(error) => error.into(),
            FirebaseError::Write(error) => error.into(),
        }
    }
}

impl From<CodeError> for Failure {
    fn from(error: CodeError) -> Self {
        match error {
            CodeError::Required => ProblemCode::CodeRequired.into(),
            CodeError::Wrong => ProblemCode::BadCode.into(),
        }
    }
}

impl From<RefreshError> for Failure {
    fn from(error: RefreshError) -> Self {
        match error {
            RefreshError::Ended => ProblemCode::SessionEnded.into(),
            RefreshError::Write(error) => error.into(),
        }
    }
}

impl From<ConfirmationError> for Failure {
    fn from(error: ConfirmationError) -> Self {
        match error {
            ConfirmationError::BadPassword => ProblemCode::BadPassword.into(),
            ConfirmationError::SignInAgain => ProblemCode::SignInAgain.into(),
            ConfirmationError::Ended => ProblemCode::Unauthenticated.into(),
            ConfirmationError::Limited(limited) => limited.into(),
            ConfirmationError::Hash(error) => error.into(),
            ConfirmationError::Write(error) => error.into(),
        }
    }
}

impl From<LinkError> for Failure {
    fn from(error: LinkError) -> Self {
        match error {
            LinkError::Expired => ProblemCode::LinkExpired.into(),
            LinkError::Write(error) => error.into(),
        }
    }
}

impl From<ForgottenError> for Failure {
    fn from(error: ForgottenError) -> Self {
        match error {
            ForgottenError::Limited(limited) => limited.into(),
            ForgottenError::Write(error) => error.into(),
        }
    }
}

impl From<NewPasswordError> for Failure {
    fn from(error: NewPasswordError) -> Self {
        match error {
            NewPasswordError::Link(error) => error.into(),
            NewPasswordError::Refused(why) => Self::invalid(vec![FieldError::new("password", why)]),
            NewPasswordError::Hash(error) => error.into(),
        }
    }
}
