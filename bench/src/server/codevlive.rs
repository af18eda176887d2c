//! CoDevLive, driven through its published contract alone.

use std::{fs, path::Path, process::Command};

use bytes::Bytes;
use futures_util::{StreamExt, TryStreamExt, stream};
use serde_json::{Value, json};

use super::{Room, free_port};
use crate::{client::socket_io::Client, failure::Result};

/// Requests that are under way at a time.
const REQUESTS: usize = 16;

/// A state vector that knows nothing.
const NOTHING: [u8; 1] = [0];

/// What all nodes sign with.
const SECRET: &str = "no secret, since these servers hold no one's data";

/// A node whose data is in the folder.
pub(super) fn command(binary: &Path, folder: &Path, port: u16) -> Result<Command> {
    fs::create_dir_all(folder)?;
    let mut command = Command::new(binary.canonicalize()?);
    command.arg("serve").current_dir(folder);
    // The settings of whoever runs the bench are not what is measured.
    command
        .env_clear()
        .env("PATH", std::env::var_os("PATH").unwrap_or_default());
    command.env("DATA_DIR", "data").env("LISTEN", "127.0.0.1");
    command
        .env("PORT", port.to_string())
        .env("RATE_LIMITS", "off");
    command.env("METRICS_LISTEN", format!("127.0.0.1:{}", free_port()?));
    Ok(command)
}

/// Makes it a node among others: its data is in the database, and Redis carries what it says to them.
pub(super) fn share(command: &mut Command, redis: u16, database: &str) {
    command
        .env("MONGO_URI", database)
        .env("REDIS_URL", format!("redis://127.0.0.1:{redis}"))
        .env("JWT_SECRET", SECRET);
}

pub(super) async fn is_ready(port: u16) -> bool {
    let answer = reqwest::get(format!("http://127.0.0.1:{port}/readyz")).await;
    answer.is_ok_and(|answer| answer.status().is_success())
}

/// One host for all rooms, and guests.
pub(super) async fn make_rooms(port: u16, rooms: usize, people: usize) -> Result<Vec<Room>> {
    let api = Api {
        http: reqwest::Client::new(),
        base: format!("http://127.0.0.1:{port}/api/v1"),
    };
    let account =
        json!({"email": "host@example.com", "password": "a long pass phrase", "name": "Host"});
    let host = api.token("/auth/signup", None, &account).await?;
    let (api, host) = (&api, &host);
    stream::iter(0..rooms)
        .map(|n| async move {
            let request = json!({"title": format!("Room {n}"), "kind": "interview"});
            let made = api.post("/rooms", Some(host), &request).await?;
            let id = text(&made, "id")?;
            let mut tokens = vec![host.clone()];
            for guest in 1..people {
                let name = json!({"name": format!("Guest {guest}")});
                tokens.push(
                    api.token(&format!("/rooms/{id}/guests"), None, &name)
                        .await?,
                );
            }
            Ok(Room { id, tokens })
        })
        .buffered(REQUESTS)
        .try_collect()
        .await
}

/// The host comes in; each guest knocks and is admitted; all get the code pad's text. Each comes by the
/// port at their place in `doors`.
pub(super) async fn enter(doors: &[u16], room: &Room) -> Result<Vec<Client>> {
    let mut clients = Vec::with_capacity(room.tokens.len());
    for (&port, token) in doors.iter().zip(&room.tokens) {
        let mut client = Client::connect(port, &room.id, token).await?;
        if let Some(host) = clients.first_mut() {
            ask_to_join(&mut client, host).await?;
        }
        let pad = client.view(code_pad).await?;
        client.set_pad(&pad);
        client.sync(NOTHING.to_vec()).await?;
        clients.push(client);
    }
    Ok(clients)
}

/// The host comes back to a room, and gets all of its code pad.
pub(super) async fn open(port: u16, room: &Room) -> Result<Bytes> {
    let host = room.tokens.first().ok_or("a room without people")?;
    let mut client = Client::connect(port, &room.id, host).await?;
    let pad = client.view(code_pad).await?;
    client.set_pad(&pad);
    client.sync(NOTHING.to_vec()).await
}

async fn ask_to_join(guest: &mut Client, host: &mut Client) -> Result<()> {
    let person = guest
        .view(|view| view["me"]["id"].as_str().map(str::to_owned))
        .await?;
    guest
        .call("command", &json!({"id": "knock", "type": "knock"}))
        .await?;
    // He may be on another node, which has yet to hear of it.
    host.view(|view| knocks(view, &person).then_some(()))
        .await?;
    let admit = json!({"id": format!("admit-{person}"), "type": "admit", "person": person});
    host.call("command", &admit).await?;
    Ok(())
}

/// Whether the person asks to be let in.
fn knocks(view: &Value, person: &str) -> bool {
    let knocks = view["knocks"].as_array();
    knocks.is_some_and(|knocks| knocks.iter().any(|knock| knock["id"] == person))
}

/// Where one who is inside types.
fn code_pad(view: &Value) -> Option<String> {
    if view["me"]["state"] != "inside" {
        return None;
    }
    let pads = view["pads"].as_array()?;
    let code = pads.iter().find(|pad| pad["kind"] == "code")?;
    code["id"].as_str().map(str::to_owned)
}

struct Api {
    http: reqwest::Client,
    base: String,
}

impl Api {
    async fn post(&self, path: &str, token: Option<&str>, body: &Value) -> Result<Value> {
        let mut request = self.http.post(format!("{}{path}", self.base)).json(body);
        if let Some(token) = token {
            request = request.bearer_auth(token);
        }
        let answer = request.send().await?;
        let status = answer.status();
        if !status.is_success() {
            return Err(format!("{path} answered {status}: {}", answer.text().await?).into());
        }
        Ok(answer.json().await?)
    }

    async fn token(&self, path: &str, token: Option<&str>, body: &Value) -> Result<String> {
        text(&self.post(path, token, body).await?, "accessToken")
    }
}

fn text(body: &Value, field: &str) -> Result<String> {
    Ok(body[field]
        .as_str()
        .ok_or_else(|| format!("no {field} in {body}"))?
        .to_owned())
}
