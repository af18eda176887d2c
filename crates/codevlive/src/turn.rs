//! Which TURN server this installation has.

use std::sync::Arc;

use codevlive_domain::clock::Clock;
use codevlive_server::settings::ice::{IceSettings, TurnService};
use codevlive_turn::{
    credentials::TurnSecret,
    server::TurnServer,
    settings::{Quotas, TurnSettings},
};

use crate::settings::{
    SettingError, Settings,
    known::Setting,
    rtc::{EmbeddedTurn, TurnChoice},
};

/// What browsers are told, and the server behind it.
pub(crate) struct Turn {
    /// What browsers are told.
    pub(crate) ice: IceSettings,
    /// The embedded server, if it runs. It ends with this, and with it all calls that go through it.
    _server: Option<TurnServer>,
}

/// Starts the embedded server, if one is asked for. Needs the runtime's context.
pub(crate) async fn start(
    settings: &Settings,
    jwt_secret: &[u8],
    clock: Arc<dyn Clock>,
) -> Result<Turn, SettingError> {
    let mut ice = IceSettings {
        stun: settings.rtc.stun.clone(),
        turn: None,
    };
    let mut server = None;
    match &settings.rtc.turn {
        None => {}
        Some(TurnChoice::External { urls, secret }) => {
            tracing::info!(turn.urls = %urls.join(", "), "relays for video are on a TURN server of others");
            let secret = TurnSecret::new(secret.as_bytes());
            let urls = urls.clone();
            ice.turn = Some(TurnService { urls, secret });
        }
        Some(TurnChoice::Embedded(embedded)) => {
            let turn = turn_settings(embedded, jwt_secret);
            let started = listen(&turn, clock).await?;
            let at = format!("{}:{}", turn.public_address, started.address().port());
            tracing::info!(turn.address = %started.address(), turn.public = %at, "the TURN server is there");
            ice.stun.push(format!("stun:{at}"));
            ice.turn = Some(TurnService {
                urls: vec![format!("turn:{at}?transport=udp")],
                secret: turn.secret,
            });
            server = Some(started);
        }
    }
    Ok(Turn {
        ice,
        _server: server,
    })
}

async fn listen(
    settings: &TurnSettings,
    clock: Arc<dyn Clock>,
) -> Result<TurnServer, SettingError> {
    let started = TurnServer::start(settings, clock).await;
    started.map_err(|error| {
        let problem = format!("{}: {error}", settings.listen);
        SettingError::new(Setting::TurnListen, problem)
    })
}

fn turn_settings(embedded: &EmbeddedTurn, jwt_secret: &[u8]) -> TurnSettings {
    let given = embedded.secret.as_ref();
    TurnSettings {
        listen: embedded.listen,
        public_address: embedded.public_address,
        relay_ports: embedded.relay_ports.clone(),
        allow_private_peers: embedded.allow_private_peers,
        secret: given.map_or_else(
            || TurnSecret::derived(jwt_secret),
            |given| TurnSecret::new(given.as_bytes()),
        ),
        quotas: Quotas::default(),
    }
}
