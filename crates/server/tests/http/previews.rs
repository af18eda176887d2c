//! The pages on which mails are looked at while they are worked on.

use codevlive_jobs::mail::samples::samples;

use crate::harness::{Answer, Options, Server};

async fn server(development: bool) -> Server {
    let options = Options {
        development,
        assets: &[("index.html", "<p>page</p>")],
        ..Options::default()
    };
    Server::with(options).await
}

async fn browsed(server: &Server, path: &str) -> Answer {
    let call = server.get(path).header("accept", "text/html,*/*;q=0.8");
    call.send().await
}

#[tokio::test]
async fn every_mail_can_be_looked_at() {
    let server = server(true).await;
    let list = browsed(&server, "/dev/mails").await;
    for (name, _) in samples() {
        let path = format!("/dev/mails/{name}");
        assert!(list.text.contains(&format!("href=\"{path}\"")), "{name}");
        let page = browsed(&server, &path).await;
        assert_eq!(page.status, 200, "{name}");
        assert!(page.text.contains("<iframe sandbox"), "{name}");
        assert!(
            page.header("content-security-policy")
                .contains("frame-src 'self'")
        );
        let is_event = name == "reminder"
            || (name.starts_with("invitation") && name != "invitation-without-time");
        assert_eq!(page.text.contains("BEGIN:VEVENT"), is_event, "{name}");
        let mail = browsed(&server, &format!("{path}/html?look=dark")).await;
        assert!(mail.text.contains("@media all"), "{name}");
        assert!(mail.header("content-security-policy").contains("; sandbox"));
        let file = browsed(&server, &format!("{path}/eml")).await;
        assert_eq!(
            (file.status, file.header("content-type")),
            (200, "message/rfc822")
        );
    }
    for path in [
        "/dev/mails/none",
        "/dev/mails/none/html",
        "/dev/mails/none/eml",
    ] {
        assert_eq!(browsed(&server, path).await.status, 404, "{path}");
    }
}

#[tokio::test]
async fn where_others_listen_there_is_nothing() {
    let server = server(false).await;
    for path in ["", "/welcome", "/welcome/html", "/welcome/eml"] {
        let answer = browsed(&server, &format!("/dev/mails{path}")).await;
        assert_eq!(
            (answer.status, answer.code().as_str()),
            (404, "not_found"),
            "{path}"
        );
    }
}
