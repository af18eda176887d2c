//! Checks of a body's fields: all that is wrong is said at once.

use codevlive_domain::room::refusal::Refusal;
use codevlive_protocol::problem::FieldError;

use crate::http::failure::{self, Failure};

/// Collects what is wrong with a body.
#[derive(Debug, Default)]
pub(crate) struct Fields {
    errors: Vec<FieldError>,
}

impl Fields {
    /// Takes the outcome of a check; a default stands in for what was refused, since nobody will see it.
    pub(crate) fn check<T: Default, E: Into<Matter>>(
        &mut self,
        field: &str,
        outcome: Result<T, E>,
    ) -> T {
        outcome.unwrap_or_else(|matter| {
            self.errors.push(FieldError::new(field, matter.into().0));
            T::default()
        })
    }

    /// Notes what is wrong with a field, unless `fine`.
    pub(crate) fn require(&mut self, field: &str, fine: bool, matter: &str) {
        if !fine {
            self.errors.push(FieldError::new(field, matter));
        }
    }

    /// 422, if anything was wrong.
    pub(crate) fn finish(self) -> Result<(), Failure> {
        if self.errors.is_empty() {
            Ok(())
        } else {
            Err(Failure::invalid(self.errors))
        }
    }
}

/// What is the matter with a field.
pub(crate) struct Matter(String);

impl From<&str> for Matter {
    fn from(text: &str) -> Self {
        Self(text.to_owned())
    }
}

impl From<String> for Matter {
    fn from(text: String) -> Self {
        Self(text)
    }
}

impl From<Refusal> for Matter {
    fn from(refusal: Refusal) -> Self {
        Self(failure::field(&refusal.detail).1.to_owned())
    }
}
