//! What a connection shows, until it is looked at.

use std::sync::Mutex;

use codevlive_live::outlet::{Full, Outgoing, Outlet};

use crate::history::History;

pub(crate) struct Screen {
    history: History,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    messages: Vec<Outgoing>,
    /// Takes nothing more.
    full: bool,
    closed: bool,
    /// Nobody is there any more.
    dark: bool,
}

impl Screen {
    pub(crate) fn new(history: History) -> Self {
        Self {
            history,
            state: Mutex::default(),
        }
    }

    fn with<T>(&self, work: impl FnOnce(&mut State) -> T) -> T {
        work(&mut self.state.lock().unwrap())
    }

    /// What came since it was asked last, and whether the connection is closed.
    pub(crate) fn take(&self) -> (Vec<Outgoing>, bool) {
        self.with(|state| (std::mem::take(&mut state.messages), state.closed))
    }

    /// Stops or goes on taking messages.
    pub(crate) fn fill(&self, full: bool) {
        self.with(|state| state.full = full);
    }

    pub(crate) fn go_dark(&self) {
        self.with(|state| state.dark = true);
    }
}

impl Outlet for Screen {
    fn send(&self, message: &Outgoing) -> Result<(), Full> {
        let head = self.history.head();
        let (dark, full) = self.with(|state| (state.dark, state.full));
        if dark {
            return Ok(());
        }
        if full {
            return Err(Full);
        }
        let shown = match message {
            Outgoing::View { seq, .. } => *seq,
            Outgoing::Entry(entry) => entry.seq,
            _ => 0,
        };
        if shown > head {
            self.history
                .violation(format!("{shown} is shown, the log ends at {head}"));
        }
        self.with(|state| state.messages.push(message.clone()));
        Ok(())
    }

    fn close(&self) {
        self.with(|state| state.closed = true);
    }
}
