//! Which engines the settings ask for, and how to open them.

use std::{error::Error, fs, sync::Arc};

use codevlive_domain::clock::Clock;
use codevlive_live::{
    bus::{Bus, NodeId, local::LocalBus, redis::RedisBus},
    redis::allowances::Allowances,
};
use codevlive_queue::{Queue, redis::RedisQueue, sqlite::SqliteQueue};
use codevlive_store::{
    Store,
    mongo::MongoStore,
    sqlite::{SqliteOptions, SqliteStore},
};

use crate::settings::{SettingError, Settings, known::Setting};

/// Opens the store to read and write: `MongoDB`, or `SQLite` in `DATA_DIR`.
pub(crate) async fn open_store(settings: &Settings) -> Result<Store, Box<dyn Error>> {
    fs::create_dir_all(&settings.data_dir).map_err(|error| unusable(settings, &error))?;
    match &settings.mongo_uri {
        Some(uri) => Ok(connect(uri).await?),
        None => SqliteStore::open(&settings.data_dir, &SqliteOptions::default())
            .map_err(|error| unusable(settings, &error).into()),
    }
}

/// Opens the store to be read beside a server that may run: as it is now, on `SQLite`; as it comes to be
/// while it is read, on `MongoDB`.
pub(crate) async fn open_to_back_up(settings: &Settings) -> Result<Store, Box<dyn Error>> {
    match &settings.mongo_uri {
        Some(uri) => Ok(connect(uri).await?),
        None => Ok(SqliteStore::snapshot(&settings.data_dir)?),
    }
}

async fn connect(uri: &str) -> Result<Store, SettingError> {
    let store = MongoStore::connect(uri).await;
    store.map_err(|error| SettingError::new(Setting::MongoUri, error))
}

fn unusable(settings: &Settings, error: &dyn std::fmt::Display) -> SettingError {
    let folder = settings.data_dir.display();
    SettingError::new(Setting::DataDir, format!("{folder}: {error}"))
}

/// Under which everything of the queue stands in Redis.
const QUEUE_PREFIX: &str = "codevlive:queue:";

/// Opens the queue: on Redis, if nodes share one, or in a file in `DATA_DIR`.
pub(crate) fn open_queue(
    settings: &Settings,
    clock: &Arc<dyn Clock>,
) -> Result<Arc<dyn Queue>, SettingError> {
    match &settings.redis {
        Some(address) if settings.mongo_uri.is_some() => {
            let address = address.clone();
            let connect = Box::new(move || {
                let address = address.clone();
                Box::pin(async move { address.connect().await }) as _
            });
            let worker = clock.new_id().to_string();
            Ok(Arc::new(RedisQueue::new(connect, QUEUE_PREFIX, &worker)))
        }
        _ => {
            let queue = SqliteQueue::open(&settings.data_dir, Arc::clone(clock));
            Ok(Arc::new(queue.map_err(|error| unusable(settings, &error))?))
        }
    }
}

/// How this node reaches the others.
pub(crate) enum Wire {
    /// It is alone.
    Local(LocalBus),
    /// By Redis.
    Redis(Arc<RedisBus>),
}

impl Wire {
    /// Needs the runtime's context. Does not wait for Redis.
    pub(crate) fn start(settings: &Settings, clock: &dyn Clock) -> Self {
        match &settings.redis {
            Some(address) if settings.mongo_uri.is_none() => {
                // Nodes share only a store on which what is visible is durable.
                tracing::warn!(redis.address = %address, "REDIS_URL is not used without MONGO_URI: SQLite has one node");
                Self::Local(LocalBus::default())
            }
            Some(address) => {
                let node = NodeId(clock.new_id());
                Self::Redis(Arc::new(RedisBus::start(address.clone(), node)))
            }
            None if settings.mongo_uri.is_some() => {
                tracing::info!("without REDIS_URL this must be the only node");
                Self::Local(LocalBus::on_shared_store())
            }
            None => Self::Local(LocalBus::default()),
        }
    }

    pub(crate) fn bus(&self) -> Arc<dyn Bus> {
        match self {
            Self::Local(bus) => Arc::new(bus.clone()),
            Self::Redis(bus) => Arc::clone(bus) as _,
        }
    }

    /// What clients use, counted by all nodes together.
    pub(crate) fn allowances(&self) -> Option<Allowances> {
        match self {
            Self::Local(_) => None,
            Self::Redis(bus) => Some(bus.allowances()),
        }
    }

    /// Tells the others that this node has written all it had.
    pub(crate) async fn leave(&self) {
        if let Self::Redis(bus) = self {
            bus.leave().await;
        }
    }
}
