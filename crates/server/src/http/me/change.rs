//! `PATCH /me`

use std::collections::BTreeMap;

use axum::{Json, extract::State};
use codevlive_domain::room::text::{self, MAX_NAME};
use codevlive_protocol::{
    me::{FONT_SIZES, MeChange, Settings, User},
    problem::ProblemCode,
};
use codevlive_store::documents::account::Account;
use serde_json::Value;

use crate::{
    Services,
    auth::caller::AccountCaller,
    http::{
        body::Body,
        failure::Failure,
        fields::Fields,
        me::user,
        problems::{BODY, CALL, CHANGE, problems},
    },
};

problems!(ChangeProblems: CALL, CHANGE, BODY; Unauthenticated, AccountRequired);

/// Change my name or settings
///
/// Settings are changed one by one; `null` takes one back.
#[utoipa::path(
    patch,
    path = "/me",
    tag = "Accounts",
    operation_id = "change_me",
    security(("accessToken" = [])),
    request_body = MeChange,
    responses((status = 200, description = "As it is now", body = User), ChangeProblems)
)]
pub(in crate::http) async fn change(
    State(services): State<Services>,
    caller: AccountCaller,
    Body(body): Body<MeChange>,
) -> Result<Json<User>, Failure> {
    let change = check(body)?;
    let id = caller.person.id.to_string();
    let account = services
        .accounts()
        .update(&id, |account| apply(account, &change))
        .await?;
    let account = account.ok_or(ProblemCode::Unauthenticated)?;
    Ok(Json(user(account)))
}

fn check(mut change: MeChange) -> Result<MeChange, Failure> {
    let mut fields = Fields::default();
    if let Some(name) = &mut change.name {
        *name = fields.check("name", text::line("name", name, MAX_NAME));
    }
    if let Some(settings) = &change.settings {
        check_settings(&mut fields, settings);
    }
    fields.finish()?;
    Ok(change)
}

fn check_settings(fields: &mut Fields, settings: &BTreeMap<String, Value>) {
    let given = settings.iter().filter(|(_, value)| !value.is_null());
    // Each alone, so that each that is wrong is named.
    for (key, value) in given {
        let alone = serde_json::json!({ key: value });
        let field = format!("settings.{key}");
        match serde_json::from_value::<Settings>(alone) {
            Ok(settings) => {
                let size = settings
                    .font_size
                    .is_none_or(|size| FONT_SIZES.contains(&size));
                fields.require(&field, size, "is not 6 to 60");
            }
            Err(error) => fields.require(&field, false, &error.to_string()),
        }
    }
}

fn apply(account: &mut Account, change: &MeChange) {
    if let Some(name) = &change.name {
        account.name.clone_from(name);
    }
    for (key, value) in change.settings.iter().flatten() {
        if value.is_null() {
            account.settings.remove(key);
        } else {
            account.settings.insert(key.clone(), value.clone());
        }
    }
}
