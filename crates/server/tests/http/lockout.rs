//! Guessers are slowed, and the owner of the account is not.

use serde_json::json;

use crate::harness::{Answer, Options, PASSWORD, Person, Server};

async fn proxied() -> Server {
    Server::with(Options {
        rate_limits: true,
        trusted_proxies: &["127.0.0.0/8"],
        ..Options::default()
    })
    .await
}

/// The cookie by which an account knows the browser again.
fn device(answer: &Answer) -> String {
    let cookies = answer.headers.get_all("set-cookie").iter();
    let cookies = cookies.filter_map(|cookie| cookie.to_str().ok()?.split(';').next());
    let mut device = cookies.filter(|cookie| cookie.starts_with("device="));
    device.next_back().expect("a device cookie").to_owned()
}

async fn sign_up(server: &Server) -> (Person, String) {
    let body = json!({ "email": "asha@example.org", "password": PASSWORD, "name": "Asha" });
    let answer = server.post("/api/v1/auth/signup", &body).send().await;
    let person = Person {
        id: answer.text_at("/user/id"),
        token: answer.text_at("/accessToken"),
        refresh: answer.refresh_cookie(),
        email: "asha@example.org".into(),
    };
    (person, device(&answer))
}

async fn log_in(server: &Server, from: &str, password: &str, cookie: &str) -> Answer {
    let body = json!({ "email": "asha@example.org", "password": password });
    let call = server.post("/api/v1/auth/login", &body);
    let call = call
        .header("x-forwarded-for", from)
        .header("cookie", cookie);
    call.send().await
}

/// Guesses from many addresses, until nobody may guess at that account any more.
async fn use_up(server: &Server) {
    for guesser in 0..200 {
        let from = format!("198.51.100.{guesser}");
        if log_in(server, &from, "wrong", "").await.status == 429 {
            return;
        }
    }
    panic!("nobody said that it was too much");
}

#[tokio::test]
async fn an_attacker_uses_up_what_others_may_try_and_the_owner_gets_in() {
    let server = proxied().await;
    let (person, known) = sign_up(&server).await;
    use_up(&server).await;
    let elsewhere = log_in(&server, "203.0.113.1", PASSWORD, "").await;
    assert_eq!(
        (elsewhere.status, elsewhere.code().as_str()),
        (429, "rate_limited")
    );
    assert_ne!(elsewhere.header("retry-after"), "");
    // The browser that signed up is known.
    let owner = log_in(&server, "203.0.113.2", PASSWORD, &known).await;
    assert_eq!(owner.status, 200, "{}", owner.text);
    assert_eq!(device(&owner), known);
    // A made-up cookie, or the one of another account, is not.
    let body = json!({ "email": "mallory@example.org", "password": PASSWORD, "name": "M" });
    let mallory = device(&server.post("/api/v1/auth/signup", &body).send().await);
    for cookie in [
        "device=x",
        "device=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        &mallory,
    ] {
        assert_eq!(
            log_in(&server, "203.0.113.3", PASSWORD, cookie)
                .await
                .status,
            429
        );
    }
    // On a new device, a link by mail makes it known.
    let forgot = json!({ "email": person.email });
    let answer = server
        .post("/api/v1/auth/password/forgot", &forgot)
        .send()
        .await;
    assert_eq!(answer.status, 202);
    let link = server.link(&person).await;
    let new = "another battery, another staple";
    let body = json!({ "token": link, "password": new });
    let reset = server
        .post("/api/v1/auth/password/reset", &body)
        .send()
        .await;
    assert_eq!(reset.status, 204);
    let fresh = device(&reset);
    assert_eq!(
        log_in(&server, "203.0.113.4", new, &fresh).await.status,
        200
    );
}

#[tokio::test]
async fn a_known_browser_may_not_guess_for_ever_either() {
    let server = proxied().await;
    let (_, known) = sign_up(&server).await;
    for _ in 0..10 {
        assert_eq!(
            log_in(&server, "203.0.113.1", "wrong", &known).await.status,
            401
        );
    }
    assert_eq!(
        log_in(&server, "203.0.113.2", "wrong", &known).await.status,
        429
    );
}

#[tokio::test]
async fn who_asks_for_links_without_end_has_sent_the_owner_one() {
    let server = proxied().await;
    let (person, _) = sign_up(&server).await;
    let forgot = async |from: &str, email: &str| {
        let call = server.post("/api/v1/auth/password/forgot", &json!({ "email": email }));
        call.header("x-forwarded-for", from).send().await
    };
    for email in [person.email.as_str(), "nobody@example.org"] {
        for asked in 0..5 {
            let from = format!("198.51.100.{asked}");
            assert_eq!(forgot(&from, email).await.status, 202);
        }
        let answer = forgot("203.0.113.9", &email.to_uppercase()).await;
        assert_eq!(
            (answer.status, answer.code().as_str()),
            (429, "rate_limited")
        );
    }
    let body = json!({ "token": server.link(&person).await, "password": "another battery" });
    let reset = server
        .post("/api/v1/auth/password/reset", &body)
        .send()
        .await;
    assert_eq!(reset.status, 204);
}

#[tokio::test]
async fn six_digits_are_not_guessed() {
    let server = proxied().await;
    let (person, _) = sign_up(&server).await;
    crate::second_factor::turn_on(&server, &person).await;
    let mut wrong = 0;
    loop {
        let body = json!({ "email": person.email, "password": PASSWORD, "code": "000000" });
        let call = server.post("/api/v1/auth/login", &body);
        let from = format!("198.51.100.{wrong}");
        let answer = call.header("x-forwarded-for", &from).send().await;
        if answer.status == 429 {
            break;
        }
        assert_eq!(answer.code(), "bad_code");
        wrong += 1;
    }
    assert_eq!(wrong, 10);
}
