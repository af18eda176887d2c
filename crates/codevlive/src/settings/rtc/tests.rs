use super::*;

const URL: (Setting, &str) = (Setting::TurnUrl, "turn:turn.example.org");
const SECRET: (Setting, &str) = (Setting::TurnSecret, "hidden-and-long-enough");
const LISTEN: (Setting, &str) = (Setting::TurnListen, "0.0.0.0:3478");
const PUBLIC: (Setting, &str) = (Setting::TurnPublicAddress, "198.51.100.7");

fn read(values: &[(Setting, &str)]) -> RtcSettings {
    RtcSettings::validate(&RawSettings::of(values)).expect("valid")
}

fn embedded_of(values: &[(Setting, &str)]) -> EmbeddedTurn {
    match read(values).turn {
        Some(TurnChoice::Embedded(embedded)) => embedded,
        other => panic!("{other:?}"),
    }
}

#[test]
fn nothing_set_is_no_server() {
    let rtc = read(&[]);
    assert!(rtc.stun.is_empty() && rtc.turn.is_none());
}

#[test]
fn the_embedded_server_is_told_where_it_listens() {
    let embedded = embedded_of(&[LISTEN, PUBLIC]);
    assert_eq!(embedded.listen.to_string(), "0.0.0.0:3478");
    assert_eq!(embedded.public_address.to_string(), "198.51.100.7");
    assert_eq!(embedded.relay_ports, RELAY_PORTS);
    assert!(!embedded.allow_private_peers && embedded.secret.is_none());
    let listen = (Setting::TurnListen, "192.168.1.7:3478");
    let ports = (Setting::TurnRelayPorts, "50000 - 50100");
    let private = (Setting::TurnAllowPrivatePeers, "on");
    let embedded = embedded_of(&[listen, ports, private, SECRET]);
    assert_eq!(embedded.public_address.to_string(), "192.168.1.7");
    assert_eq!(embedded.relay_ports, 50_000..=50_100);
    assert!(embedded.allow_private_peers && embedded.secret.is_some());
}

#[test]
fn servers_of_others_come_before_it() {
    let turn = read(&[URL, SECRET, LISTEN, PUBLIC]).turn;
    let Some(TurnChoice::External { urls, secret }) = turn else {
        panic!("{turn:?}");
    };
    assert_eq!((urls, secret.as_str()), (vec![URL.1.to_owned()], SECRET.1));
}

#[test]
fn urls_are_those_that_browsers_take() {
    for list in [
        "turn:a.example:3478?transport=udp, turns:a.example:5349?transport=tcp",
        "turn:192.0.2.7",
        "turn:[2001:db8::7]:3478",
        "turn:[2001:db8::7]",
        "turns:a",
    ] {
        let turn = read(&[(Setting::TurnUrl, list), SECRET]).turn;
        let Some(TurnChoice::External { urls, .. }) = turn else {
            panic!("{list}");
        };
        assert_eq!(urls.join(", "), list);
    }
    let stun = read(&[(Setting::StunUrl, "stun:a:3478,stuns:b")]).stun;
    assert_eq!(stun, ["stun:a:3478", "stuns:b"]);
}

#[test]
fn what_is_wrong_is_refused_by_name() {
    let stun = Setting::StunUrl;
    let turn = Setting::TurnUrl;
    for (values, name) in [
        (&[URL] as &[_], "TURN_SECRET: "),
        (&[SECRET], "TURN_SECRET: "),
        (&[URL, (Setting::TurnSecret, "hidden")], "TURN_SECRET: "),
        (&[PUBLIC], "TURN_PUBLIC_ADDRESS: "),
        (&[LISTEN], "TURN_PUBLIC_ADDRESS: "),
        (
            &[LISTEN, (Setting::TurnPublicAddress, "::1")],
            "TURN_PUBLIC_ADDRESS: ",
        ),
        (
            &[LISTEN, (Setting::TurnPublicAddress, "0.0.0.0")],
            "TURN_PUBLIC_ADDRESS: ",
        ),
        (
            &[(Setting::TurnListen, "[::]:3478")],
            "TURN_PUBLIC_ADDRESS: ",
        ),
        (&[(Setting::TurnListen, "3478")], "TURN_LISTEN: "),
        (
            &[(Setting::TurnListen, "turn.example.org:3478")],
            "TURN_LISTEN: ",
        ),
        (
            &[LISTEN, PUBLIC, (Setting::TurnRelayPorts, "50000")],
            "TURN_RELAY_PORTS: ",
        ),
        (
            &[LISTEN, PUBLIC, (Setting::TurnRelayPorts, "9-8")],
            "TURN_RELAY_PORTS: ",
        ),
        (
            &[LISTEN, PUBLIC, (Setting::TurnRelayPorts, "1-8")],
            "TURN_RELAY_PORTS: ",
        ),
        (
            &[LISTEN, PUBLIC, (Setting::TurnAllowPrivatePeers, "yes")],
            "TURN_ALLOW_PRIVATE_PEERS: ",
        ),
        (
            &[(Setting::TurnRelayPorts, "50000-50100")],
            "TURN_RELAY_PORTS: ",
        ),
        (&[(stun, "turn:a")], "STUN_URL: "),
        (&[(stun, "stun:a?transport=udp")], "STUN_URL: "),
        (&[(turn, "turn.example.org"), SECRET], "TURN_URL: "),
        (&[(turn, "https://turn.example.org"), SECRET], "TURN_URL: "),
        (&[(turn, "turn:"), SECRET], "TURN_URL: "),
        (&[(turn, "turn:a:0"), SECRET], "TURN_URL: "),
        (&[(turn, "turn:a:port"), SECRET], "TURN_URL: "),
        (&[(turn, "turn:a?transport=sctp"), SECRET], "TURN_URL: "),
        (&[(turn, "turn:user@a"), SECRET], "TURN_URL: "),
        (&[(turn, "turn:a, stun:b"), SECRET], "TURN_URL: "),
    ] {
        let refused = RtcSettings::validate(&RawSettings::of(values));
        let line = refused.expect_err("refused").to_string();
        assert!(line.starts_with(name), "{values:?}: {line}");
        assert!(!line.contains("hidden"), "{line}");
    }
}
