//! `POST /auth/totp/confirm`

use axum::{Json, extract::State};
use codevlive_protocol::{
    auth::{RecoveryCodes, TotpCode},
    problem::{FieldError, ProblemCode},
};

use crate::{
    Services,
    auth::caller::AccountCaller,
    http::{
        body::Body,
        failure::Failure,
        problems::{BODY, CALL, CHANGE, problems},
    },
    rate_limit::Rule,
};

problems!(ConfirmProblems: CALL, CHANGE, BODY; Unauthenticated, AccountRequired);

/// Turn the second factor on
///
/// With a code of the app that it was set up in. From now on a log-in needs such a code, or one of the recovery
/// codes.
#[utoipa::path(
    post,
    path = "/auth/totp/confirm",
    tag = "Accounts",
    operation_id = "confirm_totp",
    security(("accessToken" = [])),
    request_body = TotpCode,
    responses((status = 200, description = "It is on; these are shown this once", body = RecoveryCodes), ConfirmProblems)
)]
pub(in crate::http) async fn confirm(
    State(services): State<Services>,
    caller: AccountCaller,
    Body(body): Body<TotpCode>,
) -> Result<Json<RecoveryCodes>, Failure> {
    let person = caller.person.id;
    services.limits.take(Rule::Confirmation, person.0).await?;
    let mut recovery_codes = Vec::new();
    let turned_on = services.amend(person, |account| {
        recovery_codes = services
            .turn_on(account, &body.code)
            .map_err(|_| wrong_code())?;
        services.tell_change(account, "second factor was turned on");
        Ok::<_, Failure>(true)
    });
    turned_on.await?.ok_or(ProblemCode::Unauthenticated)?;
    tracing::info!(person.id = %person, "second factor turned on");
    Ok(Json(RecoveryCodes { recovery_codes }))
}

fn wrong_code() -> Failure {
    let message = "is not one that the app shows now, or it was set up more than an hour ago";
    Failure::invalid(vec![FieldError::new("code", message)])
}
