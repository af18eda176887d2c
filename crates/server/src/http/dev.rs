//! Pages for those who work on the product, where nobody else listens.

mod mails;
mod page;

use axum::{
    Router,
    extract::{Request, State},
    middleware::{Next, from_fn_with_state},
    response::Response,
    routing::get,
};
use codevlive_protocol::problem::ProblemCode;

use crate::{Services, http::failure::Failure};

/// All mails there are, to be looked at.
pub(super) fn router(services: &Services) -> Router<Services> {
    Router::new()
        .route("/dev/mails", get(mails::list))
        .route("/dev/mails/{name}", get(mails::show))
        .route("/dev/mails/{name}/html", get(mails::html))
        .route("/dev/mails/{name}/eml", get(mails::file))
        .layer(from_fn_with_state(services.clone(), only_in_development))
}

/// Nothing is there for others.
async fn only_in_development(
    State(services): State<Services>,
    request: Request,
    next: Next,
) -> Result<Response, Failure> {
    if services.settings.development {
        Ok(next.run(request).await)
    } else {
        Err(ProblemCode::NotFound.into())
    }
}
