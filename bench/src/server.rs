//! The servers under test, each started by the bench on a free port of this machine.

mod codevlive;
mod node;
mod peer;
mod redis;

use std::{
    net::{Ipv4Addr, TcpListener},
    path::PathBuf,
    process::Command,
    time::Duration,
};

use bytes::Bytes;
use futures_util::future::try_join_all;
use serde::Serialize;
use tempfile::TempDir;

use self::node::Node;
pub(crate) use self::redis::Redis;
use crate::{
    client::{self, Client},
    cores::Cores,
    failure::Result,
    process::Process,
};

/// Which server.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, clap::ValueEnum)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Kind {
    /// This product, with every edit on disk before anyone sees it.
    #[value(name = "codevlive")]
    CoDevLive,
    /// Socket.IO on Node, which hands edits on and stores nothing.
    SocketIo,
    /// Hocuspocus, which holds documents in memory.
    Hocuspocus,
    /// `BullMQ`, which has no rooms: a queue of jobs, on Node and Redis.
    #[value(name = "bullmq")]
    BullMq,
}

impl Kind {
    pub(crate) const ALL: [Self; 4] = [
        Self::CoDevLive,
        Self::SocketIo,
        Self::Hocuspocus,
        Self::BullMq,
    ];

    /// As the table calls it.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::CoDevLive => "CoDevLive",
            Self::SocketIo => "Node Socket.IO",
            Self::Hocuspocus => "Hocuspocus",
            Self::BullMq => "BullMQ",
        }
    }
}

/// What it takes to start any of the servers.
#[derive(Clone, Debug)]
pub(crate) struct Site {
    /// CoDevLive's binary.
    pub(crate) binary: PathBuf,
    /// The program that runs jobs through CoDevLive's queue.
    pub(crate) jobs: PathBuf,
    /// The folder of the peers and their packages.
    pub(crate) peers: PathBuf,
    /// A folder on a real disk.
    pub(crate) scratch: PathBuf,
    /// A `MongoDB` server for tests, if there is one.
    pub(crate) mongo: Option<String>,
    pub(crate) cores: Cores,
}

/// What a server is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Layout {
    /// One process and nothing else.
    Alone,
    /// So many nodes on one Redis, CoDevLive's on one `MongoDB` as well.
    Nodes(usize),
}

/// A room that is ready for its people.
#[derive(Clone, Debug)]
pub(crate) struct Room {
    pub(crate) id: String,
    /// One each; the first is the host's.
    pub(crate) tokens: Vec<String>,
}

/// A server that runs, until it is dropped.
pub(crate) struct Server {
    pub(crate) kind: Kind,
    layout: Layout,
    nodes: Vec<Node>,
    /// After the nodes, which are dropped first.
    redis: Option<Redis>,
    site: Site,
    /// Its data and its logs.
    folder: TempDir,
}

impl Server {
    pub(crate) async fn start(kind: Kind, layout: Layout, site: &Site) -> Result<Self> {
        let folder = tempfile::Builder::new()
            .prefix("bench-")
            .tempdir_in(&site.scratch)?;
        let redis = match layout {
            Layout::Alone => None,
            Layout::Nodes(_) => Some(Redis::start(folder.path(), site.cores).await?),
        };
        let server = Self {
            kind,
            layout,
            nodes: Vec::new(),
            redis,
            site: site.clone(),
            folder,
        };
        server.start_nodes().await
    }

    /// Kills CoDevLive and starts it again on the same data.
    pub(crate) async fn restart(mut self) -> Result<Self> {
        self.nodes.clear();
        self.start_nodes().await
    }

    async fn start_nodes(mut self) -> Result<Self> {
        let nodes = match self.layout {
            Layout::Alone => 1,
            Layout::Nodes(nodes) => nodes,
        };
        for number in 0..nodes {
            let port = free_port()?;
            let command = self.command(number, port)?;
            let log = self.folder.path().join(format!("log-{number}"));
            let process = Process::start(command, log, self.site.cores)?;
            let mut node = Node { port, process };
            node.ready(self.kind).await?;
            self.nodes.push(node);
        }
        Ok(self)
    }

    fn command(&self, number: usize, port: u16) -> Result<Command> {
        let redis = self.redis.as_ref().map(|redis| redis.port);
        match self.kind {
            Kind::CoDevLive => {
                let folder = self.folder.path().join(number.to_string());
                let mut command = codevlive::command(&self.site.binary, &folder, port)?;
                if let Some(redis) = redis {
                    codevlive::share(&mut command, redis, &self.database()?);
                }
                Ok(command)
            }
            Kind::SocketIo => Ok(peer::command(
                &self.site.peers,
                "socket-io.mjs",
                port,
                redis,
            )),
            Kind::Hocuspocus => Ok(peer::command(
                &self.site.peers,
                "hocuspocus.mjs",
                port,
                redis,
            )),
            Kind::BullMq => Err("BullMQ has no rooms".into()),
        }
    }

    /// A database of its own, which stays: the database server is one for tests.
    fn database(&self) -> Result<String> {
        let uri = self.site.mongo.as_ref().ok_or("no MongoDB is known")?;
        let (server, options) = uri.split_once('?').unwrap_or((uri, ""));
        let folder = self.folder.path().file_name().unwrap_or_default();
        let (server, process) = (server.trim_end_matches('/'), std::process::id());
        Ok(format!("{server}/{}-{process}?{options}", folder.display()))
    }

    /// Makes rooms for so many people each; nobody is connected yet.
    pub(crate) async fn make_rooms(&self, rooms: usize, people: usize) -> Result<Vec<Room>> {
        match self.kind {
            Kind::CoDevLive => codevlive::make_rooms(self.doors(1)[0], rooms, people).await,
            _ => Ok(peer::rooms(rooms, people)),
        }
    }

    /// Connects a room's people, each as far as one comes who may type.
    pub(crate) async fn enter(&self, room: &Room) -> Result<Vec<Client>> {
        let doors = self.doors(room.tokens.len());
        if self.kind == Kind::CoDevLive {
            let clients = codevlive::enter(&doors, room).await?;
            return Ok(clients.into_iter().map(Client::SocketIo).collect());
        }
        let people = doors.into_iter().zip(&room.tokens);
        try_join_all(people.map(async |(port, token)| {
            Ok(if self.kind == Kind::SocketIo {
                let client = client::socket_io::Client::connect(port, &room.id, token);
                Client::SocketIo(client.await?)
            } else {
                let client = client::hocuspocus::Client::connect(port, &room.id, token);
                Client::Hocuspocus(client.await?)
            })
        }))
        .await
    }

    /// Opens a room of CoDevLive as its host, and answers all of its code pad.
    pub(crate) async fn open(&self, room: &Room) -> Result<Bytes> {
        codevlive::open(self.doors(1)[0], room).await
    }

    /// The port of each person of a room: of two nodes, the first half comes to the first, as
    /// [`crate::load::halves`] has it.
    fn doors(&self, people: usize) -> Vec<u16> {
        let nodes = self.nodes.len();
        let node = |person| &self.nodes[person * nodes / people];
        (0..people).map(|person| node(person).port).collect()
    }

    /// Processor time of all nodes since their start.
    pub(crate) fn cpu(&self) -> Result<Duration> {
        self.nodes.iter().map(|node| node.process.cpu()).sum()
    }

    /// Memory in use by all nodes, in bytes.
    pub(crate) fn memory(&self) -> Result<u64> {
        self.nodes.iter().map(|node| node.process.memory()).sum()
    }

    /// That all still run; if not, the end of what one said.
    pub(crate) fn check(&mut self) -> Result<()> {
        self.nodes
            .iter_mut()
            .try_for_each(|node| node.process.check())
    }
}

fn free_port() -> Result<u16> {
    Ok(TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?
        .local_addr()?
        .port())
}
