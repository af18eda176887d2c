//! The end of a turn: what has to be told now, to whom, and who has to go. And what only time brings.

use std::{mem, time::Duration};

use codevlive_domain::id::ConnectionId;
use tokio::time::Instant;

use super::{Room, peer::Peer, peers::Now, presence::Change};
use crate::{bus::Reach, outlet::CloseReason};

/// The longest the room sleeps while a focus time is on, so that a clock that was set is noticed.
const FOCUS_NAP: Duration = Duration::from_secs(10);

/// The longest the room sleeps.
const NAP: Duration = Duration::from_hours(1);

impl Room {
    /// Sees to what the turn has left due.
    pub(super) async fn settle(&mut self) {
        if mem::take(&mut self.due.review) {
            self.review().await;
        }
        self.end_focus_time().await;
        self.show_views();
        if mem::take(&mut self.due.closings) {
            self.close_those_put_out();
        }
        self.clean_pads_that_are_missed().await;
        self.show_what_was_frozen();
        self.count_lagging();
        self.watch_knocks();
        self.keep_up().await;
    }

    /// Shows the room as it is now, if that has changed for anyone.
    fn show_views(&mut self) {
        if mem::take(&mut self.due.views) {
            let now = Now {
                room: self.place.room,
                state: &self.state,
                time: self.time(),
            };
            self.peers
                .views(now, &self.presence.everywhere, self.acks.durable());
        }
    }

    /// Tells of those who came back, got lost, or left.
    async fn review(&mut self) {
        while let Some(person) = self.presence.due(&self.state) {
            if !self.tell_of(person).await {
                self.presence.hold();
            }
        }
        self.presence.forget_settled(&self.state);
    }

    async fn end_focus_time(&mut self) {
        let over = self
            .state
            .focus_time()
            .is_some_and(|focus| focus.until <= self.time());
        if over {
            // Readers go by the time; if the log does not take it now, the next turn tries again.
            self.due.views = true;
            self.expire().await;
        }
    }

    /// Closes the connections of those who were removed, and of those whom an ended room does not keep.
    fn close_those_put_out(&mut self) {
        let removed = mem::take(&mut self.due.removed);
        let reason = |person| match (removed.contains(&person), self.state.may_connect(person)) {
            (true, _) => Some(CloseReason::Removed),
            (false, false) => Some(CloseReason::Ended),
            (false, true) => None,
        };
        let connections = self.peers.connections().into_iter();
        let out: Vec<(ConnectionId, CloseReason)> = connections
            .filter_map(|(person, connection)| Some((connection, reason(person)?)))
            .collect();
        for (connection, reason) in out {
            self.close(connection, reason);
            // The others' views change again.
            self.due.views = true;
        }
        self.show_views();
    }

    /// Makes spoiled pads anew if somebody waits for what they missed of them: nobody else may type or ask
    /// any more.
    async fn clean_pads_that_are_missed(&mut self) {
        if !self.pads_spoiled || self.store_just_failed() {
            return;
        }
        let now = self.now();
        let waits = |peer: &Peer| {
            let person = peer.caller.identity.id;
            peer.missed.keys().any(|pad| now.sees(person, *pad))
        };
        if self.peers.all.values().any(waits) {
            self.clean_pads().await;
        }
    }

    /// Gives those who were shown a frozen pad all that came meanwhile, once they may see it.
    fn show_what_was_frozen(&mut self) {
        let now = self.now();
        let may_see = |peer: &&Peer| {
            let person = peer.caller.identity.id;
            peer.lag.is_none() && peer.missed.keys().any(|pad| now.sees(person, *pad))
        };
        let waiting: Vec<_> = self
            .peers
            .all
            .values()
            .filter(may_see)
            .map(|peer| peer.caller.id)
            .collect();
        for id in waiting {
            if self.send_missed(id) {
                self.send_cursors(id);
            }
        }
    }

    fn count_lagging(&mut self) {
        self.timers.lagging = self.peers.meter(&self.node.meters, self.timers.lagging);
    }

    /// Some time has come.
    pub(super) fn tick(&mut self) {
        let now = Instant::now();
        self.due.review = true;
        if self.timers.lagging > 0 && self.timers.retry <= now {
            self.timers.retry = now + self.node.settings.lagging_retry;
            self.try_lagging();
        }
        if self.timers.heartbeat <= now {
            self.timers.heartbeat = now + self.node.settings.presence_interval;
            self.heartbeat();
        }
    }

    /// Tries connections that are behind again, and gives up those that have been for too long.
    fn try_lagging(&mut self) {
        let limit = self.node.settings.lagging_limit;
        let behind: Vec<_> = self
            .peers
            .all
            .values()
            .filter_map(|peer| Some((peer.caller.id, peer.lag.as_ref()?.since)))
            .collect();
        for (id, since) in behind {
            if since.elapsed() < limit {
                self.catch_up(id);
            } else if let Some(peer) = self.peers.get(id) {
                tracing::info!(room.id = %self.id(), connection.id = %id, "closed: it takes nothing");
                peer.outlet.close();
                self.depart(id);
            }
        }
    }

    fn heartbeat(&mut self) {
        let reach = self.node.bus.reach();
        if reach != Reach::Alone {
            self.tell_presence(false);
        }
        if reach == Reach::None {
            // The others may well be there.
            self.presence.renew();
        } else if self.presence.forget_silent(&self.node.settings) {
            self.presence_changed(Change::Silent);
        }
    }

    /// When the room has to look up, if nothing comes before.
    pub(super) fn wake_at(&self) -> Instant {
        let now = Instant::now();
        let focus = self.state.focus_time().map(|focus| {
            let left = u64::try_from(focus.until.since(self.time())).unwrap_or(0);
            // Not at once again, where the log would not take its end.
            now + Duration::from_millis(left).clamp(Duration::from_millis(20), FOCUS_NAP)
        });
        let retry = (self.timers.lagging > 0).then_some(self.timers.retry);
        // While something is still to be told of who went, the room stays, and looks up for that.
        let idle_since = self.timers.idle_since.filter(|_| !self.presence.waits());
        let unload = idle_since.map(|since| since + self.node.settings.unload_after);
        let review = self.presence.next(&self.state);
        let knock = self.next_knock();
        let heartbeat = Some(self.timers.heartbeat);
        [focus, retry, unload, review, knock, heartbeat]
            .into_iter()
            .flatten()
            .min()
            .unwrap_or(now + NAP)
    }
}
