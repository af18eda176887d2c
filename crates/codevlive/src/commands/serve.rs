//! `codevlive serve`: one node.

use std::{error::Error, sync::Arc, time::Duration};

use codevlive_domain::clock::Clock;
use codevlive_jobs::{outbox::Wake, room_notices::RoomNotices, signed_link::SignedLinks};
use codevlive_live::{rooms::Rooms, settings::LiveSettings};
use codevlive_queue::Queue;
use codevlive_server::{
    Services, metrics,
    notices::QueuedNotices,
    serving,
    settings::{PublicUrl, ServerSettings, ice::IceSettings},
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
    turn,
    work::{Parts, Work},
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
    // Before there is anything to count.
    start_metrics(settings).await?;
    let clock: Arc<dyn Clock> = Arc::new(SystemClock);
    let queue = engines::open_queue(settings, &clock)?;
    let node = Node {
        settings,
        store,
        queue,
        clock,
    };
    if settings.roles.web {
        node.serve_people(signals).await
    } else {
        node.work_only(signals).await
    }
}

/// What every role needs.
struct Node<'a> {
    settings: &'a Settings,
    store: Store,
    queue: Arc<dyn Queue>,
    clock: Arc<dyn Clock>,
}

impl Node<'_> {
    async fn serve_people(self, signals: Signals) -> Result<(), Box<dyn Error>> {
        let settings = self.settings;
        let listener = TcpListener::bind(settings.listen)
            .await
            .map_err(|error| SettingError::of_address(settings.listen, &error))?;
        let public_url = settings.public_url(listener.local_addr()?)?;
        let live = LiveSettings::default();
        let last_words = live.close_grace + LAST_WORDS;
        let wire = Wire::start(settings, &*self.clock);
        let outbox = Wake::default();
        let notices = RoomNotices::new(self.store.clone(), Arc::clone(&self.clock), outbox.clone());
        let rooms = Rooms::with_notices(
            self.store.clone(),
            wire.bus(),
            Arc::clone(&self.clock),
            live,
            Arc::new(QueuedNotices(notices)),
        );
        let secret = jwt_secret(settings)?;
        let turn = turn::start(settings, &secret, Arc::clone(&self.clock)).await?;
        let mut services = Services::new(
            server_settings(settings, public_url.clone(), secret, turn.ice.clone()),
            self.store.clone(),
            Arc::clone(&self.queue),
            rooms.clone(),
            Arc::clone(&self.clock),
        );
        services.outbox = outbox.clone();
        if let Some(allowances) = wire.allowances() {
            services = services.with_shared_limits(allowances);
        }
        let work = self.start_work(&public_url, outbox)?;
        let (stop, stopped) = oneshot::channel::<()>();
        let stopping = async move { drop(stopped.await) };
        let server = tokio::spawn(serving::serve(listener, services.clone(), stopping));
        announce(&format!("CoDevLive is at {}", public_url.as_str()));
        signals.wait().await;
        tracing::info!("draining");
        services.readiness.drain();
        tokio::join!(drain(&rooms, last_words), work.stop());
        wire.leave().await;
        drop(stop);
        if tokio::time::timeout(LAST_REQUESTS, server).await.is_err() {
            tracing::info!("requests are still open; going without them");
        }
        drop(turn);
        Ok(())
    }

    /// Does what is queued, and listens to nobody.
    async fn work_only(self, signals: Signals) -> Result<(), Box<dyn Error>> {
        let public_url = self.settings.public_url(self.settings.listen)?;
        let work = self.start_work(&public_url, Wake::default())?;
        announce("CoDevLive does jobs");
        signals.wait().await;
        work.stop().await;
        Ok(())
    }

    fn start_work(&self, public_url: &PublicUrl, wake: Wake) -> Result<Work, Box<dyn Error>> {
        let links = SignedLinks::new(&jwt_secret(self.settings)?);
        let mailer = mail::mailer(self.settings, public_url, links, Arc::clone(&self.clock))?;
        let parts = Parts {
            store: self.store.clone(),
            queue: Arc::clone(&self.queue),
            clock: Arc::clone(&self.clock),
            mailer,
            wake,
        };
        Ok(Work::start(parts, self.settings.roles.worker))
    }
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
    jwt_secret: Vec<u8>,
    ice: IceSettings,
) -> ServerSettings {
    let https = public_url.is_https();
    ServerSettings {
        public_url,
        jwt_secret,
        trusted_proxies: settings.trusted_proxies.clone(),
        rate_limits: settings.rate_limits,
        firebase: settings.firebase.clone(),
        ice,
        development: settings.listen.ip().is_loopback() && !https,
    }
}

/// Given, or generated once.
fn jwt_secret(settings: &Settings) -> Result<Vec<u8>, Box<dyn Error>> {
    match &settings.jwt_secret {
        Some(secret) => Ok(secret.clone()),
        None => Ok(secret_file::read_or_generate(&settings.data_dir)?),
    }
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

/// The one line on standard output: the address to open, if there is one.
#[expect(clippy::print_stdout, reason = "the command's output")]
fn announce(line: &str) {
    println!("{line}");
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
