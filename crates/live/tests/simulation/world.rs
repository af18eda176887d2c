//! A room, the nodes that serve it, the people in it, and what goes wrong.

mod end;
mod faults;
mod people;

use std::{sync::Arc, time::Duration};

use codevlive_domain::clock::Clock;
use codevlive_domain::{
    id::{PadId, PersonId, RoomId},
    room::{
        command::Command,
        decide::NewRoom,
        event::RoomKind,
        person::{Identity, Role},
        signal::SignalKind,
    },
};
use codevlive_live::{rooms::Creation, settings::LiveSettings};
use codevlive_store::{Store, memory::MemoryStore};
use tokio::{
    task::JoinHandle,
    time::{Instant, sleep},
};

use crate::{
    clock::NodeClock,
    dice::Dice,
    disk::Disk,
    history::History,
    node::Node,
    tab::{Desk, Tab},
    wire::Wire,
};

/// How many things happen before all is healed.
const STEPS: u64 = 90;

pub(crate) struct World {
    pub(crate) dice: Dice,
    pub(crate) history: History,
    pub(crate) store: Store,
    pub(crate) room: RoomId,
    wire: Wire,
    settings: LiveSettings,
    started: Instant,
    /// The machines: each has a node, or its process is gone.
    nodes: Vec<Machine>,
    started_nodes: u64,
    /// Nodes that were told to go, and what waits for them.
    leaving: Vec<(Arc<Node>, JoinHandle<()>)>,
    /// The first is the host's, who is host all the time.
    pub(crate) tabs: Vec<Tab>,
    problems: u64,
}

struct Machine {
    clock: Arc<NodeClock>,
    node: Option<Arc<Node>>,
}

impl World {
    /// A room with its host and two interviewers inside, and candidates at the door.
    pub(crate) async fn new(seed: u64, traced: bool) -> Self {
        let dice = Dice::new(seed);
        let history = History::new(traced);
        let started = Instant::now();
        let clock = NodeClock::new(dice.clone(), started);
        let (room, notes) = (RoomId(clock.new_id()), PadId(clock.new_id()));
        let mut world = Self {
            wire: Wire::new(dice.clone()),
            settings: settings(&dice),
            store: MemoryStore::open(),
            started,
            nodes: Vec::new(),
            started_nodes: 0,
            leaving: Vec::new(),
            tabs: Vec::new(),
            problems: 0,
            room,
            dice,
            history,
        };
        for _ in 0..2 + world.dice.below(2) {
            let clock = Arc::new(NodeClock::new(world.dice.clone(), started));
            let node = Some(world.start(&clock));
            world.nodes.push(Machine { clock, node });
        }
        world.people(notes);
        world.create(notes).await;
        world.begin().await;
        world
    }

    fn people(&mut self, notes: PadId) {
        let desk = Desk {
            dice: self.dice.clone(),
            history: self.history.clone(),
            room: self.room,
            notes,
        };
        let names = ["Asha", "Bo", "Cleo", "Dara", "Eli", "Fay"];
        for name in names {
            let me = Identity {
                id: PersonId(self.nodes[0].clock.new_id()),
                name: name.to_owned(),
            };
            let candidate = !["Asha", "Bo", "Cleo"].contains(&name);
            self.tabs.push(Tab::new(desk.clone(), me, candidate));
        }
        // Bo has another tab.
        let again = self.tabs[1].another();
        self.tabs.push(again);
    }

    fn start(&mut self, clock: &Arc<NodeClock>) -> Arc<Node> {
        self.started_nodes += 1;
        let number = self.started_nodes;
        let disk = Disk::new(
            &self.store,
            self.dice.clone(),
            Arc::clone(&self.history.head),
        );
        let parts = (&self.store, &self.wire, &self.settings);
        self.history.note(format_args!("node {number} starts"));
        Node::start(number, parts, disk, Arc::clone(clock), self.history.clone())
    }

    /// The nodes that live.
    fn alive(&self) -> Vec<Arc<Node>> {
        let nodes = self.nodes.iter().filter_map(|machine| machine.node.clone());
        nodes.collect()
    }

    async fn create(&self, notes: PadId) {
        let clock = &self.nodes[0].clock;
        let room = NewRoom {
            kind: RoomKind::Interview,
            title: "Interview".to_owned(),
            signals: SignalKind::ALL.to_vec(),
            code_pad: PadId(clock.new_id()),
            notes_pad: notes,
        };
        let creation = Creation {
            id: self.room,
            room,
            host: self.tabs[0].me.clone(),
            scheduled_at: None,
            problem_ids: Vec::new(),
            retention_days: 90,
        };
        let node = self.alive().remove(0);
        node.rooms.create(creation).await.unwrap();
    }

    /// All connect, and the interviewers are let in.
    async fn begin(&mut self) {
        self.connect_all();
        self.pass(Duration::from_millis(20)).await;
        for index in [1, 2] {
            self.tabs[index].asks(Command::Knock { message: None });
        }
        self.pass(Duration::from_millis(20)).await;
        for index in [1, 2] {
            let person = self.tabs[index].me.id;
            self.tabs[0].asks(Command::Admit {
                person,
                reason: None,
            });
            let role = Role::Interviewer;
            self.tabs[0].asks(Command::SetRole { person, role });
        }
        self.pass(Duration::from_millis(20)).await;
    }

    fn connect_all(&mut self) {
        let nodes = self.alive();
        for tab in &mut self.tabs {
            if tab.is_off()
                && let Some(node) = self.dice.pick_any(&nodes)
            {
                tab.connect(&node);
            }
        }
    }

    /// Time passes, and everyone looks at their screens now and then.
    async fn pass(&mut self, time: Duration) {
        let until = Instant::now() + time;
        while Instant::now() < until {
            let left = until - Instant::now();
            let look = Duration::from_millis(10) + time / 50;
            sleep(left.min(look)).await;
            self.look();
        }
    }

    fn look(&mut self) {
        self.tabs.iter_mut().for_each(Tab::looks);
    }

    /// Lets people do what they do while things go wrong.
    pub(crate) async fn run(&mut self) {
        for _ in 0..STEPS {
            if self.dice.chance(25) {
                self.fault();
            }
            for _ in 0..=self.dice.below(3) {
                self.act();
            }
            let most = if self.dice.chance(4) { 3_000 } else { 30 };
            let pause = self.dice.pause(most);
            sleep(pause).await;
            self.look();
        }
    }
}

/// Short times, so that all of them run out now and then.
fn settings(dice: &Dice) -> LiveSettings {
    LiveSettings {
        inbox_messages: dice.pick(&[8, 64, 1_024]),
        gather: dice.pick(&[Duration::ZERO, Duration::from_millis(2)]),
        connection_lost_after: Duration::from_millis(300),
        left_after: Duration::from_secs(3),
        unload_after: Duration::from_secs(1),
        lagging_retry: Duration::from_millis(50),
        lagging_limit: Duration::from_secs(3),
        close_grace: Duration::from_millis(100),
        checkpoint_entries: dice.pick(&[5, 20, 100]),
        presence_interval: Duration::from_secs(1),
        ..LiveSettings::default()
    }
}
