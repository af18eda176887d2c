//! One process of a server.

use std::{
    net::Ipv4Addr,
    time::{Duration, Instant},
};

use tokio::{net::TcpStream, time::sleep};

use super::{Kind, codevlive};
use crate::{failure::Result, process::Process};

/// It has this long to start.
const START: Duration = Duration::from_secs(30);

/// A process that people connect to.
pub(super) struct Node {
    pub(super) port: u16,
    pub(super) process: Process,
}

impl Node {
    /// Waits until it serves.
    pub(super) async fn ready(&mut self, kind: Kind) -> Result<()> {
        let port = self.port;
        until(&mut self.process, async || match kind {
            Kind::CoDevLive => codevlive::is_ready(port).await,
            _ => listens(port).await,
        })
        .await
    }
}

/// Asks again and again until the answer is yes; fails if the process ends, or takes too long.
pub(super) async fn until(process: &mut Process, is_ready: impl AsyncFn() -> bool) -> Result<()> {
    let deadline = Instant::now() + START;
    while !is_ready().await {
        process.check()?;
        if Instant::now() > deadline {
            return Err(format!("no answer in {START:?}:\n{}", process.said()).into());
        }
        sleep(Duration::from_millis(10)).await;
    }
    Ok(())
}

/// Whether someone listens at a port of this machine.
pub(super) async fn listens(port: u16) -> bool {
    let connected = TcpStream::connect((Ipv4Addr::LOCALHOST, port)).await;
    connected.is_ok()
}
