//! What the tests of open rooms play on: a store in a temporary folder, nodes on one bus, and browsers
//! that type, listen, and can stop listening.

pub(crate) mod browser;
mod doc;
pub(crate) mod ear;
pub(crate) mod faults;

use std::{
    sync::{
        Arc,
        atomic::{AtomicI64, AtomicU64, Ordering},
    },
    time::{Duration, Instant},
};

use codevlive_domain::{
    clock::Clock,
    id::{PadId, PersonId, RoomId, SessionId},
    room::{
        decide::{Invited, NewRoom},
        entry::Entry,
        event::RoomKind,
        person::Identity,
        signal::SignalKind,
    },
    time::Millis,
};
use codevlive_live::{
    bus::local::LocalBus,
    notices::Notices,
    rooms::{Arrival, ConnectError, Creation, Rooms},
    settings::LiveSettings,
};
use codevlive_store::{
    Store,
    conformance::{Temporary, temporary},
};
use uuid::{Builder, Uuid};

use self::{browser::Browser, ear::Ear, faults::Faults};

/// A clock that goes on its own, and can be set forward.
pub(crate) struct StageClock {
    started: Instant,
    ahead: AtomicI64,
    ids: AtomicU64,
    /// How often somebody looked at it.
    pub(crate) looks: AtomicU64,
}

impl StageClock {
    pub(crate) fn advance(&self, by: Duration) {
        let by = i64::try_from(by.as_millis()).unwrap();
        self.ahead.fetch_add(by, Ordering::SeqCst);
    }
}

impl Clock for StageClock {
    fn now(&self) -> Millis {
        self.looks.fetch_add(1, Ordering::SeqCst);
        let since = i64::try_from(self.started.elapsed().as_millis()).unwrap();
        Millis(1_800_000_000_000 + since + self.ahead.load(Ordering::SeqCst))
    }

    fn new_id(&self) -> Uuid {
        let mut rest = [0; 10];
        rest[2..].copy_from_slice(&self.ids.fetch_add(1, Ordering::SeqCst).to_be_bytes());
        let now = u64::try_from(self.now().0).unwrap();
        Builder::from_unix_timestamp_millis(now, &rest).into_uuid()
    }
}

/// A store, a bus, a clock, and what can go wrong with the store.
pub(crate) struct Stage {
    pub(crate) store: Store,
    pub(crate) bus: LocalBus,
    pub(crate) clock: Arc<StageClock>,
    pub(crate) faults: Arc<Faults>,
    pub(crate) settings: LiveSettings,
    _folder: Temporary,
}

impl Stage {
    pub(crate) fn new() -> Self {
        let folder = temporary();
        let (store, faults) = Faults::before(&folder.store);
        let clock = StageClock {
            started: Instant::now(),
            ahead: AtomicI64::new(0),
            ids: AtomicU64::new(1),
            looks: AtomicU64::new(0),
        };
        // People have left and rooms are unloaded a tenth of a second after the last connection.
        let settings = LiveSettings {
            connection_lost_after: Duration::from_millis(30),
            left_after: Duration::from_millis(100),
            unload_after: Duration::from_millis(100),
            lagging_retry: Duration::from_millis(10),
            close_grace: Duration::from_millis(10),
            presence_interval: Duration::from_millis(100),
            knock_unheard_after: Duration::from_millis(50),
            ..LiveSettings::default()
        };
        let bus = LocalBus::default();
        Self {
            store,
            bus,
            clock: Arc::new(clock),
            faults,
            settings,
            _folder: folder,
        }
    }

    /// Another node on the same store and bus.
    pub(crate) fn node(&self) -> Rooms {
        Rooms::new(
            self.store.clone(),
            Arc::new(self.bus.clone()),
            Arc::clone(&self.clock) as Arc<dyn Clock>,
            self.settings.clone(),
        )
    }

    /// Another node, whose rooms tell what happens in them.
    pub(crate) fn node_telling(&self, notices: Arc<dyn Notices>) -> Rooms {
        Rooms::with_notices(
            self.store.clone(),
            Arc::new(self.bus.clone()),
            Arc::clone(&self.clock) as Arc<dyn Clock>,
            self.settings.clone(),
            notices,
        )
    }

    pub(crate) fn person(&self, name: &str) -> Identity {
        Identity {
            id: PersonId(self.clock.new_id()),
            name: name.to_owned(),
        }
    }

    /// A room of Asha's, its code pad, and its notes pad.
    pub(crate) async fn room(&self, node: &Rooms) -> Play {
        let host = self.person("Asha");
        let (code, notes) = (PadId(self.clock.new_id()), PadId(self.clock.new_id()));
        let room = NewRoom {
            kind: RoomKind::Interview,
            title: "Interview".to_owned(),
            signals: SignalKind::ALL.to_vec(),
            code_pad: code,
            notes_pad: notes,
        };
        let id = RoomId(self.clock.new_id());
        let creation = Creation {
            id,
            room,
            host: host.clone(),
            scheduled_at: None,
            problem_ids: Vec::new(),
            retention_days: 90,
        };
        node.create(creation).await.unwrap();
        Play {
            id,
            host,
            code,
            notes,
        }
    }

    /// All entries of a room's log.
    pub(crate) async fn log(&self, room: RoomId) -> Vec<Entry> {
        self.store.log.read(room, 0, usize::MAX).await.unwrap()
    }

    /// A person comes into a room by a node.
    pub(crate) async fn comes(&self, node: &Rooms, play: &Play, who: &Identity) -> Browser {
        self.tries(node, play.id, who, None).await.unwrap()
    }

    /// A person comes by an invitation that was made at a time.
    pub(crate) async fn comes_by(
        &self,
        node: &Rooms,
        play: &Play,
        who: &Identity,
        invited: Invited,
    ) -> Result<Browser, ConnectError> {
        self.arrives(node, play.id, who, (None, Some(invited)))
            .await
    }

    /// A person tries to.
    pub(crate) async fn tries(
        &self,
        node: &Rooms,
        room: RoomId,
        who: &Identity,
        after: Option<u64>,
    ) -> Result<Browser, ConnectError> {
        self.arrives(node, room, who, (after, None)).await
    }

    async fn arrives(
        &self,
        node: &Rooms,
        room: RoomId,
        who: &Identity,
        (after, invited): (Option<u64>, Option<Invited>),
    ) -> Result<Browser, ConnectError> {
        let ear = Arc::new(Ear::default());
        let arrival = Arrival {
            identity: who.clone(),
            session: Some(SessionId(who.id.0)),
            outlet: Arc::clone(&ear) as _,
            after,
            invited,
        };
        let connection = node.connect(room, arrival).await?;
        Ok(Browser::new(
            who.clone(),
            connection,
            ear,
            self.clock.new_id(),
        ))
    }

    /// The host comes, and a candidate who is let in.
    pub(crate) async fn interview(&self, node: &Rooms, play: &Play) -> (Browser, Browser) {
        let host = self.comes(node, play, &play.host).await;
        let candidate = self.candidate(node, play, &host, "Chidi").await;
        (host, candidate)
    }

    /// A candidate knocks and is let in.
    pub(crate) async fn candidate(
        &self,
        node: &Rooms,
        play: &Play,
        host: &Browser,
        name: &str,
    ) -> Browser {
        let candidate = self.comes(node, play, &self.person(name)).await;
        candidate.knocks().await.unwrap();
        host.admits(&candidate).await.unwrap();
        candidate
    }
}

/// A room to play in.
#[derive(Clone, Debug)]
pub(crate) struct Play {
    pub(crate) id: RoomId,
    pub(crate) host: Identity,
    pub(crate) code: PadId,
    pub(crate) notes: PadId,
}
