//! Connections come and go; what they ask for besides edits and commands.

use std::sync::Arc;

use bytes::Bytes;
use codevlive_domain::{
    id::{ConnectionId, PadId},
    room::{
        edit::{check_read, frozen_at},
        entry::Seq,
        refusal::{Refusal, RefusalCode},
        text::MAX_NAME,
    },
};
use serde_json::Value;
use tokio::{sync::oneshot, time::Instant};

use super::{
    Room, Whereabouts, cursors::Owner, inbox::Caller, pads::malformed, peer::Peer, presence::Change,
};
use crate::{
    bus::{Message, SignOut},
    connection::{Answer, Connection, Synced, try_later},
    outlet::{CloseReason, Outgoing},
    rooms::{Arrival, ConnectError},
};

impl Room {
    /// Somebody comes: they get their view, then the entries they asked for.
    pub(super) async fn arrive(
        &mut self,
        arrival: Arrival,
        came: Instant,
        reply: oneshot::Sender<Result<Connection, ConnectError>>,
    ) {
        if !self.is_as_far_as(arrival.after, came).await {
            drop(reply.send(Err(ConnectError::TryLater)));
            return;
        }
        let Arrival {
            identity,
            session,
            outlet,
            after,
            invited,
        } = arrival;
        if let Some(invited) = invited
            && !self.let_in(&identity, invited, came).await
        {
            drop(reply.send(Err(ConnectError::TryLater)));
            return;
        }
        if !self.state.may_connect(identity.id) {
            drop(reply.send(Err(ConnectError::RoomEnded)));
            return;
        }
        let id = ConnectionId(self.node.clock.new_id());
        let caller = Arc::new(Caller { id, identity });
        let connection = Connection::new(Arc::clone(&caller), self.inbox.clone());
        if reply.send(Ok(connection)).is_err() {
            return;
        }
        self.peers
            .all
            .insert(id, Peer::new(caller, session, outlet, after));
        self.node.meters.connected();
        self.connections_changed();
        self.catch_up(id);
    }

    /// Whether the room has all that somebody saw who comes from another node. Heads are compared on every
    /// join (`architecture.md`); a store that is away keeps nobody out who has seen no more than this node.
    async fn is_as_far_as(&mut self, seen: Option<Seq>, came: Instant) -> bool {
        if let Err(error) = self.make_sure(came).await {
            tracing::warn!(room.id = %self.id(), %error, "reading before a join failed");
        }
        seen.is_none_or(|seen| seen <= self.state.head())
    }

    /// A connection's transport is gone.
    pub(super) fn depart(&mut self, id: ConnectionId) {
        if self.peers.all.remove(&id).is_some() {
            self.node.meters.disconnected();
            self.connections_changed();
        }
    }

    /// Tells a connection why it is closed, and closes it.
    pub(super) fn close(&mut self, id: ConnectionId, reason: CloseReason) {
        let Some(peer) = self.peers.all.remove(&id) else {
            return;
        };
        self.node.meters.disconnected();
        let outlet = peer.outlet;
        if outlet.send(&Outgoing::Closed(reason)).is_err() {
            outlet.close();
        } else {
            // The last message must get out; but nobody stays who was told to go.
            let grace = self.node.settings.close_grace;
            tokio::spawn(async move {
                tokio::time::sleep(grace).await;
                outlet.close();
            });
        }
        self.connections_changed();
    }

    /// Closes the connections whose tokens are void.
    pub(super) fn sign_out(&mut self, whose: SignOut) {
        let void = |peer: &&Peer| match whose {
            SignOut::Session(session) => peer.session == Some(session),
            SignOut::Person(person) => peer.caller.identity.id == person,
        };
        let void: Vec<_> = self
            .peers
            .all
            .values()
            .filter(void)
            .map(|peer| peer.caller.id)
            .collect();
        for id in void {
            self.close(id, CloseReason::SignedOut);
        }
    }

    fn connections_changed(&mut self) {
        let connections = self.peers.connections();
        self.timers.idle_since = connections.is_empty().then(Instant::now);
        self.presence.here(connections);
        self.presence_changed(Change::Here);
        self.tell_presence(false);
    }

    /// Takes stock of who is connected, and tells those who are what has changed.
    pub(super) fn presence_changed(&mut self, change: Change) {
        let time = self.time();
        if !self
            .presence
            .take_stock(&self.state, change, time, &self.node.settings)
        {
            return;
        }
        self.due.views = true;
        self.due.review = true;
        let everywhere = &self.presence.everywhere;
        let there = |owner: Owner| {
            let connections = everywhere.get(&owner.person);
            connections.is_some_and(|connections| connections.contains(&owner.connection))
        };
        for (pad, update) in self.cursors.remove(there) {
            let now = super::Now {
                room: self.place.room,
                state: &self.state,
                time,
            };
            self.peers.awareness(now, pad, &update, None);
        }
    }

    /// What a connection lacks of a pad; its cursors follow.
    pub(super) async fn sync(
        &mut self,
        from: &Caller,
        pad: PadId,
        state_vector: &Bytes,
        answer: Answer<Synced>,
    ) {
        let person = from.identity.id;
        if let Err(refusal) = self
            .check_known(from)
            .and_then(|()| check_read(&self.state, person, pad))
        {
            return answer.give(Err(refusal));
        }
        if !self.clean_pads().await {
            return answer.give(Err(try_later()));
        }
        let frozen: Option<Seq> = frozen_at(&self.state, person, pad, self.time());
        match self.pads.sync(pad, state_vector, frozen) {
            Ok((update, state_vector)) => answer.give(Ok(Synced {
                update,
                state_vector,
            })),
            Err(_malformed) => {
                return answer.give(Err(malformed("the state vector is malformed")));
            }
        }
        match frozen {
            Some(at) => self.owe_what_is_frozen(from.id, pad, at),
            None => self.send_cursors_of(from.id, pad),
        }
    }

    /// A connection was shown a frozen pad: it misses all that came since, also before it was there.
    fn owe_what_is_frozen(&mut self, id: ConnectionId, pad: PadId, at: Seq) {
        let since = self.pads.since_frozen(pad, at);
        if let Some(peer) = self.peers.all.get_mut(&id) {
            peer.missed_from(pad, since);
        }
    }

    /// That a connection was not closed meanwhile.
    pub(super) fn check_known(&self, from: &Caller) -> Result<(), Refusal> {
        if self.peers.get(from.id).is_some() {
            return Ok(());
        }
        let closed = "this connection was closed";
        Err(Refusal::new(RefusalCode::NotInside, closed))
    }

    /// A connection tells where it is; what is no good is dropped.
    pub(super) fn whereabouts_of(&mut self, told: &Whereabouts) {
        let Whereabouts { from, pad, update } = told;
        let person = from.identity.id;
        let fits = update.len() <= self.node.settings.max_awareness;
        if !fits || self.peers.get(from.id).is_none() || !self.now().sees(person, *pad) {
            return;
        }
        let owner = Owner {
            person,
            connection: from.id,
        };
        self.spread(*pad, owner, update, true);
    }

    /// Takes the cursors of a connection, and hands them to the others here; on to other nodes if they are
    /// `ours`.
    pub(super) fn spread(&mut self, pad: PadId, owner: Owner, update: &Bytes, ours: bool) {
        let name: String = self
            .state
            .name(owner.person)
            .chars()
            .take(MAX_NAME)
            .collect();
        let Ok(Some(update)) = self.cursors.take(pad, owner, &name, update) else {
            return;
        };
        let now = super::Now {
            room: self.place.room,
            state: &self.state,
            time: self.time(),
        };
        self.peers
            .awareness(now, pad, &update, Some(owner.connection));
        if ours {
            let from = (owner.person, owner.connection);
            self.tell_nodes(Message::Awareness { pad, from, update });
        }
    }

    /// Call signalling from one connection to another, both of people inside.
    pub(super) fn call(
        &mut self,
        from: &Caller,
        to: ConnectionId,
        data: Arc<Value>,
        answer: Answer<()>,
    ) {
        answer.give(self.try_call(from, to, data));
    }

    fn try_call(
        &mut self,
        from: &Caller,
        to: ConnectionId,
        data: Arc<Value>,
    ) -> Result<(), Refusal> {
        let known = self.peers.get(from.id).is_some();
        if !known || !self.state.is_inside(from.identity.id) {
            let detail = "only people inside may call each other";
            return Err(Refusal::new(RefusalCode::NotInside, detail));
        }
        let target = self
            .presence
            .person_of(to)
            .filter(|person| self.state.is_inside(*person));
        if target.is_none() {
            let detail = "nobody inside has this connection";
            return Err(Refusal::new(RefusalCode::UnknownPerson, detail));
        }
        let from = from.id;
        if self.presence.is_elsewhere(to) {
            self.tell_nodes(Message::Rtc { to, from, data });
            return Ok(());
        }
        let peer = self.peers.all.get_mut(&to);
        let sent = peer.is_some_and(|peer| peer.offer(&Outgoing::Rtc { from, data }));
        if sent { Ok(()) } else { Err(try_later()) }
    }
}
