//! Brings the invitations of a room up to date with it.
//!
//! A room's new title, its new time and its cancellation are one write each, of the room. Telling everyone who is
//! invited is many: so the room asks for a job, which compares each invitation with the room and changes what differs.
//! Run twice, or over again after a crash, it finds nothing left to do.

use codevlive_domain::{clock::Clock, id::RoomId, room::state::RoomStatus, time::Millis};
use codevlive_store::{
    Store, Unavailable,
    document::{Collection, Query},
    documents::{
        invitation::{Invitation, Status, Told},
        room::RoomSummary,
    },
};

use crate::{
    invitations::{cancel, change},
    stored::{collection, written},
};

/// How many invitations are read at a time.
const PAGE: usize = 100;

/// How a room stands to those invited.
enum Plan {
    /// It is to take place.
    On { title: String, at: Option<Millis> },
    /// It does not take place: it is being removed, or was ended, without having been started.
    Off,
    /// It took place, or is gone: nobody needs to hear of it any more.
    Past,
}

/// Tells all who are invited to a room what has changed since they were told last.
pub async fn tell_invited(
    store: &Store,
    clock: &dyn Clock,
    room: RoomId,
) -> Result<(), Unavailable> {
    let rooms = collection::<RoomSummary>(store);
    let invitations = collection::<Invitation>(store);
    let summary = rooms.get(&room.to_string()).await?;
    let plan = plan(summary.map(|summary| summary.value));
    let mut after = None;
    loop {
        let query = Query {
            field: "room",
            value: room.to_string(),
            descending: false,
            after: after.take(),
            limit: PAGE,
        };
        let page = invitations.find(query).await?;
        let Some(last) = page.last() else {
            return Ok(());
        };
        after = Some(last.value.id.to_string());
        for mut invitation in page {
            if bring_up_to_date(&mut invitation.value, &plan, clock) {
                tell(&invitations, &invitation.value, &plan, clock).await?;
            }
        }
    }
}

/// Writes one of them; as it is by then, whatever else has changed it.
async fn tell(
    invitations: &Collection<Invitation>,
    invitation: &Invitation,
    plan: &Plan,
    clock: &dyn Clock,
) -> Result<(), Unavailable> {
    let id = invitation.id.to_string();
    let told = invitations.update(&id, |invitation| {
        bring_up_to_date(invitation, plan, clock);
    });
    written(told.await)
}

fn plan(room: Option<RoomSummary>) -> Plan {
    match room {
        Some(room) if never_took_place(&room) => Plan::Off,
        Some(room) if room.called_off && room.started_at.is_none() => Plan::Off,
        Some(room) if !room.called_off && room.status != RoomStatus::Ended => Plan::On {
            title: room.title,
            at: room.scheduled_at,
        },
        // Whoever removes a room tells them before, while it is there.
        _ => Plan::Past,
    }
}

/// Whether a room was ended before it was started.
pub(crate) fn never_took_place(room: &RoomSummary) -> bool {
    room.status == RoomStatus::Ended && room.started_at.is_none()
}

/// Whether there was anything to change.
fn bring_up_to_date(invitation: &mut Invitation, plan: &Plan, clock: &dyn Clock) -> bool {
    let told = &invitation.told;
    match plan {
        Plan::Off => cancel(invitation, clock),
        Plan::Past => false,
        Plan::On { title, at } => {
            let same = told.title == *title && told.room_at == *at;
            if same || invitation.status == Status::Cancelled {
                return false;
            }
            let starts_at = if told.room_at == *at {
                told.starts_at
            } else {
                *at
            };
            let told = Told {
                title: title.clone(),
                room_at: *at,
                starts_at,
                ..told.clone()
            };
            change(invitation, told, clock);
            true
        }
    }
}
