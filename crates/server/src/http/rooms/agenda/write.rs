//! `PUT /rooms/{id}/agenda`

use std::collections::HashSet;

use axum::{Json, extract::State};
use codevlive_domain::agenda::{Item, MAX_ITEMS};
use codevlive_protocol::{
    agenda::{Agenda, MAX_AGENDA, NewAgenda},
    problem::ProblemCode,
};

use crate::{
    Services,
    auth::caller::Member,
    http::{
        body::Body,
        failure::{self, Failure},
        fields::Fields,
        problems::{BODY, CALL, CHANGE, problems},
        rooms::{agenda::shown, check_interviews},
    },
    planning::NotPlanned,
    rate_limit::Rule,
};

problems!(WriteProblems: CALL, CHANGE, BODY;
    Unauthenticated, Forbidden, UnknownRoom, ChangedMeanwhile);

/// Write the agenda of a room
///
/// For hosts and interviewers; the whole list each time, up to 2 MiB. It takes the place of the one with that `version`;
/// if somebody else changed it since, it is `changed_meanwhile`, and nothing of theirs is lost. What is there already
/// is answered as it is.
#[utoipa::path(
    put,
    path = "/rooms/{id}/agenda",
    tag = "Rooms",
    operation_id = "write_agenda",
    security(("accessToken" = [])),
    params(("id" = codevlive_domain::id::RoomId, Path, description = "The room")),
    request_body = NewAgenda,
    responses((status = 200, description = "It, as it is now", body = Agenda), WriteProblems)
)]
pub(in crate::http) async fn write(
    State(services): State<Services>,
    member: Member,
    Body(body): Body<NewAgenda, MAX_AGENDA>,
) -> Result<Json<Agenda>, Failure> {
    check_interviews(&member)?;
    services.limits.take(Rule::Agenda, member.person.id).await?;
    let (version, items) = (body.version, check(body.items)?);
    let room = member.room.id;
    let agenda = services.write_agenda(room, version, items).await?;
    Ok(Json(shown(Some(agenda))))
}

/// The items as they are kept.
fn check(items: Vec<Item>) -> Result<Vec<Item>, Failure> {
    let mut fields = Fields::default();
    fields.require("items", items.len() <= MAX_ITEMS, "has more than 20 items");
    let (mut ids, mut checked) = (HashSet::new(), Vec::new());
    for (index, item) in items.into_iter().enumerate() {
        let at = |field: &str| format!("items[{index}].{field}");
        fields.require(&at("id"), ids.insert(item.id), "stands here twice");
        match item.checked() {
            Ok(item) => checked.push(item),
            Err(faults) => faults.iter().for_each(|fault| {
                let (field, matter) = failure::field(&fault.detail);
                fields.require(&at(field), false, matter);
            }),
        }
    }
    fields.finish()?;
    Ok(checked)
}

impl From<NotPlanned> for Failure {
    fn from(error: NotPlanned) -> Self {
        match error {
            NotPlanned::Changed => Self::with_detail(
                ProblemCode::ChangedMeanwhile,
                "somebody else changed the agenda meanwhile",
            ),
            NotPlanned::RoomGone => ProblemCode::UnknownRoom.into(),
            NotPlanned::Unavailable(error) => error.into(),
        }
    }
}
