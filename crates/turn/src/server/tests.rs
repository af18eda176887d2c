use std::future::pending;

use async_trait::async_trait;
use codevlive_domain::time::Millis;
use stun::{
    agent::TransactionId,
    attributes::{ATTR_NONCE, ATTR_REALM, ATTR_USERNAME},
    integrity::MessageIntegrity,
    message::{CLASS_REQUEST, METHOD_ALLOCATE, Message, MessageType, Setter},
    textattrs::TextAttribute,
};
use turn::{
    proto::{PROTO_UDP, reqtrans::RequestedTransport},
    relay::RelayAddressGenerator,
};
use webrtc_util::Conn;

use super::*;
use crate::{
    credentials::TurnSecret,
    settings::{Quotas, RELAY_PORTS},
    test_clock::TestClock,
};

/// Opens no relay, in one of two ways.
struct NoRelays {
    panics: bool,
}

#[async_trait]
impl RelayAddressGenerator for NoRelays {
    fn validate(&self) -> Result<(), turn::Error> {
        Ok(())
    }

    async fn allocate_conn(
        &self,
        _use_ipv4: bool,
        _requested_port: u16,
    ) -> Result<(Arc<dyn Conn + Send + Sync>, SocketAddr), turn::Error> {
        assert!(!self.panics, "as it was told to");
        pending().await
    }
}

async fn desk(panics: bool) -> Desk {
    let settings = TurnSettings {
        listen: "127.0.0.1:0".parse().unwrap(),
        public_address: Ipv4Addr::LOCALHOST,
        relay_ports: RELAY_PORTS,
        allow_private_peers: true,
        secret: TurnSecret::new(b"north"),
        quotas: Quotas::default(),
    };
    let front = Front::bind(settings.listen).await.unwrap();
    let mut desk = Desk::new(front, &settings, Arc::new(TestClock::default()));
    desk.manager = Arc::new(Manager::new(ManagerConfig {
        relay_addr_generator: Box::new(NoRelays { panics }),
        alloc_close_notify: None,
    }));
    desk
}

fn message(attributes: Vec<Box<dyn Setter>>) -> Message {
    let typ = MessageType::new(METHOD_ALLOCATE, CLASS_REQUEST);
    let mut setters: Vec<Box<dyn Setter>> = vec![Box::new(TransactionId::new()), Box::new(typ)];
    setters.extend(attributes);
    let mut message = Message::new();
    message.build(&setters).unwrap();
    message
}

/// A request for an allocation, with the nonce that the server gave.
fn request(desk: &mut Desk, client: SocketAddr) -> Message {
    let Decision::Answer(challenge, _) = desk.gate.decide(&message(vec![]).raw, client) else {
        panic!("it is told how to come");
    };
    let mut answer = Message::new();
    answer.write(&challenge).unwrap();
    let nonce = TextAttribute::get_from_as(&answer, ATTR_NONCE).unwrap();
    let credentials = desk.auth.secret.issue("asha", Millis(0));
    let name = credentials.username;
    let key = MessageIntegrity::new_long_term_integrity(
        name.clone(),
        REALM.to_owned(),
        credentials.password,
    );
    message(vec![
        Box::new(RequestedTransport {
            protocol: PROTO_UDP,
        }),
        Box::new(TextAttribute::new(ATTR_USERNAME, name)),
        Box::new(TextAttribute::new(ATTR_REALM, REALM.to_owned())),
        Box::new(nonce),
        Box::new(key),
    ])
}

#[tokio::test]
async fn what_never_ends_and_what_panics_ends_nothing_else() {
    for panics in [false, true] {
        let mut desk = desk(panics).await;
        let client = "127.0.0.1:9".parse().unwrap();
        let request = request(&mut desk, client);
        for _ in 0..2 {
            let borne = timeout(Duration::from_secs(5), desk.bear(&request.raw, client));
            assert!(borne.await.is_ok(), "it comes back");
            let holder = desk.auth.ledger.holder(client);
            assert_eq!(holder, None, "the place is free again");
        }
    }
}
