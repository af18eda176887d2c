//! Connections that say nothing.

use std::time::Duration;

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
    time::Instant,
};

use crate::server::Server;

/// Time is not waited for: it goes on by itself as soon as nothing else does.
#[tokio::test]
async fn half_a_request_is_not_waited_for_for_ever() {
    let server = Server::start().await;
    for sent in ["", "GET /healthz HTTP/1.1\r\nHost: x\r\n"] {
        let mut stream = TcpStream::connect(server.address).await.unwrap();
        stream.write_all(sent.as_bytes()).await.unwrap();
        tokio::time::pause();
        let since = Instant::now();
        let mut answer = Vec::new();
        drop(stream.read_to_end(&mut answer).await);
        assert_eq!(since.elapsed().as_secs(), 10, "{sent:?}");
        tokio::time::resume();
    }
}

#[tokio::test]
async fn half_a_body_is_not_waited_for_for_ever() {
    let server = Server::start().await;
    for path in [
        "/api/v1/auth/login",
        "/socket.io/?EIO=4&transport=polling&sid=x",
    ] {
        let mut stream = TcpStream::connect(server.address).await.unwrap();
        let request = format!("POST {path} HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\n{{");
        stream.write_all(request.as_bytes()).await.unwrap();
        tokio::time::pause();
        let since = Instant::now();
        let mut answer = [0; 12];
        stream.read_exact(&mut answer).await.unwrap();
        assert_eq!(&answer, b"HTTP/1.1 400");
        assert!(since.elapsed() < Duration::from_secs(31));
        tokio::time::resume();
    }
}
