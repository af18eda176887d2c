//! Coming in by invitation, without a knock.

use crate::{
    room::{
        event::Event,
        person::{Identity, Role, Standing},
        state::RoomState,
    },
    time::Millis,
};

/// An invitation that stands, of the person who comes: whoever hands it over has seen that the address is theirs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Invited {
    /// As what they are invited.
    pub role: Role,
    /// When it was made, or renewed.
    pub at: Millis,
}

/// Lets an invited person in, by themselves. No event where the invitation opens nothing: of an ended room, for
/// one who was put out since it was made, and for one who is inside already.
///
/// One who was let in from a knock, as a candidate, becomes what they are invited as; nobody's role is lowered.
pub fn enter(state: &RoomState, actor: &Identity, invited: Invited) -> Vec<Event> {
    let known = state.person(actor.id);
    let put_out_at = known.and_then(|person| person.put_out_at);
    if state.is_ended() || put_out_at.is_some_and(|at| at >= invited.at) {
        return Vec::new();
    }
    let (person, role) = (actor.id, invited.role);
    match (state.standing(person), state.role(person)) {
        (Standing::Inside, Role::Candidate) if role != Role::Candidate => {
            vec![Event::RoleChanged { person, role }]
        }
        (Standing::Inside, _) => Vec::new(),
        (Standing::Outside | Standing::Waiting | Standing::Rejected | Standing::Removed, _) => {
            vec![Event::Admitted {
                person,
                role,
                name: Some(actor.name.clone()),
                reason: None,
            }]
        }
    }
}
