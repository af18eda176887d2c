//! Guests: who comes by the link alone, with a name and no account.

use codevlive_domain::id::PersonId;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Who wants to come.
#[derive(Clone, Debug, Deserialize, ToSchema)]
pub struct NewGuest {
    /// How others will see them, 1 to 80 characters.
    #[schema(min_length = 1, max_length = 80)]
    pub name: String,
}

/// A guest of one room.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct GuestPass {
    /// Good for this room alone, until 24 hours after its end.
    pub access_token: String,
    /// The guest.
    pub person: Guest,
}

/// A person without an account.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Guest {
    /// Their id in the room.
    pub id: PersonId,
    /// Their name.
    pub name: String,
}
