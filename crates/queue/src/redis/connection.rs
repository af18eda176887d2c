//! The connection, made when it is needed, and anew when it broke.

use std::time::Duration;

use futures_util::future::BoxFuture;
use redis::{FromRedisValue, Pipeline, RedisResult, ScriptInvocation, aio::MultiplexedConnection};
use tokio::sync::Mutex;

use crate::Unavailable;

/// How to be connected to Redis. Asked anew each time: where the master is may change.
pub type Connect =
    Box<dyn Fn() -> BoxFuture<'static, RedisResult<MultiplexedConnection>> + Send + Sync>;

/// How long an answer may take, and a connection.
const ANSWER: Duration = Duration::from_secs(2);

pub(super) struct Connection {
    connect: Connect,
    /// None until it is needed. Ended by the first error that is not about the command.
    open: Mutex<Option<MultiplexedConnection>>,
}

impl Connection {
    pub(super) fn new(connect: Connect) -> Self {
        Self {
            connect,
            open: Mutex::default(),
        }
    }

    pub(super) async fn run<T: FromRedisValue>(
        &self,
        script: &ScriptInvocation<'_>,
    ) -> Result<T, Unavailable> {
        let mut connection = self.open().await?;
        self.answer(script.invoke_async(&mut connection)).await
    }

    pub(super) async fn pipe<T: FromRedisValue>(
        &self,
        commands: &Pipeline,
    ) -> Result<T, Unavailable> {
        let mut connection = self.open().await?;
        self.answer(commands.query_async(&mut connection)).await
    }

    async fn answer<T>(
        &self,
        call: impl Future<Output = RedisResult<T>>,
    ) -> Result<T, Unavailable> {
        let answer = tokio::time::timeout(ANSWER, call).await;
        let error = match answer {
            Ok(Ok(answer)) => return Ok(answer),
            Ok(Err(error)) => error.to_string(),
            Err(_late) => "no answer".to_owned(),
        };
        *self.open.lock().await = None;
        Err(Unavailable(format!("redis: {error}")))
    }

    async fn open(&self) -> Result<MultiplexedConnection, Unavailable> {
        let mut open = self.open.lock().await;
        if let Some(connection) = &*open {
            return Ok(connection.clone());
        }
        let connection = tokio::time::timeout(ANSWER, (self.connect)()).await;
        let connection = connection
            .map_err(|_late| Unavailable("redis: no connection".to_owned()))?
            .map_err(|error| Unavailable(format!("redis: {error}")))?;
        *open = Some(connection.clone());
        Ok(connection)
    }
}
