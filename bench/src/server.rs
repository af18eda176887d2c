//! The servers under test, each started by the bench on a free port of this machine.

mod codevlive;
mod peer;

use std::{
    net::{Ipv4Addr, TcpListener},
    path::PathBuf,
    time::{Duration, Instant},
};

use bytes::Bytes;
use futures_util::future::try_join_all;
use serde::Serialize;
use tempfile::TempDir;
use tokio::{net::TcpStream, time::sleep};

use crate::{
    client::{self, Client},
    cores::Cores,
    failure::Result,
    process::Process,
};

/// A server has this long to start.
const START: Duration = Duration::from_secs(30);

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
}

impl Kind {
    pub(crate) const ALL: [Self; 3] = [Self::CoDevLive, Self::SocketIo, Self::Hocuspocus];

    /// As the table calls it.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::CoDevLive => "CoDevLive",
            Self::SocketIo => "Node Socket.IO",
            Self::Hocuspocus => "Hocuspocus",
        }
    }
}

/// What it takes to start any of the servers.
#[derive(Clone, Debug)]
pub(crate) struct Site {
    /// CoDevLive's binary.
    pub(crate) binary: PathBuf,
    /// The folder of the peers and their packages.
    pub(crate) peers: PathBuf,
    /// A folder on a real disk.
    pub(crate) scratch: PathBuf,
    pub(crate) cores: Cores,
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
    pub(crate) port: u16,
    pub(crate) process: Process,
    site: Site,
    /// Its data and its log.
    folder: TempDir,
}

impl Server {
    pub(crate) async fn start(kind: Kind, site: &Site) -> Result<Self> {
        let folder = tempfile::Builder::new()
            .prefix("bench-")
            .tempdir_in(&site.scratch)?;
        let port = free_port()?;
        let command = match kind {
            Kind::CoDevLive => codevlive::command(&site.binary, folder.path(), port)?,
            Kind::SocketIo => peer::command(&site.peers, "socket-io.mjs", port),
            Kind::Hocuspocus => peer::command(&site.peers, "hocuspocus.mjs", port),
        };
        let process = Process::start(command, folder.path().join("log"), site.cores)?;
        let mut server = Self {
            kind,
            port,
            process,
            site: site.clone(),
            folder,
        };
        server.ready().await?;
        Ok(server)
    }

    /// Kills CoDevLive and starts it again on the same data.
    pub(crate) async fn restart(self) -> Result<Self> {
        let Self {
            kind,
            process,
            site,
            folder,
            ..
        } = self;
        drop(process);
        let port = free_port()?;
        let command = codevlive::command(&site.binary, folder.path(), port)?;
        let process = Process::start(command, folder.path().join("log"), site.cores)?;
        let mut server = Self {
            kind,
            port,
            process,
            site,
            folder,
        };
        server.ready().await?;
        Ok(server)
    }

    /// Makes rooms for so many people each; nobody is connected yet.
    pub(crate) async fn make_rooms(&self, rooms: usize, people: usize) -> Result<Vec<Room>> {
        match self.kind {
            Kind::CoDevLive => codevlive::make_rooms(self.port, rooms, people).await,
            Kind::SocketIo | Kind::Hocuspocus => Ok(peer::rooms(rooms, people)),
        }
    }

    /// Connects a room's people, each as far as one comes who may type.
    pub(crate) async fn enter(&self, room: &Room) -> Result<Vec<Client>> {
        let tokens = room.tokens.iter();
        match self.kind {
            Kind::CoDevLive => {
                let clients = codevlive::enter(self.port, room).await?;
                Ok(clients.into_iter().map(Client::SocketIo).collect())
            }
            Kind::SocketIo => {
                try_join_all(tokens.map(async |token| {
                    let client =
                        client::socket_io::Client::connect(self.port, &room.id, token).await?;
                    Ok(Client::SocketIo(client))
                }))
                .await
            }
            Kind::Hocuspocus => {
                try_join_all(tokens.map(async |token| {
                    let client =
                        client::hocuspocus::Client::connect(self.port, &room.id, token).await?;
                    Ok(Client::Hocuspocus(client))
                }))
                .await
            }
        }
    }

    /// Opens a room of CoDevLive as its host, and answers all of its code pad.
    pub(crate) async fn open(&self, room: &Room) -> Result<Bytes> {
        codevlive::open(self.port, room).await
    }

    async fn ready(&mut self) -> Result<()> {
        let deadline = Instant::now() + START;
        while !self.answers().await {
            self.process.check()?;
            if Instant::now() > deadline {
                return Err(format!("no answer in {START:?}:\n{}", self.process.said()).into());
            }
            sleep(Duration::from_millis(10)).await;
        }
        Ok(())
    }

    async fn answers(&self) -> bool {
        match self.kind {
            Kind::CoDevLive => codevlive::is_ready(self.port).await,
            Kind::SocketIo | Kind::Hocuspocus => {
                TcpStream::connect((Ipv4Addr::LOCALHOST, self.port))
                    .await
                    .is_ok()
            }
        }
    }
}

fn free_port() -> Result<u16> {
    Ok(TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?
        .local_addr()?
        .port())
}
