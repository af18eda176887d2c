//! Who has which allocations now.

use std::{
    collections::{HashMap, HashSet},
    net::{IpAddr, SocketAddr},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use crate::{meters, relay::Relay, settings::Quotas};

/// All allocations of this server. Bounded by [`Quotas::of_all`].
#[derive(Debug)]
pub(crate) struct Ledger {
    quotas: Quotas,
    open: Mutex<Open>,
}

#[derive(Debug, Default)]
struct Open {
    /// By the address of the client. An entry goes with its [`Place`].
    allocations: HashMap<SocketAddr, Holder>,
    /// Where their relays are.
    relays: HashSet<u16>,
}

#[derive(Debug)]
struct Holder {
    user: String,
    source: Source,
    /// None until it is open. It goes with the entry, or it would never go: it knows this ledger, too.
    relay: Option<Arc<Relay>>,
}

/// Why there is no place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Full {
    /// This client has an allocation.
    Taken,
    /// The user, or all behind that address, have as many as they may.
    Quota,
    /// There are as many as there may be.
    Server,
}

/// One allocation, until it is dropped. The relay holds it.
#[derive(Debug)]
pub(crate) struct Place {
    client: SocketAddr,
    relay: Option<u16>,
    ledger: Arc<Ledger>,
}

impl Ledger {
    pub(crate) fn new(quotas: Quotas) -> Arc<Self> {
        Arc::new(Self {
            quotas,
            open: Mutex::default(),
        })
    }

    /// A place for one more, if there is one.
    pub(crate) fn take(self: &Arc<Self>, client: SocketAddr, user: &str) -> Result<Place, Full> {
        let mut open = self.lock();
        let all = &mut open.allocations;
        if all.contains_key(&client) {
            return Err(Full::Taken);
        }
        if all.len() >= self.quotas.of_all {
            return Err(Full::Server);
        }
        let source = Source::of(client.ip());
        let of_user = all.values().filter(|holder| holder.user == user).count();
        let of_source = all.values().filter(|holder| holder.source == source);
        if of_user >= self.quotas.of_user || of_source.count() >= self.quotas.of_source {
            return Err(Full::Quota);
        }
        let user = user.to_owned();
        let relay = None;
        all.insert(
            client,
            Holder {
                user,
                source,
                relay,
            },
        );
        meters::allocations(all.len());
        Ok(Place {
            client,
            relay: None,
            ledger: Arc::clone(self),
        })
    }

    /// Whose the allocation of this client is, if it has one.
    pub(crate) fn holder(&self, client: SocketAddr) -> Option<String> {
        let open = self.lock();
        let holder = open.allocations.get(&client);
        holder.map(|holder| holder.user.clone())
    }

    /// The relay of this client, if it has one.
    pub(crate) fn relay(&self, client: SocketAddr) -> Option<Arc<Relay>> {
        let open = self.lock();
        let holder = open.allocations.get(&client)?;
        holder.relay.clone()
    }

    /// Whether one of the relays is on that port.
    pub(crate) fn is_relay(&self, port: u16) -> bool {
        self.lock().relays.contains(&port)
    }

    fn lock(&self) -> MutexGuard<'_, Open> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Place {
    /// Its relay is on that port.
    pub(crate) fn listens_on(&mut self, port: u16) {
        self.relay = Some(port);
        self.ledger.lock().relays.insert(port);
    }

    /// Its relay is this one.
    pub(crate) fn open(&mut self, relay: Arc<Relay>) {
        let mut open = self.ledger.lock();
        if let Some(holder) = open.allocations.get_mut(&self.client) {
            holder.relay = Some(relay);
        }
    }

    /// Whose it is.
    pub(crate) const fn client(&self) -> SocketAddr {
        self.client
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut open = self.ledger.lock();
        let gone = open.allocations.remove(&self.client);
        if let Some(port) = self.relay {
            open.relays.remove(&port);
        }
        meters::allocations(open.allocations.len());
        drop(open);
        // With the relay goes its port, which another may have from now on.
        drop(gone);
    }
}

/// By what an address is counted: an IPv6 client has a whole /64 to choose from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Source(u128);

impl Source {
    pub(crate) fn of(ip: IpAddr) -> Self {
        Self(match ip {
            IpAddr::V4(ip) => u128::from(u32::from(ip)),
            IpAddr::V6(ip) => u128::from(ip) >> 64 << 64,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ledger(of_user: usize, of_source: usize, of_all: usize) -> Arc<Ledger> {
        Ledger::new(Quotas {
            of_user,
            of_source,
            of_all,
            ..Quotas::default()
        })
    }

    fn client(text: &str) -> SocketAddr {
        text.parse().unwrap()
    }

    #[test]
    fn a_user_has_so_many_and_gives_them_back() {
        let ledger = ledger(2, 10, 10);
        let first = ledger.take(client("1.1.1.1:1"), "asha").unwrap();
        let _second = ledger.take(client("1.1.1.2:1"), "asha").unwrap();
        let third = |user| ledger.take(client("1.1.1.3:1"), user).map(drop);
        assert_eq!(third("asha"), Err(Full::Quota));
        assert_eq!(third("ben"), Ok(()));
        drop(first);
        assert_eq!(third("asha"), Ok(()));
    }

    #[test]
    fn an_address_has_so_many_whoever_it_is() {
        let ledger = ledger(10, 2, 10);
        let take = |at: &str, user: &str| ledger.take(client(at), user);
        let _held = (take("1.1.1.1:1", "asha"), take("1.1.1.1:2", "ben"));
        assert_eq!(take("1.1.1.1:3", "chen").map(drop), Err(Full::Quota));
        assert_eq!(take("1.1.1.2:3", "chen").map(drop), Ok(()));
        let _six = (
            take("[2a00::1]:1", "d").unwrap(),
            take("[2a00::2]:1", "e").unwrap(),
        );
        assert_eq!(take("[2a00::3]:1", "f").map(drop), Err(Full::Quota));
    }

    #[test]
    fn there_are_so_many_in_all_and_one_a_client() {
        let ledger = ledger(10, 10, 2);
        let take = |at: &str| ledger.take(client(at), "asha");
        let _first = take("1.1.1.1:1").unwrap();
        assert_eq!(take("1.1.1.1:1").map(drop), Err(Full::Taken));
        let _second = take("1.1.1.1:2").unwrap();
        assert_eq!(take("1.1.1.1:3").map(drop), Err(Full::Server));
    }

    #[test]
    fn nothing_is_kept_of_what_is_gone() {
        let ledger = ledger(10, 10, 10);
        let at = client("1.1.1.1:1");
        let mut place = ledger.take(at, "asha").unwrap();
        place.listens_on(5);
        assert_eq!(ledger.holder(at).as_deref(), Some("asha"));
        assert!(ledger.is_relay(5));
        drop(place);
        assert!(ledger.holder(at).is_none() && !ledger.is_relay(5));
    }
}
