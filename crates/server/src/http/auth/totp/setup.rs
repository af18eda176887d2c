//! `POST /auth/totp/setup`

use axum::{Json, extract::State};
use codevlive_protocol::{
    auth::{Confirmation, TotpSetup},
    problem::ProblemCode,
};
use codevlive_store::document::WriteError;

use crate::{
    Services,
    auth::caller::AccountCaller,
    http::{
        body::OptionalBody,
        failure::Failure,
        problems::{BODY, CALL, CHANGE, problems},
    },
};

problems!(SetupProblems: CALL, CHANGE, BODY; Unauthenticated, AccountRequired, BadPassword, SignInAgain);

/// Set up a second factor
///
/// It is on once a code of it was shown, within an hour. Needs a sign-in of the last ten minutes, or the password.
#[utoipa::path(
    post,
    path = "/auth/totp/setup",
    tag = "Accounts",
    operation_id = "set_up_totp",
    security(("accessToken" = [])),
    request_body = Option<Confirmation>,
    responses((status = 200, description = "What the app needs; shown this once", body = TotpSetup), SetupProblems)
)]
pub(in crate::http) async fn setup(
    State(services): State<Services>,
    caller: AccountCaller,
    OptionalBody(body): OptionalBody<Confirmation>,
) -> Result<Json<TotpSetup>, Failure> {
    let account = services.confirm(&caller, body.password).await?;
    let factor = services.new_factor(&account);
    let pending = factor.pending;
    let kept = services.amend(account.id, |account| {
        account.security.pending_factor = Some(pending.clone());
        Ok::<_, WriteError>(true)
    });
    kept.await?.ok_or(ProblemCode::Unauthenticated)?;
    Ok(Json(TotpSetup {
        secret: factor.secret,
        uri: factor.uri,
        qr_svg: factor.qr_svg,
    }))
}
