//! `GET /rtc/ice-servers`

use axum::{Json, extract::State};
use codevlive_domain::{room::person::Standing, time::Millis};
use codevlive_protocol::{
    problem::ProblemCode,
    rtc::{IceServer, IceServers, IceServersQuery},
};
use codevlive_turn::credentials::TTL_SECONDS;

use crate::{
    Services,
    auth::caller::{QueriedRoomCaller, RoomCaller},
    http::{
        failure::Failure,
        problems::{CALL, problems},
    },
    rate_limit::Rule,
    settings::ice::IceSettings,
};

problems!(IceServersProblems: CALL; Unauthenticated, UnknownRoom, Invalid);

/// Ask for STUN and TURN servers
///
/// With credentials of one's own that end by themselves. For guests of the room, and for accounts that take part in
/// it or wait to be let in; to all others there is no such room.
#[utoipa::path(
    get,
    path = "/rtc/ice-servers",
    tag = "Rooms",
    security(("accessToken" = [])),
    params(IceServersQuery),
    responses((status = 200, description = "The servers", body = IceServers), IceServersProblems)
)]
pub(in crate::http) async fn ice_servers(
    State(services): State<Services>,
    QueriedRoomCaller(caller): QueriedRoomCaller,
) -> Result<Json<IceServers>, Failure> {
    let person = caller.person.id;
    services.limits.take(Rule::IceServers, person).await?;
    if !may_connect(&services, &caller).await? {
        return Err(ProblemCode::UnknownRoom.into());
    }
    let now = services.clock.now();
    let servers = servers(&services.settings.ice, &person.to_string(), now);
    Ok(Json(servers))
}

/// A guest's token is good for one room, and so for its lobby before they have knocked. An account's is good for any.
async fn may_connect(services: &Services, caller: &RoomCaller) -> Result<bool, Failure> {
    let state = services.rooms.state(caller.room).await?;
    Ok(state.is_some_and(|state| {
        let standing = state.standing(caller.person.id);
        caller.is_guest || matches!(standing, Standing::Waiting | Standing::Inside)
    }))
}

fn servers(settings: &IceSettings, user: &str, now: Millis) -> IceServers {
    let stun = (!settings.stun.is_empty()).then(|| IceServer {
        urls: settings.stun.clone(),
        username: None,
        credential: None,
    });
    let turn = settings.turn.as_ref().map(|turn| {
        let credentials = turn.secret.issue(user, now);
        IceServer {
            urls: turn.urls.clone(),
            username: Some(credentials.username),
            credential: Some(credentials.password),
        }
    });
    IceServers {
        ttl_seconds: turn.is_some().then_some(TTL_SECONDS),
        ice_servers: stun.into_iter().chain(turn).collect(),
    }
}
