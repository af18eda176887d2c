//! `POST /auth/signup`

use axum::{extract::State, http::StatusCode, response::IntoResponse};
use codevlive_domain::room::text::{self, MAX_NAME};
use codevlive_protocol::auth::{SignUp, SignedIn};

use crate::{
    Services,
    auth::{accounts::NewAccount, browser::Browser, email::email, password_rules},
    http::{
        auth::signed_in,
        body::Body,
        failure::Failure,
        fields::Fields,
        problems::{BODY, CALL, CHANGE, problems},
    },
    rate_limit::{Rule, by_address},
};

problems!(SignUpProblems: CALL, CHANGE, BODY; EmailTaken);

/// Sign up
///
/// Makes an account and signs in to it. Its welcome mail, with the link that verifies the address, comes later:
/// nothing waits for it.
#[utoipa::path(
    post,
    path = "/auth/signup",
    tag = "Accounts",
    request_body = SignUp,
    responses(
        (status = 201, description = "Signed in", body = SignedIn,
            headers(("Set-Cookie" = String, description = "The refresh token"))),
        SignUpProblems,
    )
)]
pub(in crate::http) async fn sign_up(
    State(services): State<Services>,
    browser: Browser,
    Body(body): Body<SignUp>,
) -> Result<impl IntoResponse, Failure> {
    let new = check(body)?;
    // Not before the checks: a typing error is no sign-up.
    services
        .limits
        .take(Rule::SignUp, by_address(browser.address))
        .await?;
    let (account, sign_in) = services.sign_up(new, &browser).await?;
    tracing::info!(person.id = %account.id, "signed up");
    let signed_in = signed_in(&services, account, sign_in, &browser);
    Ok((StatusCode::CREATED, signed_in))
}

fn check(body: SignUp) -> Result<NewAccount, Failure> {
    let mut fields = Fields::default();
    let new = NewAccount {
        email: fields.check("email", email(&body.email)),
        name: fields.check("name", text::line("name", &body.name, MAX_NAME)),
        password: body.password,
    };
    let password = password_rules::check(&new.password, &body.email, &body.name);
    fields.check("password", password);
    fields.finish()?;
    Ok(new)
}
