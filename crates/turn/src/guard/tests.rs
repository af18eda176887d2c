use super::*;
use crate::settings::Quotas;

const PUBLIC: &str = "198.41.0.4";
const PORT: u16 = 3478;

fn guard(allow_private: bool) -> PeerGuard {
    let ledger = Ledger::new(Quotas::default());
    PeerGuard::new(allow_private, PUBLIC.parse().unwrap(), PORT, ledger)
}

fn at(ip: &str) -> SocketAddr {
    SocketAddr::new(ip.parse().unwrap(), 50_000)
}

/// Each range by its first and last address, and what stands in IPv6 for those.
const SPECIAL: &[(&str, Special)] = &[
    ("0.0.0.0", Special::Unspecified),
    ("0.255.255.255", Special::Unspecified),
    ("10.0.0.0", Special::Private),
    ("10.255.255.255", Special::Private),
    ("100.64.0.0", Special::Shared),
    ("100.127.255.255", Special::Shared),
    ("127.0.0.1", Special::Loopback),
    ("127.255.255.255", Special::Loopback),
    ("169.254.0.0", Special::LinkLocal),
    ("169.254.169.254", Special::LinkLocal),
    ("169.254.255.255", Special::LinkLocal),
    ("172.16.0.0", Special::Private),
    ("172.31.255.255", Special::Private),
    ("192.0.0.1", Special::Reserved),
    ("192.0.2.1", Special::Documentation),
    ("192.88.99.1", Special::Reserved),
    ("192.168.0.0", Special::Private),
    ("192.168.255.255", Special::Private),
    ("198.18.0.0", Special::Reserved),
    ("198.19.255.255", Special::Reserved),
    ("198.51.100.7", Special::Documentation),
    ("203.0.113.7", Special::Documentation),
    ("224.0.0.1", Special::Multicast),
    ("239.255.255.255", Special::Multicast),
    ("240.0.0.1", Special::Reserved),
    ("255.255.255.255", Special::Reserved),
    ("::", Special::Unspecified),
    ("::1", Special::Loopback),
    ("::2", Special::Mapped),
    ("::127.0.0.1", Special::Mapped),
    ("::10.0.0.1", Special::Mapped),
    ("::ffff:127.0.0.1", Special::Mapped),
    ("::ffff:10.0.0.1", Special::Mapped),
    ("::ffff:192.168.1.1", Special::Mapped),
    ("::ffff:169.254.169.254", Special::Mapped),
    ("::ffff:8.8.8.8", Special::Mapped),
    ("::ffff:0:127.0.0.1", Special::Reserved),
    ("64:ff9b::127.0.0.1", Special::Mapped),
    ("64:ff9b:1::10.0.0.1", Special::Mapped),
    ("100::1", Special::Reserved),
    ("2001::1", Special::Mapped),
    ("2001:1ff::1", Special::Reserved),
    ("2001:db8::1", Special::Documentation),
    ("2002:7f00:1::", Special::Mapped),
    ("2002:a00:1::1", Special::Mapped),
    ("3fff:fff::1", Special::Documentation),
    ("4000::1", Special::Reserved),
    ("fc00::1", Special::Private),
    ("fdff::1", Special::Private),
    ("fe80::1", Special::LinkLocal),
    ("febf::1", Special::LinkLocal),
    ("fec0::1", Special::Private),
    ("ff02::1", Special::Multicast),
    ("ffff::1", Special::Multicast),
];

const PLAIN: &[&str] = &[
    "1.1.1.1",
    "8.8.8.8",
    "9.255.255.255",
    "11.0.0.0",
    "100.63.255.255",
    "100.128.0.0",
    "126.255.255.255",
    "128.0.0.0",
    "169.253.255.255",
    "169.255.0.0",
    "172.15.255.255",
    "172.32.0.0",
    "192.0.1.0",
    "192.167.255.255",
    "192.169.0.0",
    "198.17.255.255",
    "198.20.0.0",
    "223.255.255.255",
    "2001:200::1",
    "2001:4860:4860::8888",
    "2606:4700::1111",
    "2a00:1450::1",
    "3fff:1000::1",
];

#[test]
fn special_addresses_are_known_and_refused() {
    for (ip, kind) in SPECIAL {
        assert_eq!(special(ip.parse().unwrap()), Some(*kind), "{ip}");
        assert_eq!(guard(false).route(at(ip)), Err(RefusedPeer), "{ip}");
    }
}

#[test]
fn all_others_are_reached() {
    for ip in PLAIN {
        assert_eq!(special(ip.parse().unwrap()), None, "{ip}");
        for allow_private in [false, true] {
            let route = guard(allow_private).route(at(ip));
            assert_eq!(route, Ok(Route::Outside), "{ip}");
        }
    }
}

#[test]
fn with_private_peers_nothing_but_those_is_reached_besides() {
    for (ip, kind) in SPECIAL {
        let local = [Special::Loopback, Special::Private, Special::Shared];
        let reached = guard(true).route(at(ip)).is_ok();
        assert_eq!(reached, local.contains(kind), "{ip}");
    }
}

#[test]
fn at_our_own_address_are_our_relays_only() {
    let ledger = Ledger::new(Quotas::default());
    let mut place = ledger.take(at("9.9.9.9"), "asha").unwrap();
    place.listens_on(50_000);
    let public = PUBLIC.parse().unwrap();
    let strict = PeerGuard::new(false, public, PORT, Arc::clone(&ledger));
    let other = SocketAddr::new(public, 50_001);
    assert_eq!(strict.route(at(PUBLIC)), Ok(Route::OwnRelay));
    assert_eq!(strict.route(other), Err(RefusedPeer));
    let open = PeerGuard::new(true, public, PORT, ledger);
    assert_eq!(open.route(other), Ok(Route::Outside));
    for ip in [PUBLIC, "127.0.0.1"] {
        let server = SocketAddr::new(ip.parse().unwrap(), PORT);
        assert_eq!(open.route(server), Err(RefusedPeer), "{ip}: a loop");
    }
    drop(place);
    assert_eq!(strict.route(at(PUBLIC)), Err(RefusedPeer), "it is gone");
}

#[test]
fn a_peer_has_a_port() {
    let nowhere = SocketAddr::new("8.8.8.8".parse().unwrap(), 0);
    assert_eq!(guard(true).route(nowhere), Err(RefusedPeer));
}
