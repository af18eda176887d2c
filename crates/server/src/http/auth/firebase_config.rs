//! `GET /auth/firebase`

use axum::{Json, extract::State};
use codevlive_protocol::{auth::FirebaseConfig, problem::ProblemCode};

use crate::{
    Services,
    http::{
        failure::Failure,
        problems::{ASKED, problems},
    },
};

problems!(FirebaseConfigProblems: ASKED; NotFound);

/// Ask for the Firebase project
///
/// What a browser needs to sign in with Google or GitHub; `not_found` where that is not set up.
#[utoipa::path(
    get,
    path = "/auth/firebase",
    tag = "Accounts",
    responses(
        (status = 200, description = "The project", body = FirebaseConfig),
        FirebaseConfigProblems,
    )
)]
pub(in crate::http) async fn show(
    State(services): State<Services>,
) -> Result<Json<FirebaseConfig>, Failure> {
    let settings = services.settings.firebase.as_ref();
    let settings = settings.ok_or(ProblemCode::NotFound)?;
    Ok(Json(FirebaseConfig {
        api_key: settings.api_key.clone(),
        auth_domain: settings.auth_domain.clone(),
        project_id: settings.project_id.clone(),
        emulator_url: settings.emulator_url(),
    }))
}
