//! How browsers reach each other for video.

use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

/// For which room.
#[derive(Clone, Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct IceServersQuery {
    /// The room's id.
    #[param(format = Uuid)]
    pub room: String,
}

/// What a browser's `RTCPeerConnection` is configured with. Empty where nothing is set up: then browsers reach each
/// other in one network only.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct IceServers {
    /// In the form of the browser's own `RTCIceServer`.
    pub ice_servers: Vec<IceServer>,
    /// For how many seconds credentials open something new; what is open by then stays. Absent where there are none.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub ttl_seconds: Option<u32>,
}

/// Servers with the same credentials.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct IceServer {
    /// `stun:`, `turn:` or `turns:` (RFC 7064, RFC 7065).
    pub urls: Vec<String>,
    /// Of TURN servers.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub username: Option<String>,
    /// Of TURN servers.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub credential: Option<String>,
}
