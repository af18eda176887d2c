//! A tab of somebody's browser: it connects to whichever node, shows what it is sent, keeps what it typed
//! until that is saved, and repeats what was not answered.

mod looks;

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex},
};

use bytes::Bytes;
use codevlive_domain::{
    id::{ConnectionId, PadId, RoomId},
    room::{
        command::{Command, NumberedCommand},
        entry::Seq,
        person::Identity,
        refusal::Refusal,
        view::RoomView,
    },
};
use codevlive_live::{
    connection::{Connection, Reply, Synced},
    rooms::{Arrival, ConnectError},
};

use crate::{
    copy::{Change, Copy},
    dice::Dice,
    history::{Answered, Asked, History, Kept, Sent},
    node::Node,
    screen::Screen,
};

/// What all tabs share.
#[derive(Clone)]
pub(crate) struct Desk {
    pub(crate) dice: Dice,
    pub(crate) history: History,
    pub(crate) room: RoomId,
    /// The pad that is not for candidates.
    pub(crate) notes: PadId,
}

pub(crate) struct Tab {
    desk: Desk,
    /// Of this person's tabs.
    number: u64,
    pub(crate) me: Identity,
    /// They are candidates, and nothing else, all the time.
    pub(crate) candidate: bool,
    pub(crate) line: Line,
    pub(crate) copies: BTreeMap<PadId, Copy>,
    pub(crate) view: Option<Arc<RoomView>>,
    /// The seqs of the entries it was sent.
    pub(crate) entries: Vec<Seq>,
    /// Commands that may be sent again, answered or not.
    sent: Vec<NumberedCommand>,
    commands: u64,
    /// What was answered, for the next look. Each with the number of the connection it came by.
    answers: Arc<Mutex<Vec<(u64, Answer)>>>,
    connections: u64,
}

/// How it is connected.
pub(crate) enum Line {
    Off,
    /// To the node of that number.
    Coming(u64),
    On(Online),
}

pub(crate) struct Online {
    connection: Connection,
    pub(crate) node: Arc<Node>,
    pub(crate) screen: Arc<Screen>,
}

enum Answer {
    Connected(Result<Connection, ConnectError>, Arc<Node>, Arc<Screen>),
    Edit(PadId, u64, Change, Result<Seq, Refusal>),
    Sync(PadId, u64, Result<Synced, Refusal>),
}

impl Tab {
    pub(crate) fn new(desk: Desk, me: Identity, candidate: bool) -> Self {
        Self {
            desk,
            number: 1,
            me,
            candidate,
            line: Line::Off,
            copies: BTreeMap::new(),
            view: None,
            entries: Vec::new(),
            sent: Vec::new(),
            commands: 0,
            answers: Arc::default(),
            connections: 0,
        }
    }

    /// Another tab of the same person.
    pub(crate) fn another(&self) -> Self {
        Self {
            number: self.number + 1,
            ..Self::new(self.desk.clone(), self.me.clone(), self.candidate)
        }
    }

    pub(crate) fn is_off(&self) -> bool {
        matches!(self.line, Line::Off)
    }

    pub(crate) fn online(&self) -> Option<&Online> {
        match &self.line {
            Line::On(online) => Some(online),
            Line::Off | Line::Coming(_) => None,
        }
    }

    /// Connects to a node; what it has seen of the timeline it does not want again.
    pub(crate) fn connect(&mut self, node: &Arc<Node>) {
        self.connections += 1;
        self.line = Line::Coming(node.number);
        let screen = Arc::new(Screen::new(self.desk.history.clone()));
        let arrival = Arrival {
            identity: self.me.clone(),
            session: None,
            outlet: Arc::clone(&screen) as _,
            after: self.entries.last().copied(),
            invited: None,
        };
        let (number, answers) = (self.connections, Arc::clone(&self.answers));
        let (node, room) = (Arc::clone(node), self.desk.room);
        self.note(format_args!("connects to {}", node.number));
        tokio::spawn(async move {
            let connected = node.rooms.connect(room, arrival).await;
            let answer = Answer::Connected(connected, Arc::clone(&node), screen);
            answers.lock().unwrap().push((number, answer));
        });
    }

    /// Loses its connection, or what was to become one.
    pub(crate) fn disconnect(&mut self) {
        if let Line::On(Online {
            connection, screen, ..
        }) = &self.line
        {
            screen.go_dark();
            connection.disconnect();
            self.note(format_args!("is off"));
        }
        self.line = Line::Off;
        self.view = None;
        self.connections += 1;
        for copy in self.copies.values_mut() {
            (copy.wants_sync, copy.syncing) = (true, false);
        }
    }

    /// That node is gone.
    pub(crate) fn loses(&mut self, node: &Node) {
        let there = match &self.line {
            Line::Off => return,
            Line::Coming(number) => *number,
            Line::On(online) => online.node.number,
        };
        if there == node.number {
            self.disconnect();
        }
    }

    /// The connection it has, if it has one.
    pub(crate) fn connection(&self) -> Option<ConnectionId> {
        self.online().map(|online| online.connection.id())
    }

    fn note(&self, what: std::fmt::Arguments<'_>) {
        self.desk
            .history
            .note(format_args!("{}{} {what}", self.me.name, self.number));
    }

    /// Sends a command under a new id.
    pub(crate) fn asks(&mut self, command: Command) {
        self.commands += 1;
        let id = format!("{}{}-{}", self.me.name, self.number, self.commands);
        let command = NumberedCommand { id, command };
        self.sent.push(command.clone());
        self.sends(command);
    }

    /// Sends one again that may not have been answered.
    pub(crate) fn asks_again(&mut self) {
        if let Some(command) = self.desk.dice.pick_any(&self.sent) {
            self.sends(command);
        }
    }

    fn sends(&mut self, command: NumberedCommand) {
        let Some(online) = self.online() else { return };
        self.note(format_args!("asks {command:?}"));
        let asked = Asked {
            by: self.me.clone(),
            command: command.clone(),
            called: online.node.moment(),
            answered: None,
        };
        let index = self.desk.history.with(|kept| {
            kept.asked.push(asked);
            kept.asked.len() - 1
        });
        let reply = self.reply(
            &online.node,
            move |kept| &mut kept.asked[index].answered,
            |_| None,
        );
        online.connection.command(command, reply);
    }

    /// Notes an answer when it comes, and keeps it for the next look. A dead node answers nothing.
    fn reply(
        &self,
        node: &Arc<Node>,
        place: impl FnOnce(&mut Kept) -> &mut Answered + Send + 'static,
        answer: impl FnOnce(Result<Seq, Refusal>) -> Option<Answer> + Send + 'static,
    ) -> Reply<Seq> {
        let (node, history, name) = (
            Arc::clone(node),
            self.desk.history.clone(),
            self.me.name.clone(),
        );
        let (number, answers) = (self.connections, Arc::clone(&self.answers));
        Box::new(move |answered| {
            if node.disk.is_dead() {
                return;
            }
            history.note(format_args!("{name} is answered {answered:?}"));
            let moment = node.moment();
            history.with(|kept| *place(kept) = Some((moment, answered.clone())));
            let answer = answer(answered).map(|answer| (number, answer));
            answers.lock().unwrap().extend(answer);
        })
    }

    /// Types or deletes something in a pad that it has compared with the server's.
    pub(crate) fn types(&mut self, pad: PadId, deletes: bool) {
        let dice = self.desk.dice.clone();
        let copy = self.copies.get_mut(&pad);
        let Some(copy) = copy.filter(|copy| copy.synced) else {
            return;
        };
        let edit = if deletes {
            copy.deletes(&dice)
        } else {
            Some(copy.types(&dice, self.desk.history.character()))
        };
        if let Some((update, change)) = edit {
            self.sends_edit(pad, update, change);
        }
    }

    fn sends_edit(&self, pad: PadId, update: Bytes, change: Change) {
        let (Some(online), Some(copy)) = (self.online(), self.copies.get(&pad)) else {
            return;
        };
        self.note(format_args!("edits {pad} {change:?}"));
        let sent = Sent {
            by: self.me.clone(),
            pad,
            typed: change.typed.iter().copied().collect(),
            deleted: change.deleted.iter().copied().collect(),
            called: online.node.moment(),
            answered: None,
        };
        let index = self.desk.history.with(|kept| {
            kept.sent.push(sent);
            kept.sent.len() - 1
        });
        let client = copy.client;
        let reply = self.reply(
            &online.node,
            move |kept| &mut kept.sent[index].answered,
            move |answer| Some(Answer::Edit(pad, client, change, answer)),
        );
        online.connection.edit(pad, update, reply);
    }

    fn sends_sync(&mut self, pad: PadId) {
        let (Line::On(online), Some(copy)) = (&self.line, self.copies.get_mut(&pad)) else {
            return;
        };
        (copy.wants_sync, copy.syncing) = (false, true);
        let (client, number, answers) = (copy.client, self.connections, Arc::clone(&self.answers));
        let reply = move |answer| {
            let answer = Answer::Sync(pad, client, answer);
            answers.lock().unwrap().push((number, answer));
        };
        online
            .connection
            .sync(pad, copy.state_vector(), Box::new(reply));
    }
}
