//! The OpenAPI document: what the server says of itself. The web's types are generated from it.

use codevlive_domain::room::{command::NumberedCommand, timeline::TimelineEntry, view::RoomView};
use codevlive_protocol::{
    problem::{FieldError, Problem, ProblemCode},
    socket::{
        Closed, EditMeta, Handshake, HandshakeRefusal, OkAck, RefusalAck, RtcFrom, RtcTo, SeqAck,
        SyncAck,
    },
};
use utoipa::{
    Modify, OpenApi,
    openapi::security::{ApiKey, ApiKeyValue, HttpAuthScheme, HttpBuilder, SecurityScheme},
};

#[derive(OpenApi)]
#[openapi(
    info(
        title = "CoDevLive",
        description = "Live coding interviews. What happens in a room goes over Socket.IO; its messages \
            are among the schemas. Errors are problem documents (RFC 9457) with a stable `code`. Every \
            call may also answer 404 `not_found`, 405 `method_not_allowed` and 400 to what is no HTTP."
    ),
    tags(
        (name = "Accounts", description = "Signing up, in and out; one's own account"),
        (name = "Rooms", description = "Making and listing rooms, coming as a guest"),
        (name = "Administration", description = "The queue"),
    ),
    components(schemas(
        Problem, FieldError, ProblemCode,
        // Socket messages, see the contract's `/room` namespace.
        Handshake, HandshakeRefusal, SeqAck, SyncAck, OkAck, RefusalAck, RtcTo, RtcFrom<'_>, EditMeta,
        Closed, RoomView, TimelineEntry, NumberedCommand,
    )),
    modifiers(&Security),
)]
struct Frame;

struct Security;

impl Modify for Security {
    fn modify(&self, document: &mut utoipa::openapi::OpenApi) {
        let components = document.components.get_or_insert_default();
        let bearer = HttpBuilder::new()
            .scheme(HttpAuthScheme::Bearer)
            .bearer_format("JWT")
            .description(Some(
                "An account's access token (15 minutes), or a guest's of one room",
            ))
            .build();
        components.add_security_scheme("accessToken", SecurityScheme::Http(bearer));
        let cookie = ApiKeyValue::with_description(
            "__Host-refresh",
            "A refresh token, good once; named `refresh` without TLS on localhost",
        );
        let cookie = SecurityScheme::ApiKey(ApiKey::Cookie(cookie));
        components.add_security_scheme("refreshCookie", cookie);
    }
}

/// The document without its calls.
pub(crate) fn frame() -> utoipa::openapi::OpenApi {
    Frame::openapi()
}

/// The document.
pub fn document() -> utoipa::openapi::OpenApi {
    crate::http::v1().into_openapi()
}
