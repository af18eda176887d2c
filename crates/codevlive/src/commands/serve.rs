//! `codevlive serve`: one node, on SQLite.

use std::{error::Error, fs, net::SocketAddr, sync::Arc, time::Duration};

use codevlive_live::{bus::local::LocalBus, clock::Clock, rooms::Rooms, settings::LiveSettings};
use codevlive_server::{
    Services, app,
    listener::{Peer, SharedListener},
    metrics,
    settings::{PublicUrl, ServerSettings},
};
use codevlive_store::{
    Store,
    sqlite::{SqliteOptions, SqliteStore},
};
use tokio::{
    net::TcpListener,
    signal::unix::{SignalKind, signal},
    sync::watch,
};

use crate::{
    clock::SystemClock,
    logging,
    settings::{SettingError, Settings, known::Setting, raw::RawSettings, secret_file},
};

/// How long open requests have to finish once the rooms are drained. With the drain itself it keeps
/// the promise that a node which gets SIGTERM is gone within 10 seconds.
const LAST_REQUESTS: Duration = Duration::from_secs(3);

/// Runs the server until SIGTERM or SIGINT.
pub(super) fn run(raw: &RawSettings) -> Result<(), Box<dyn Error>> {
    let settings = Settings::validate(raw)?;
    logging::start();
    for &setting in Setting::ALL {
        if raw.get(setting).is_some() && setting.has_no_effect_yet() {
            tracing::warn!(setting = setting.name(), "without effect in this version");
        }
    }
    let store = open_store(&settings)?;
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()?;
    runtime.block_on(serve(&settings, store))
}

fn open_store(settings: &Settings) -> Result<Store, Box<dyn Error>> {
    let unusable = |error: &dyn std::fmt::Display| {
        SettingError::new(
            Setting::DataDir,
            format!("{}: {error}", settings.data_dir.display()),
        )
    };
    fs::create_dir_all(&settings.data_dir).map_err(|error| unusable(&error))?;
    let opened = SqliteStore::open(&settings.data_dir, &SqliteOptions::default());
    Ok(opened.map_err(|error| unusable(&error))?)
}

async fn serve(settings: &Settings, store: Store) -> Result<(), Box<dyn Error>> {
    let listener = bind(Setting::Listen, settings.listen).await?;
    let bound = listener.local_addr()?;
    let public_url = settings.public_url(bound)?;
    let clock: Arc<dyn Clock> = Arc::new(SystemClock);
    let rooms = Rooms::new(
        store.clone(),
        Arc::new(LocalBus::default()),
        Arc::clone(&clock),
        LiveSettings::default(),
    );
    let services = Services::new(
        server_settings(settings, public_url.clone())?,
        store,
        rooms.clone(),
        clock,
    );
    start_metrics(settings).await?;
    let (stop, stopping) = watch::channel(());
    let app = app::app(services.clone()).into_make_service_with_connect_info::<Peer>();
    let server = axum::serve(SharedListener(listener), app)
        .with_graceful_shutdown(async move { drop(stopping.clone().changed().await) });
    let server = tokio::spawn(server.into_future());
    announce(public_url.as_str());
    wait_for_signal().await?;
    tracing::info!("draining");
    services.readiness.drain();
    rooms.drain().await;
    drop(stop);
    if tokio::time::timeout(LAST_REQUESTS, server).await.is_err() {
        tracing::info!("requests are still open; going without them");
    }
    Ok(())
}

fn server_settings(
    settings: &Settings,
    public_url: PublicUrl,
) -> Result<ServerSettings, Box<dyn Error>> {
    let jwt_secret = match &settings.jwt_secret {
        Some(secret) => secret.clone(),
        None => secret_file::read_or_generate(&settings.data_dir)?,
    };
    Ok(ServerSettings {
        public_url,
        jwt_secret,
        trusted_proxies: settings.trusted_proxies.clone(),
        rate_limits: settings.rate_limits,
    })
}

async fn bind(setting: Setting, address: SocketAddr) -> Result<TcpListener, SettingError> {
    TcpListener::bind(address)
        .await
        .map_err(|error| SettingError::new(setting, format!("{address}: {error}")))
}

/// Metrics have a listener of their own, so that they are not served to the world by mistake.
async fn start_metrics(settings: &Settings) -> Result<(), Box<dyn Error>> {
    let Some(address) = settings.metrics_listen else {
        return Ok(());
    };
    let listener = bind(Setting::MetricsListen, address).await?;
    tracing::info!(address = %listener.local_addr()?, "metrics");
    let routes = metrics::router(metrics::install());
    tokio::spawn(async move {
        if let Err(error) = axum::serve(listener, routes).await {
            tracing::error!(%error, "metrics stopped");
        }
    });
    Ok(())
}

/// The one line on standard output: the address to open.
#[expect(clippy::print_stdout, reason = "the command's output")]
fn announce(public_url: &str) {
    println!("CoDevLive is at {public_url}");
}

async fn wait_for_signal() -> std::io::Result<()> {
    let mut terminate = signal(SignalKind::terminate())?;
    let mut interrupt = signal(SignalKind::interrupt())?;
    tokio::select! {
        _ = terminate.recv() => {}
        _ = interrupt.recv() => {}
    }
    Ok(())
}
