//! What a tab does with what came since it looked last.

use std::mem;

use codevlive_domain::{
    id::PadId,
    room::{
        entry::Seq,
        refusal::{Refusal, RefusalCode},
        view::RoomView,
    },
};
use codevlive_live::{connection::Synced, outlet::Outgoing};

use super::{Answer, Line, Online, Tab};
use crate::{
    copy::{Change, Copy},
    secrets,
};

impl Tab {
    /// Sees to what came: answers, messages, the end of the connection.
    pub(crate) fn looks(&mut self) {
        let answers = mem::take(&mut *self.answers.lock().unwrap());
        for (number, answer) in answers {
            if number == self.connections {
                self.answered(answer);
            } else if let Answer::Connected(Ok(connection), ..) = answer {
                connection.disconnect();
            }
        }
        let Some(online) = self.online() else { return };
        let (messages, closed) = online.screen.take();
        for message in messages {
            self.shown(message);
        }
        if closed {
            self.disconnect();
        }
        self.compare();
    }

    fn answered(&mut self, answer: Answer) {
        match answer {
            Answer::Connected(Ok(connection), node, screen) => {
                self.line = Line::On(Online {
                    connection,
                    node,
                    screen,
                });
            }
            Answer::Connected(Err(why), ..) => {
                self.note(format_args!("is not connected: {why}"));
                self.line = Line::Off;
            }
            Answer::Edit(pad, client, change, answer) => {
                self.edit_answered(pad, client, &change, answer);
            }
            Answer::Sync(pad, client, answer) => self.sync_answered(pad, client, answer),
        }
    }

    fn edit_answered(
        &mut self,
        pad: PadId,
        client: u64,
        change: &Change,
        answer: Result<Seq, Refusal>,
    ) {
        let copy = self.copies.get_mut(&pad);
        let Some(copy) = copy.filter(|copy| copy.client == client) else {
            return;
        };
        match answer.map_err(|refusal| refusal.code) {
            Ok(_) => copy.saved(change),
            Err(RefusalCode::TryLater | RefusalCode::OutOfSync) => copy.wants_sync = true,
            // The refused text is offered to paste, in a browser.
            Err(_) => *copy = Copy::new(&self.desk.dice),
        }
    }

    fn sync_answered(&mut self, pad: PadId, client: u64, answer: Result<Synced, Refusal>) {
        let copy = self.copies.get_mut(&pad);
        let Some(copy) = copy.filter(|copy| copy.client == client) else {
            return;
        };
        match answer {
            Ok(synced) => {
                if let Some((update, change)) = copy.take(&synced) {
                    self.sends_edit(pad, update, change);
                }
            }
            Err(no) if no.code == RefusalCode::TryLater => {
                (copy.wants_sync, copy.syncing) = (true, false);
            }
            Err(_) => drop(self.copies.remove(&pad)),
        }
    }

    /// Compares with the server what has to be.
    fn compare(&mut self) {
        if self.online().is_none() {
            return;
        }
        let wants = |(_, copy): &(&PadId, &Copy)| copy.wants_sync && !copy.syncing;
        let pads: Vec<PadId> = self
            .copies
            .iter()
            .filter(wants)
            .map(|(pad, _)| *pad)
            .collect();
        for pad in pads {
            self.sends_sync(pad);
        }
    }

    /// Keeps copies of the pads it may see, and no others.
    fn opens(&mut self, view: &RoomView) {
        let seen = |id: &PadId| view.pads.iter().any(|pad| pad.id == *id);
        self.copies.retain(|pad, _| seen(pad));
        for pad in &view.pads {
            let new = || Copy::new(&self.desk.dice);
            self.copies.entry(pad.id).or_insert_with(new);
        }
    }

    fn shown(&mut self, message: Outgoing) {
        if self.candidate
            && let Some(secret) = secrets::of(&message, self.me.id, self.desk.notes)
        {
            let violation = format!("{} is sent {secret}: {message:?}", self.me.name);
            self.desk.history.violation(violation);
        }
        match message {
            Outgoing::View { seq, view } => {
                self.note(format_args!("sees the view of {seq}"));
                self.opens(&view);
                self.view = Some(view);
            }
            Outgoing::Entry(entry) => {
                if self.entries.last().is_some_and(|last| entry.seq <= *last) {
                    let violation = format!("{} is sent {} again", self.me.name, entry.seq);
                    self.desk.history.violation(violation);
                }
                self.entries.push(entry.seq);
            }
            Outgoing::Edit { pad, update, .. } => {
                let dice = &self.desk.dice;
                let copy = self.copies.entry(pad).or_insert_with(|| Copy::new(dice));
                copy.apply(&update);
            }
            Outgoing::Closed(why) => self.note(format_args!("is told to go: {why:?}")),
            Outgoing::Awareness { .. } | Outgoing::Rtc { .. } => {}
        }
    }
}
