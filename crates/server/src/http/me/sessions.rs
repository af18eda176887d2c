//! One's sign-ins.

pub(in crate::http) mod end;
pub(in crate::http) mod end_others;
pub(in crate::http) mod list;

use codevlive_domain::id::SessionId;
use codevlive_protocol::me::SessionItem;
use codevlive_store::documents::session::Session;

/// A sign-in as its owner sees it, who asks by `current`.
pub(super) fn item(session: Session, current: SessionId) -> SessionItem {
    SessionItem {
        current: session.id == current,
        id: session.id,
        device: session.device,
        created_at: session.created_at.into(),
        last_used_at: session.last_used_at.max(session.created_at).into(),
        address: session.address,
    }
}
