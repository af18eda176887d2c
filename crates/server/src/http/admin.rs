//! What administrators see and mend.

pub(super) mod delete_job;
pub(super) mod list_jobs;
pub(super) mod retry_job;

use axum::extract::{FromRequestParts, Path};
use axum::http::request::Parts;
use codevlive_protocol::problem::ProblemCode;
use codevlive_queue::job::JobId;

use crate::{Services, auth::caller::AccountCaller, http::failure::Failure};

/// A person who may see and mend the queue.
pub(super) struct Administrator(pub(super) AccountCaller);

impl FromRequestParts<Services> for Administrator {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, services: &Services) -> Result<Self, Failure> {
        let caller = AccountCaller::from_request_parts(parts, services).await?;
        let account = services
            .accounts()
            .get(&caller.person.id.to_string())
            .await?;
        if account.is_some_and(|account| account.value.administrator) {
            Ok(Self(caller))
        } else {
            let detail = "for administrators of this installation";
            Err(Failure::with_detail(ProblemCode::Forbidden, detail))
        }
    }
}

/// An administrator, and the job that the path names; a text that is no id names none.
pub(super) struct AdministratorOfJob(pub(super) Administrator, pub(super) JobId);

impl FromRequestParts<Services> for AdministratorOfJob {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, services: &Services) -> Result<Self, Failure> {
        // First who asks: nobody else learns which jobs there are.
        let administrator = Administrator::from_request_parts(parts, services).await?;
        let path = Path::<String>::from_request_parts(parts, services).await;
        let id = path.ok().and_then(|Path(id)| id.parse().ok());
        let id = id.ok_or(ProblemCode::UnknownJob)?;
        Ok(Self(administrator, id))
    }
}
