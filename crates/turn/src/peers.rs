//! Whom one allocation talks to: permissions and channels (RFC 8656, 9 and 12).
//!
//! The crate `turn` has both, with a task for each, and waits for that task while it holds the lock that the task
//! needs to end: who asked twice for one that was ending stopped the server for everyone. Here they are a table.

use std::{
    collections::HashMap,
    net::{IpAddr, SocketAddr},
    time::Duration,
};

use tokio::time::Instant;

/// For how long a permission is good (RFC 8656, 9).
const PERMISSION: Duration = Duration::from_mins(5);

/// For how long a channel is bound (RFC 8656, 12).
const CHANNEL: Duration = Duration::from_mins(10);

/// Permissions of one allocation, and channels. A browser asks for one for each candidate of one other person.
pub(crate) const MOST: usize = 64;

/// Whom one allocation talks to.
#[derive(Debug, Default)]
pub(crate) struct Peers {
    /// Until when, by address: all its ports are meant (RFC 8656, 9).
    permissions: HashMap<IpAddr, Instant>,
    channels: HashMap<u16, Channel>,
}

#[derive(Debug)]
struct Channel {
    peer: SocketAddr,
    ends: Instant,
}

/// Why there is no permission or channel.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum NotDone {
    /// There are [`MOST`] of them.
    Full,
    /// The channel has another peer, or the peer another channel.
    Bound,
}

/// How something from a peer goes to the client.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Way {
    Channel(u16),
    /// In a Data indication.
    Indication,
}

impl Peers {
    /// A permission for an address, or more time for the one it has.
    pub(crate) fn permit(&mut self, ip: IpAddr, now: Instant) -> Result<(), NotDone> {
        self.permissions.retain(|_, ends| now < *ends);
        if self.permissions.len() >= MOST && !self.permissions.contains_key(&ip) {
            return Err(NotDone::Full);
        }
        self.permissions.insert(ip, now + PERMISSION);
        Ok(())
    }

    /// A channel to a peer, or more time for the one that is there; and a permission (RFC 8656, 12.2).
    pub(crate) fn bind(
        &mut self,
        number: u16,
        peer: SocketAddr,
        now: Instant,
    ) -> Result<(), NotDone> {
        self.channels.retain(|_, channel| now < channel.ends);
        let mut others = self.channels.iter();
        if others.any(|(other, channel)| (*other == number) != (channel.peer == peer)) {
            return Err(NotDone::Bound);
        }
        if self.channels.len() >= MOST && !self.channels.contains_key(&number) {
            return Err(NotDone::Full);
        }
        self.permit(peer.ip(), now)?;
        let ends = now + CHANNEL;
        self.channels.insert(number, Channel { peer, ends });
        Ok(())
    }

    /// Whether something may go to that address.
    pub(crate) fn may(&self, ip: IpAddr, now: Instant) -> bool {
        self.permissions.get(&ip).is_some_and(|ends| now < *ends)
    }

    /// The peer of a channel.
    pub(crate) fn of(&self, number: u16, now: Instant) -> Option<SocketAddr> {
        let channel = self.channels.get(&number);
        let bound = channel.filter(|channel| now < channel.ends);
        bound.map(|channel| channel.peer)
    }

    /// How something from that peer goes to the client, if it may (RFC 8656, 11.3 and 12.7).
    pub(crate) fn way(&self, peer: SocketAddr, now: Instant) -> Option<Way> {
        if !self.may(peer.ip(), now) {
            return None;
        }
        let mut bound = self.channels.iter();
        let found = bound.find(|(_, channel)| channel.peer == peer && now < channel.ends);
        Some(found.map_or(Way::Indication, |(number, _)| Way::Channel(*number)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ip(n: usize) -> IpAddr {
        IpAddr::from([8, 8, 0, u8::try_from(n).unwrap()])
    }

    fn at(n: usize) -> SocketAddr {
        SocketAddr::new(ip(n), 9)
    }

    fn millis(millis: u64) -> Duration {
        Duration::from_millis(millis)
    }

    #[test]
    fn a_permission_is_for_five_minutes_from_when_it_was_last_asked_for() {
        let (mut peers, start) = (Peers::default(), Instant::now());
        assert!(!peers.may(ip(1), start));
        peers.permit(ip(1), start).unwrap();
        assert!(peers.may(ip(1), start + millis(299_999)));
        assert!(!peers.may(ip(1), start + millis(300_000)));
        assert!(!peers.may(ip(2), start));
        peers.permit(ip(1), start + millis(299_999)).unwrap();
        assert!(peers.may(ip(1), start + millis(599_998)));
        assert!(!peers.may(ip(1), start + millis(599_999)));
    }

    #[test]
    fn a_channel_is_for_ten_minutes_and_its_permission_for_five() {
        let (mut peers, start) = (Peers::default(), Instant::now());
        peers.bind(0x4000, at(1), start).unwrap();
        assert_eq!(peers.of(0x4000, start), Some(at(1)));
        assert_eq!(peers.way(at(1), start), Some(Way::Channel(0x4000)));
        let other = SocketAddr::new(ip(1), 10);
        assert_eq!(peers.way(other, start), Some(Way::Indication));
        assert_eq!(peers.way(at(2), start), None);
        let later = start + millis(300_000);
        assert_eq!(peers.of(0x4000, later), Some(at(1)));
        assert_eq!(peers.way(at(1), later), None, "without a permission");
        let end = start + millis(600_000);
        peers.permit(ip(1), end).unwrap();
        assert_eq!(peers.of(0x4000, end), None);
        assert_eq!(peers.way(at(1), end), Some(Way::Indication));
    }

    #[test]
    fn a_channel_has_one_peer_and_a_peer_one_channel() {
        let (mut peers, start) = (Peers::default(), Instant::now());
        peers.bind(0x4000, at(1), start).unwrap();
        assert_eq!(peers.bind(0x4000, at(2), start), Err(NotDone::Bound));
        assert_eq!(peers.bind(0x4001, at(1), start), Err(NotDone::Bound));
        assert!(!peers.may(ip(2), start), "what is refused permits nothing");
        assert_eq!(peers.bind(0x4000, at(1), start + millis(1)), Ok(()));
        assert_eq!(peers.of(0x4000, start + millis(600_000)), Some(at(1)));
        assert_eq!(peers.bind(0x4000, at(2), start + millis(600_001)), Ok(()));
    }

    #[test]
    fn there_are_so_many_and_those_that_are_over_do_not_count() {
        let (mut peers, start) = (Peers::default(), Instant::now());
        for n in 0..MOST {
            peers.permit(ip(n), start).unwrap();
        }
        assert_eq!(peers.permit(ip(MOST), start), Err(NotDone::Full));
        assert_eq!(peers.bind(0x4000, at(MOST), start), Err(NotDone::Full));
        assert_eq!(peers.permit(ip(0), start), Ok(()), "it has one");
        assert_eq!(peers.permit(ip(MOST), start + PERMISSION), Ok(()));
        assert_eq!(peers.permissions.len(), 1);
    }

    #[test]
    fn channels_to_one_address_are_counted_too() {
        let (mut peers, start) = (Peers::default(), Instant::now());
        let mut bind = |n: u16, now| peers.bind(0x4000 + n, SocketAddr::new(ip(1), 1 + n), now);
        let most = u16::try_from(MOST).unwrap();
        for n in 0..most {
            bind(n, start).unwrap();
        }
        assert_eq!(bind(most, start), Err(NotDone::Full));
        assert_eq!(bind(0, start), Ok(()), "it is there");
        assert_eq!(bind(most, start + CHANNEL), Ok(()));
        assert_eq!(peers.channels.len(), 1);
    }
}
