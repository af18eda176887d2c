//! Against servers that answer as they are told; a real one is in the end-to-end tests.

use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};

use tokio::{
    io::{AsyncBufReadExt, AsyncWriteExt, BufReader},
    net::{TcpListener, TcpStream},
};

use super::*;

/// What a server answers to a command that begins so; all else is fine.
type Answers = &'static [(&'static str, &'static str)];

/// A server; the number of connections it got.
async fn server(answers: Answers) -> (Smtp, Arc<AtomicUsize>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let connections = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&connections);
    tokio::spawn(async move {
        while let Ok((socket, _)) = listener.accept().await {
            counted.fetch_add(1, Ordering::SeqCst);
            tokio::spawn(converse(socket, answers));
        }
    });
    let server = format!("smtp://me:pass@127.0.0.1:{port}").parse().unwrap();
    (
        Smtp::new(server).with_patience(Duration::from_secs(2)),
        connections,
    )
}

async fn converse(socket: TcpStream, answers: Answers) -> std::io::Result<()> {
    let (read, mut write) = socket.into_split();
    let mut lines = BufReader::new(read).lines();
    let mut in_data = false;
    write.write_all(b"220 ready\r\n").await?;
    while let Some(line) = lines.next_line().await? {
        if in_data && line != "." {
            continue;
        }
        let told = answers
            .iter()
            .find(|(command, _)| line.starts_with(command));
        let answer = match (told, line.as_str()) {
            (Some((_, answer)), _) => answer,
            (None, "DATA") => "354 go on",
            (None, ehlo) if ehlo.starts_with("EHLO") => "250-here\r\n250 AUTH PLAIN",
            (None, auth) if auth.starts_with("AUTH") => "235 welcome",
            _ => "250 fine",
        };
        in_data = line == "DATA" && answer.starts_with("354");
        // A server that hangs says nothing more.
        if answer.is_empty() {
            continue;
        }
        write.write_all(format!("{answer}\r\n").as_bytes()).await?;
    }
    Ok(())
}

fn mail() -> Message {
    Message::builder()
        .from("no-reply@code.example".parse().unwrap())
        .to("cleo@example.org".parse().unwrap())
        .body("Hello\r\n.\r\n..".to_owned())
        .unwrap()
}

#[tokio::test]
async fn mails_one_after_another_share_a_connection() {
    let (smtp, connections) = server(&[]).await;
    for _ in 0..5 {
        smtp.send(&mail()).await.unwrap();
    }
    assert_eq!(connections.load(Ordering::SeqCst), 1);
}

#[tokio::test]
async fn mails_at_once_have_connections_of_their_own_and_leave_them_to_the_next() {
    let (smtp, connections) = server(&[]).await;
    let smtp = Arc::new(smtp);
    for _ in 0..2 {
        let mails: Vec<_> = (0..10)
            .map(|_| {
                let smtp = Arc::clone(&smtp);
                tokio::spawn(async move { smtp.send(&mail()).await })
            })
            .collect();
        for mail in mails {
            mail.await.unwrap().unwrap();
        }
    }
    assert!(connections.load(Ordering::SeqCst) <= 10);
}

#[tokio::test]
async fn what_the_server_says_of_the_mail_is_final_or_not() {
    for (answers, permanent) in [
        (&[("RCPT", "550 5.1.1 no such mailbox")] as Answers, true),
        (&[("RCPT", "451 4.7.1 greylisted")], false),
        (&[("RCPT", "530 sign in first")], false),
        (&[("DATA", "554 no")], true),
        (&[("DATA", "421 going down")], false),
        (&[(".", "552 too large")], true),
        (&[(".", "452 disk full")], false),
        (&[("MAIL", "550 not you")], false),
        (&[("AUTH", "535 wrong password")], false),
        (&[("EHLO", "500 what?")], false),
    ] {
        let (smtp, _) = server(answers).await;
        let error = smtp.send(&mail()).await.unwrap_err();
        let is_permanent = matches!(error, SendError::Permanent(_));
        assert_eq!(is_permanent, permanent, "{answers:?}: {error}");
        let code = &answers[0].1[..3];
        assert!(error.to_string().contains(code), "{answers:?}: {error}");
    }
}

#[tokio::test]
async fn a_server_that_hangs_fails_the_try_in_time() {
    for hangs in [&[("EHLO", "")] as Answers, &[("MAIL", "")], &[(".", "")]] {
        let (smtp, _) = server(hangs).await;
        let smtp = smtp.with_patience(Duration::from_millis(200));
        let began = Instant::now();
        let error = smtp.send(&mail()).await.unwrap_err();
        assert!(matches!(error, SendError::Transient(_)), "{error}");
        assert!(began.elapsed() < Duration::from_secs(2));
    }
}

#[tokio::test]
async fn a_connection_on_which_a_try_was_given_up_is_never_used_again() {
    let (smtp, connections) = server(&[(".", "")]).await;
    let smtp = smtp.with_patience(Duration::from_millis(200));
    for tries in 1..=3 {
        smtp.send(&mail()).await.unwrap_err();
        assert_eq!(connections.load(Ordering::SeqCst), tries);
    }
}

#[tokio::test]
async fn nobody_who_listens_is_worth_another_try() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    drop(listener);
    let smtp = Smtp::new(format!("smtp://127.0.0.1:{port}").parse().unwrap());
    for error in [
        smtp.send(&mail()).await.unwrap_err(),
        smtp.test().await.unwrap_err(),
    ] {
        assert!(matches!(error, SendError::Transient(_)), "{error}");
        assert!(error.to_string().contains("refused"), "{error}");
    }
}

#[tokio::test]
async fn a_test_signs_in() {
    let (smtp, _) = server(&[]).await;
    smtp.test().await.unwrap();
    let (smtp, _) = server(&[("AUTH", "535 wrong password")]).await;
    let error = smtp.test().await.unwrap_err();
    assert!(error.to_string().contains("wrong password"), "{error}");
}
