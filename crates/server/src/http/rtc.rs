//! Video: how browsers reach each other. What they say to each other goes over the socket.

pub(super) mod ice_servers;
