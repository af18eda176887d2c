//! `codevlive serve`: one node.

use std::{error::Error, sync::Arc, time::Duration};

use codevlive_domain::clock::Clock;
use codevlive_live::{rooms::Rooms, settings::LiveSettings};
use codevlive_server::{
    Services, metrics, serving,
    settings::{PublicUrl, ServerSettings},
};
use codevlive_store::Store;
use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
use tokio::{
    net::TcpListener,
    signal::unix::{Signal, SignalKind, signal},
    sync::oneshot,
};

use crate::{
    clock::SystemClock,
    engines::{self, Wire},
    logging, mail,
    settings::{SettingError, Settings, known::Setting, raw::RawSettings, secret_file},
};

/// How long rooms have to write what they hold, once the node was told to stop. With what follows, a node
/// that gets SIGTERM is gone within 10 seconds.
const DRAIN: Duration = Duration::from_secs(5);

/// How much longer than their rooms' grace people's connections take to close by themselves.
const LAST_WORDS: Duration = Duration::from_millis(600);

/// How long open requests have to finish after that.
const LAST_REQUESTS: Duration = Duration::from_secs(2);

/// How long the threads that wait for the disk have in the end.
const LAST_THREADS: Duration = Duration::from_millis(500);

/// Runs the server until SIGTERM or SIGINT.
pub(super) fn run(raw: &RawSettings) -> Result<(), Box<dyn Error>> {
    let settings = Settings::validate(raw)?;
    logging::start();
    for &setting in Setting::ALL {
        if raw.get(setting).is_some() && setting.has_no_effect_yet() {
            tracing::warn!(setting = setting.name(), "without effect in this version");
        }
    }
    raise_open_files();
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()?;
    let outcome = runtime.block_on(async {
        let store = engines::open_store(&settings).await?;
        serve(&settings, store).await
    });
    runtime.shutdown_timeout(LAST_THREADS);
    outcome
}

/// Each connection is an open file, and many systems allow 1,024 unless asked for more.
fn raise_open_files() {
    let limit = getrlimit(Resource::Nofile);
    let raised = Rlimit {
        current: limit.maximum,
        maximum: limit.maximum,
    };
    if let Err(error) = setrlimit(Resource::Nofile, raised) {
        tracing::warn!(%error, limit = limit.current, "the limit of open files stays as it is");
    }
}

async fn serve(settings: &Settings, store: Store) -> Result<(), Box<dyn Error>> {
    // Before anyone is told that the server is there, so that no signal finds it unprepared.
    let signals = Signals::catch()?;
    let listener = TcpListener::bind(settings.listen)
        .await
        .map_err(|error| SettingError::of_address(settings.listen, &error))?;
    let public_url = settings.public_url(listener.local_addr()?)?;
    // Before there is anything to count.
    start_metrics(settings).await?;
    let clock: Arc<dyn Clock> = Arc::new(SystemClock);
    let live = LiveSettings::default();
    let last_words = live.close_grace + LAST_WORDS;
    let wire = Wire::start(settings, &*clock);
    let rooms = Rooms::new(store.clone(), wire.bus(), Arc::clone(&clock), live);
    let server_settings = server_settings(settings, public_url.clone())?;
    let mut services = Services::new(server_settings, store, rooms.clone(), Arc::clone(&clock));
    // What is wrong with the sender is said at the start, not at the first mail.
    mail::mailer(settings, &public_url, services.links.clone(), clock)?;
    if let Some(allowances) = wire.allowances() {
        services = services.with_shared_limits(allowances);
    }
    let (stop, stopped) = oneshot::channel::<()>();
    let stopping = async move { drop(stopped.await) };
    let server = tokio::spawn(serving::serve(listener, services.clone(), stopping));
    announce(public_url.as_str());
    signals.wait().await;
    tracing::info!("draining");
    services.readiness.drain();
    drain(&rooms, last_words).await;
    wire.leave().await;
    drop(stop);
    if tokio::time::timeout(LAST_REQUESTS, server).await.is_err() {
        tracing::info!("requests are still open; going without them");
    }
    Ok(())
}

/// Sends people elsewhere, and returns when their rooms are on disk and they have been told.
async fn drain(rooms: &Rooms, last_words: Duration) {
    let anyone = rooms.stats().connections > 0;
    if tokio::time::timeout(DRAIN, rooms.drain()).await.is_err() {
        tracing::error!("rooms could not be written in time; going without them");
    }
    if anyone {
        tokio::time::sleep(last_words).await;
    }
}

fn server_settings(
    settings: &Settings,
    public_url: PublicUrl,
) -> Result<ServerSettings, Box<dyn Error>> {
    let jwt_secret = match &settings.jwt_secret {
        Some(secret) => secret.clone(),
        None => secret_file::read_or_generate(&settings.data_dir)?,
    };
    let https = public_url.is_https();
    Ok(ServerSettings {
        public_url,
        jwt_secret,
        trusted_proxies: settings.trusted_proxies.clone(),
        rate_limits: settings.rate_limits,
        development: settings.listen.ip().is_loopback() && !https,
    })
}

/// Starts to record, and metrics have a listener of their own, so that they are not served to the world by
/// mistake.
async fn start_metrics(settings: &Settings) -> Result<(), Box<dyn Error>> {
    let Some(address) = settings.metrics_listen else {
        return Ok(());
    };
    let listener = TcpListener::bind(address).await.map_err(|error| {
        SettingError::new(Setting::MetricsListen, format!("{address}: {error}"))
    })?;
    tracing::info!(address = %listener.local_addr()?, "metrics");
    let recorded = metrics::install();
    tokio::spawn(metrics::upkeep(recorded.clone()));
    let routes = metrics::router(recorded);
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

/// The signals that end the server.
struct Signals {
    terminate: Signal,
    interrupt: Signal,
}

impl Signals {
    /// From now on they no longer kill the process.
    fn catch() -> std::io::Result<Self> {
        Ok(Self {
            terminate: signal(SignalKind::terminate())?,
            interrupt: signal(SignalKind::interrupt())?,
        })
    }

    async fn wait(mut self) {
        tokio::select! {
            _ = self.terminate.recv() => {}
            _ = self.interrupt.recv() => {}
        }
    }
}
