//! The web client's files and pages.

use axum::http::Method;

use crate::harness::{Call, Options, Server};

async fn server() -> Server {
    let options = Options {
        assets: &[
            ("index.html", "<p>page</p>"),
            ("index.html.br", "page in brotli"),
            ("assets/app-1a2b.js", "script"),
            ("assets/app-1a2b.js.gz", "script in gzip"),
        ],
        ..Options::default()
    };
    Server::with(options).await
}

fn browsing<'a>(server: &'a Server, path: &str) -> Call<'a> {
    server.get(path).header("accept", "text/html,*/*;q=0.8")
}

#[tokio::test]
async fn every_page_of_the_client_begins_with_its_index() {
    let server = server().await;
    for path in [
        "/",
        "/r/0197b3d4-0000-7000-8000-000000000000",
        "/sign-in",
        "/index.html",
        "/a.b/c",
    ] {
        let answer = browsing(&server, path).send().await;
        assert_eq!(
            (answer.status, answer.text.as_str()),
            (200, "<p>page</p>"),
            "{path}"
        );
        assert_eq!(answer.header("content-type"), "text/html; charset=utf-8");
        assert_eq!(answer.header("cache-control"), "no-cache");
        assert_ne!(answer.header("etag"), "");
    }
}

#[tokio::test]
async fn scripts_come_compressed_and_are_kept() {
    let server = server().await;
    let call = server
        .get("/assets/app-1a2b.js")
        .header("accept-encoding", "gzip, br");
    let answer = call.send().await;
    assert_eq!(answer.text, "script in gzip");
    assert_eq!(answer.header("content-encoding"), "gzip");
    assert_eq!(
        answer.header("cache-control"),
        "public, max-age=31536000, immutable"
    );
    let page = browsing(&server, "/")
        .header("accept-encoding", "gzip, br")
        .send()
        .await;
    assert_eq!(
        (page.text.as_str(), page.header("content-encoding")),
        ("page in brotli", "br")
    );
}

#[tokio::test]
async fn a_page_that_has_not_changed_is_not_sent_again() {
    let server = server().await;
    let etag = browsing(&server, "/")
        .send()
        .await
        .header("etag")
        .to_owned();
    let again = browsing(&server, "/")
        .header("if-none-match", &etag)
        .send()
        .await;
    assert_eq!((again.status, again.text.as_str()), (304, ""));
}

#[tokio::test]
async fn head_is_get_without_the_body() {
    let server = server().await;
    for path in ["/", "/assets/app-1a2b.js", "/api/docs", "/healthz"] {
        let get = browsing(&server, path).send().await;
        let head = server
            .call(Method::HEAD, path)
            .header("accept", "text/html")
            .send()
            .await;
        assert_eq!((head.status, head.text.as_str()), (200, ""), "{path}");
        assert_eq!(
            head.header("content-length"),
            get.text.len().to_string(),
            "{path}"
        );
    }
}

#[tokio::test]
async fn what_is_no_page_and_no_file_is_not_found() {
    let server = server().await;
    for path in ["/", "/sign-in"] {
        let call = server.get(path).header("accept", "*/*");
        assert_eq!(call.send().await.text, "<p>page</p>", "{path}");
    }
    for path in ["/assets/old-ffff.js", "/api/v1/nothing"] {
        assert_eq!(browsing(&server, path).send().await.status, 404, "{path}");
    }
    assert_eq!(
        server
            .get("/sign-in")
            .header("accept", "application/json")
            .send()
            .await
            .status,
        404
    );
    assert_eq!(
        server
            .call(Method::POST, "/")
            .header("accept", "text/html")
            .send()
            .await
            .status,
        404
    );
}
