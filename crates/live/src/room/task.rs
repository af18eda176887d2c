//! The room's task: it loads the room, takes one message after the other, and lets the room go.

use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
};

use codevlive_domain::id::RoomId;
use tokio::{
    sync::mpsc,
    time::{Duration, Instant},
};

use super::{
    Notice, Room, Whereabouts,
    exit::Exit,
    inbox::{Inbound, Inbox, Outbox},
    replay::replay,
};
use crate::{
    bus::{Delivery, Reach, Receiver, Subscription, Topic},
    node::Node,
    rooms::{ConnectError, registry::Place},
};

/// How long a flush waits for more edits while some node is not heard.
const GATHER_APART: Duration = Duration::from_millis(50);

/// How many messages a turn takes before it sees to the rest.
const TURN: usize = 256;

/// Opens the room and serves it until it goes.
pub(crate) async fn run(node: Arc<Node>, place: Place, queue: (Inbox, Outbox)) {
    let (inbox, mut outbox) = queue;
    // Subscribed before the log is read: what is appended meanwhile is in the one or the other.
    let missed = Arc::new(AtomicBool::new(false));
    let subscription = subscribe(&node, place.room, &inbox, &missed).await;
    let started = Instant::now();
    let why = match replay(&node, place.room, None).await {
        Ok(Some(replay)) => {
            node.meters.room_load.record(started.elapsed());
            let (sender, mut notices) = mpsc::unbounded_channel();
            let mut room = Room::new(Arc::clone(&node), place, inbox, sender, replay);
            room.tell_presence(true);
            let exit = room.serve(&mut outbox, &mut notices, &missed).await;
            room.finish(exit).await;
            match exit {
                Exit::Deleted => ConnectError::UnknownRoom,
                Exit::Unloaded | Exit::Draining | Exit::Erased => ConnectError::TryLater,
            }
        }
        Ok(None) => ConnectError::UnknownRoom,
        Err(error) => {
            tracing::warn!(room.id = %place.room, %error, "the room could not be loaded");
            ConnectError::TryLater
        }
    };
    drop(subscription);
    node.registry.leave_at_once(place);
    while let Some(message) = outbox.next_waiting() {
        message.refuse(why);
    }
    node.meters.rooms(node.registry.counts().0);
}

/// What the bus delivers goes into the room's queue; what does not fit is read from the log.
async fn subscribe(
    node: &Arc<Node>,
    room: RoomId,
    inbox: &Inbox,
    missed: &Arc<AtomicBool>,
) -> Subscription {
    let (inbox, missed) = (inbox.clone(), Arc::clone(missed));
    let receiver: Receiver = Arc::new(move |delivery| {
        if inbox.push(Inbound::Bus(delivery)).is_err() {
            missed.store(true, Ordering::Release);
        }
    });
    node.bus
        .subscribe(node.id, Topic::Room(room), receiver)
        .await
}

impl Room {
    async fn serve(
        &mut self,
        outbox: &mut Outbox,
        notices: &mut mpsc::UnboundedReceiver<Notice>,
        missed: &AtomicBool,
    ) -> Exit {
        loop {
            tokio::select! {
                biased;
                Some(message) = outbox.next() => self.turn(message, outbox).await,
                Some(notice) = notices.recv() => self.noticed(notice).await,
                () = tokio::time::sleep_until(self.wake_at()) => {}
            }
            // Also while the queue is never empty.
            while let Ok(notice) = notices.try_recv() {
                self.noticed(notice).await;
            }
            if self.wake_at() <= Instant::now() {
                self.tick();
            }
            if missed.swap(false, Ordering::AcqRel) {
                self.delivered(Delivery::Gap).await;
            }
            if self.exit.is_none() {
                self.settle().await;
                self.unload(outbox).await;
            }
            if let Some(exit) = self.exit {
                return exit;
            }
        }
    }

    /// Takes a message and what else waits. Edits are collected; all else sees them flushed.
    async fn turn(&mut self, first: Inbound, outbox: &mut Outbox) {
        self.take(first).await;
        if !self.waiting.is_empty() {
            let gather = self.gather();
            if !gather.is_zero() {
                tokio::time::sleep(gather).await;
            }
        }
        for _ in 1..TURN {
            let message = if self.exit.is_none() {
                outbox.next_waiting()
            } else {
                None
            };
            match message {
                Some(message) => self.take(message).await,
                None => break,
            }
        }
        // What came for a log that is being removed would be all that is left of it.
        if self.exit != Some(Exit::Deleted) {
            self.flush().await;
        }
    }

    /// How long a flush waits for more edits. While nodes do not hear each other, each of them finds what the others
    /// wrote by losing to it: then fewer and larger appends get further.
    fn gather(&self) -> Duration {
        let gather = self.node.settings.gather;
        match self.node.bus.reach() {
            Reach::Alone | Reach::All => gather,
            Reach::Some | Reach::None => gather.max(GATHER_APART),
        }
    }

    async fn take(&mut self, message: Inbound) {
        match message {
            Inbound::Edit(edit) => self.waiting.push(edit),
            Inbound::Awareness { from, pad, update } => {
                self.whereabouts.push(Whereabouts { from, pad, update });
            }
            Inbound::Rtc {
                from,
                to,
                data,
                answer,
            } => self.call(&from, to, data, answer),
            Inbound::Bus(delivery) => self.delivered(delivery).await,
            Inbound::Head(head) => self.catch_up_to(head).await,
            after_edits => {
                self.flush().await;
                self.take_after_edits(after_edits).await;
            }
        }
    }

    async fn take_after_edits(&mut self, message: Inbound) {
        match message {
            Inbound::Connect {
                arrival,
                came,
                reply,
            } => self.arrive(*arrival, came, reply).await,
            Inbound::Disconnect(id) => self.depart(id),
            Inbound::Command {
                from,
                command,
                came,
                answer,
            } => {
                self.command(&from, *command, came, answer).await;
            }
            Inbound::Sync {
                from,
                pad,
                state_vector,
                answer,
            } => {
                self.sync(&from, pad, &state_vector, answer).await;
            }
            Inbound::Rename { by, title, reply } => self.rename(&by, &title, reply).await,
            Inbound::Look { came, reply } => self.look(came, reply).await,
            Inbound::SignOut(whose) => self.sign_out(whose),
            Inbound::ListSignIns(tell) => self.list_sign_ins(&tell),
            Inbound::Drain => self.exit = Some(Exit::Draining),
            Inbound::Erasures(now) => self.read_again_after(now),
            Inbound::Delete(farewell) => {
                self.farewell = Some(farewell);
                self.exit = Some(Exit::Deleted);
            }
            // Taken without a flush.
            Inbound::Edit(_)
            | Inbound::Awareness { .. }
            | Inbound::Rtc { .. }
            | Inbound::Bus(_)
            | Inbound::Head(_) => {}
        }
    }

    async fn noticed(&mut self, notice: Notice) {
        match notice {
            Notice::History(history) => self.history_read(history),
            Notice::Checkpoint { saved } => self.checkpoint_saved(saved),
            Notice::Summary { written } => self.summary_written(written),
            Notice::Knock(told) => self.knock_told(told),
            Notice::Head(head) => self.head_compared(head).await,
        }
    }
}
