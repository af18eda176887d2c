//! A client that says exactly what it is told to.

use std::{net::SocketAddr, time::Duration};

use codevlive_turn::credentials::Credentials;
use stun::{
    agent::TransactionId,
    attributes::{ATTR_NONCE, ATTR_REALM, ATTR_USERNAME},
    error_code::ErrorCodeAttribute,
    integrity::MessageIntegrity,
    message::{
        CLASS_INDICATION, CLASS_REQUEST, Getter, METHOD_ALLOCATE, METHOD_BINDING,
        METHOD_CHANNEL_BIND, METHOD_CREATE_PERMISSION, METHOD_SEND, Message, MessageType, Method,
        Setter,
    },
    textattrs::TextAttribute,
};
use tokio::{net::UdpSocket, time::timeout};
use turn::proto::{
    PROTO_UDP, channum::ChannelNumber, data::Data, peeraddr::PeerAddress,
    relayaddr::RelayedAddress, reqtrans::RequestedTransport,
};

use crate::stage::Stage;

pub(crate) type Attributes = Vec<Box<dyn Setter>>;

/// How long an answer may take on this machine.
const PATIENCE: Duration = Duration::from_secs(5);

/// A client that says exactly what it is told to.
pub(crate) struct Raw {
    pub(crate) socket: UdpSocket,
    pub(crate) credentials: Credentials,
    nonce: String,
}

impl Raw {
    /// Knows its nonce.
    pub(crate) async fn new(stage: &Stage, credentials: Credentials) -> Self {
        let socket = UdpSocket::bind("127.0.0.1:0").await.unwrap();
        socket.connect(stage.server.address()).await.unwrap();
        let mut client = Self {
            socket,
            credentials,
            nonce: String::new(),
        };
        client.take_nonce().await;
        client
    }

    pub(crate) async fn take_nonce(&mut self) {
        let challenge = self.ask(METHOD_ALLOCATE, transport()).await;
        assert_eq!(code(&challenge), 401);
        let nonce = TextAttribute::get_from_as(&challenge, ATTR_NONCE);
        self.nonce = nonce.unwrap().text;
    }

    /// Asks without a signature.
    pub(crate) async fn ask(&self, method: Method, attributes: Attributes) -> Message {
        let typ = MessageType::new(method, CLASS_REQUEST);
        self.exchange(&message(typ, attributes)).await
    }

    /// Asks as somebody with these credentials.
    pub(crate) async fn sign(&self, method: Method, attributes: Attributes) -> Message {
        self.exchange(&self.signed(method, attributes)).await
    }

    pub(crate) fn signed(&self, method: Method, mut attributes: Attributes) -> Message {
        let Credentials { username, password } = &self.credentials;
        let realm = "codevlive".to_owned();
        let key = MessageIntegrity::new_long_term_integrity(
            username.clone(),
            realm.clone(),
            password.clone(),
        );
        attributes.push(Box::new(TextAttribute::new(
            ATTR_USERNAME,
            username.clone(),
        )));
        attributes.push(Box::new(TextAttribute::new(ATTR_REALM, realm)));
        attributes.push(Box::new(TextAttribute::new(ATTR_NONCE, self.nonce.clone())));
        attributes.push(Box::new(key));
        message(MessageType::new(method, CLASS_REQUEST), attributes)
    }

    /// An allocation; its error code, or 0.
    pub(crate) async fn allocate(&self) -> u16 {
        code(&self.sign(METHOD_ALLOCATE, transport()).await)
    }

    /// An allocation that goes well; where its relay is.
    pub(crate) async fn relay(&self) -> SocketAddr {
        let answer = self.sign(METHOD_ALLOCATE, transport()).await;
        assert_eq!(code(&answer), 0);
        let mut at = RelayedAddress::default();
        at.get_from(&answer).unwrap();
        SocketAddr::new(at.ip, at.port)
    }

    /// A permission for a peer; its error code, or 0.
    pub(crate) async fn permit(&self, peer: &str) -> u16 {
        let answer = self.sign(METHOD_CREATE_PERMISSION, vec![to(peer)]);
        code(&answer.await)
    }

    /// A channel to a peer; its error code, or 0.
    pub(crate) async fn bind(&self, peer: &str) -> u16 {
        self.bind_on(0x4001, peer).await
    }

    /// The same, with a number of one's own choice.
    pub(crate) async fn bind_on(&self, number: u16, peer: &str) -> u16 {
        let channel = Box::new(ChannelNumber(number));
        let answer = self.sign(METHOD_CHANNEL_BIND, vec![channel, to(peer)]);
        code(&answer.await)
    }

    /// Sends to a peer, without asking.
    pub(crate) async fn send(&self, peer: &str, data: &[u8]) {
        let typ = MessageType::new(METHOD_SEND, CLASS_INDICATION);
        let indication = message(typ, vec![to(peer), Box::new(Data(data.to_vec()))]);
        self.socket.send(&indication.raw).await.unwrap();
    }

    /// The next that a peer sent.
    pub(crate) async fn data(&self) -> Vec<u8> {
        let mut buffer = vec![0; 2_048];
        let received = timeout(PATIENCE, self.socket.recv(&mut buffer)).await;
        let length = received.expect("it arrives").unwrap();
        let mut indication = Message::new();
        indication.write(&buffer[..length]).unwrap();
        let mut data = Data::default();
        data.get_from(&indication).unwrap();
        data.0
    }

    /// Returns when the server has dealt with all that was sent before.
    pub(crate) async fn settle(&self) {
        let answer = self.ask(METHOD_BINDING, vec![]).await;
        assert_eq!(code(&answer), 0);
    }

    /// Sends that, and waits for the answer to it.
    pub(crate) async fn exchange(&self, request: &Message) -> Message {
        let answer = timeout(PATIENCE, self.try_exchange(request)).await;
        answer.expect("the server answers")
    }

    /// The same, without an end.
    pub(crate) async fn try_exchange(&self, request: &Message) -> Message {
        self.socket.send(&request.raw).await.unwrap();
        let mut buffer = vec![0; 2_048];
        loop {
            let length = self.socket.recv(&mut buffer).await.unwrap();
            let mut answer = Message::new();
            answer.write(&buffer[..length]).unwrap();
            if answer.transaction_id == request.transaction_id {
                return answer;
            }
        }
    }
}

pub(crate) fn message(typ: MessageType, attributes: Attributes) -> Message {
    let mut setters: Attributes = vec![Box::new(TransactionId::new()), Box::new(typ)];
    setters.extend(attributes);
    let mut message = Message::new();
    message.build(&setters).unwrap();
    message
}

/// What each allocation asks for.
pub(crate) fn transport() -> Attributes {
    let protocol = PROTO_UDP;
    vec![Box::new(RequestedTransport { protocol })]
}

/// A peer, as an attribute.
pub(crate) fn to(peer: &str) -> Box<dyn Setter> {
    let peer: SocketAddr = peer.parse().unwrap();
    Box::new(PeerAddress {
        ip: peer.ip(),
        port: peer.port(),
    })
}

/// The error code of an answer; 0 if it is none.
pub(crate) fn code(answer: &Message) -> u16 {
    let mut error = ErrorCodeAttribute::default();
    error.get_from(answer).map_or(0, |()| error.code.0)
}
