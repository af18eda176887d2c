//! An outlet that keeps what it hears.

use std::{
    sync::{Arc, Mutex},
    time::Duration,
};

use codevlive_domain::room::view::RoomView;
use codevlive_live::outlet::{Full, Outgoing, Outlet};
use tokio::{sync::Notify, time::timeout};

/// Longer than anything takes; what has not happened by then never will.
const LONG: Duration = Duration::from_secs(20);

/// What a connection heard.
#[derive(Default)]
pub(crate) struct Ear {
    heard: Mutex<Heard>,
    changed: Notify,
}

#[derive(Default)]
struct Heard {
    messages: Vec<Outgoing>,
    paused: bool,
    closed: bool,
    refused: usize,
}

impl Outlet for Ear {
    fn send(&self, message: &Outgoing) -> Result<(), Full> {
        let mut heard = self.heard.lock().unwrap();
        let outcome = if heard.paused {
            heard.refused += 1;
            Err(Full)
        } else {
            heard.messages.push(message.clone());
            Ok(())
        };
        drop(heard);
        self.changed.notify_waiters();
        outcome
    }

    fn close(&self) {
        self.heard.lock().unwrap().closed = true;
        self.changed.notify_waiters();
    }
}

impl Ear {
    /// Takes nothing more, as a browser that does not read.
    pub(crate) fn pause(&self) {
        self.heard.lock().unwrap().paused = true;
    }

    pub(crate) fn resume(&self) {
        self.heard.lock().unwrap().paused = false;
    }

    pub(crate) fn is_closed(&self) -> bool {
        self.heard.lock().unwrap().closed
    }

    /// How many messages it would not take.
    pub(crate) fn refused(&self) -> usize {
        self.heard.lock().unwrap().refused
    }

    /// All it heard.
    pub(crate) fn heard(&self) -> Vec<Outgoing> {
        self.heard.lock().unwrap().messages.clone()
    }

    /// What it heard after the first `count` messages.
    pub(crate) fn heard_after(&self, count: usize) -> Vec<Outgoing> {
        self.heard.lock().unwrap().messages[count..].to_vec()
    }

    /// Waits until `found` finds something in all that was heard.
    pub(crate) async fn until<T>(
        &self,
        what: &str,
        mut found: impl FnMut(&[Outgoing]) -> Option<T>,
    ) -> T {
        let wait = async {
            loop {
                let changed = self.changed.notified();
                tokio::pin!(changed);
                changed.as_mut().enable();
                if let Some(found) = found(&self.heard.lock().unwrap().messages) {
                    return found;
                }
                changed.await;
            }
        };
        let Ok(found) = timeout(LONG, wait).await else {
            panic!("never heard {what}; heard {:#?}", self.heard());
        };
        found
    }

    /// Waits until the connection is closed.
    pub(crate) async fn until_closed(&self) {
        let wait = async {
            loop {
                let changed = self.changed.notified();
                tokio::pin!(changed);
                changed.as_mut().enable();
                if self.is_closed() {
                    return;
                }
                changed.await;
            }
        };
        timeout(LONG, wait).await.expect("the connection is closed");
    }

    /// The view it has now.
    pub(crate) fn view(&self) -> Option<Arc<RoomView>> {
        newest_view(&self.heard.lock().unwrap().messages)
    }

    /// Waits for a view like that.
    pub(crate) async fn view_where(
        &self,
        what: &str,
        like_that: impl Fn(&RoomView) -> bool,
    ) -> Arc<RoomView> {
        self.until(what, |heard| {
            newest_view(heard).filter(|view| like_that(view))
        })
        .await
    }
}

fn newest_view(heard: &[Outgoing]) -> Option<Arc<RoomView>> {
    heard.iter().rev().find_map(|message| match message {
        Outgoing::View { view, .. } => Some(Arc::clone(view)),
        _ => None,
    })
}
