//! What mails link to.

use serde::Deserialize;
use utoipa::IntoParams;

/// Who wants no more notifications.
#[derive(Clone, Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct UnsubscribeQuery {
    /// From the link of a mail.
    pub token: String,
}
