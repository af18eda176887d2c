//! Identities: `UUIDv7` strings on the wire, made by the caller (never here).

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

macro_rules! identity {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(
            Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema,
        )]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl FromStr for $name {
            type Err = uuid::Error;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                text.parse().map(Self)
            }
        }
    };
}

identity! {
    /// A person: the id of an account, or of a guest in one room.
    PersonId
}
identity! {
    /// A room.
    RoomId
}
identity! {
    /// A pad of a room.
    PadId
}
identity! {
    /// One connection of a person; a person may hold several.
    ConnectionId
}
identity! {
    /// A sign-in: all tokens refreshed from one login share it.
    SessionId
}
