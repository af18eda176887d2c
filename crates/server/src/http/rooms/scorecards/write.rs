//! `PUT /rooms/{id}/scorecards/me`

use axum::{Json, extract::State};
use codevlive_domain::{
    room::entry::Seq,
    scorecard::{Written, rubric},
};
use codevlive_protocol::{
    problem::{FieldError, ProblemCode},
    scorecard::{NewScorecard, Scorecard},
};

use crate::{
    Services,
    auth::caller::Member,
    http::{
        body::Body,
        failure::Failure,
        problems::{BODY, CALL, CHANGE, problems},
        rooms::{
            check_interviews,
            scorecards::{author, shown},
        },
    },
    rate_limit::Rule,
    scoring::NotWritten,
};

problems!(WriteProblems: CALL, CHANGE, BODY;
    Unauthenticated, Forbidden, UnknownRoom, AlreadySubmitted);

/// Write my scorecard
///
/// For hosts and interviewers, also of a room that is over; the whole card each time. With `submitted` it is handed in:
/// all competencies have a level or insufficient evidence, and it does not change any more, since one reads the
/// others' from then on. The same card handed in again is answered as the first time.
#[utoipa::path(
    put,
    path = "/rooms/{id}/scorecards/me",
    tag = "Rooms",
    operation_id = "write_my_scorecard",
    security(("accessToken" = [])),
    params(("id" = codevlive_domain::id::RoomId, Path, description = "The room")),
    request_body = NewScorecard,
    responses((status = 200, description = "It, as it is now", body = Scorecard), WriteProblems)
)]
pub(in crate::http) async fn write(
    State(services): State<Services>,
    member: Member,
    Body(body): Body<NewScorecard>,
) -> Result<Json<Scorecard>, Failure> {
    check_interviews(&member)?;
    let me = member.person.id;
    services.limits.take(Rule::Scorecard, me).await?;
    let submit = body.submitted;
    let written = check(body, member.state.head())?;
    let card = services.write_scorecard(&member, written, submit).await?;
    Ok(Json(shown(card, author(&member.state, me))))
}

fn check(body: NewScorecard, head: Seq) -> Result<Written, Failure> {
    let submit = body.submitted;
    let written = Written::from(body);
    let faults = written.faults(&rubric::CURRENT, head, submit);
    if faults.is_empty() {
        return Ok(written);
    }
    let errors = faults.into_iter();
    let errors = errors.map(|fault| FieldError::new(fault.field, fault.matter));
    Err(Failure::invalid(errors.collect()))
}

impl From<NotWritten> for Failure {
    fn from(error: NotWritten) -> Self {
        match error {
            NotWritten::Submitted => Self::with_detail(
                ProblemCode::AlreadySubmitted,
                "your scorecard is handed in, and stays as it is",
            ),
            NotWritten::RoomGone => ProblemCode::UnknownRoom.into(),
            NotWritten::Unavailable(error) => error.into(),
        }
    }
}
