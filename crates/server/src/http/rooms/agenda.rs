//! The agenda of a room, for those who interview in it: not a word of it is anybody else's.

pub(in crate::http) mod show;
pub(in crate::http) mod write;

use codevlive_protocol::agenda as wire;
use codevlive_store::documents::agenda::Agenda;

/// An agenda as it is answered; none was written yet in a new room.
fn shown(agenda: Option<Agenda>) -> wire::Agenda {
    let updated_at = agenda.as_ref().map(|agenda| agenda.updated_at.into());
    let (version, items) = agenda.map(|it| (it.version, it.items)).unwrap_or_default();
    wire::Agenda {
        version,
        items,
        updated_at,
    }
}
