//! The connection: made, kept, and made anew.

use std::{collections::HashSet, sync::Arc};

use futures_util::StreamExt;
use redis::{
    Pipeline, RedisError,
    aio::{MultiplexedConnection, PubSubSink, PubSubStream},
};
use tokio::{
    sync::mpsc,
    time::{Duration, interval, sleep, timeout},
};

use super::{
    Beat, Change, Outgoing, Shared, Topic, channel::Channels, heard::BEAT, wire::encode_beat,
};
use crate::redis::RedisAddress;

/// How long until a connection is tried again: each node has its own, so that all do not come at once.
const PAUSE: std::ops::Range<u64> = 150..300;

/// Messages sent at once.
const BATCH: usize = 256;

/// Topics subscribed to at once.
const TOPICS: usize = 500;

/// How long Redis may take to answer. Slower, and the connection is given up.
const ANSWER: Duration = Duration::from_secs(3);

/// What the bus hands to the connection.
pub(super) struct Queues {
    pub(super) subscriptions: mpsc::UnboundedReceiver<Change>,
    pub(super) outgoing: mpsc::Receiver<Outgoing>,
}

/// Why a connection ended.
#[derive(Debug, thiserror::Error)]
enum Broken {
    #[error(transparent)]
    Redis(#[from] RedisError),
    #[error("no answer in time")]
    Late(#[from] tokio::time::error::Elapsed),
    #[error("closed by the server")]
    Closed,
    #[error("own messages do not come back")]
    Deaf,
}

/// Keeps a connection to Redis for as long as the bus lives.
pub(super) async fn run(
    shared: Arc<Shared>,
    (address, channels): (RedisAddress, Channels),
    mut queues: Queues,
) {
    let pause = PAUSE.start + shared.heard.node().0.as_u64_pair().1 % (PAUSE.end - PAUSE.start);
    let pause = Duration::from_millis(pause);
    let mut was_up = true;
    loop {
        let broken = match Link::open(&shared, &address, &channels).await {
            Ok(link) => {
                was_up = true;
                link.serve(&mut queues).await
            }
            Err(broken) => broken,
        };
        shared.heard.cut();
        shared.commands.send_replace(None);
        // Once, and not for each try.
        if std::mem::take(&mut was_up) {
            tracing::warn!(redis.address = %address, error = %broken, "Redis is away; rooms go on by the log");
        }
        while let Ok(lost) = queues.outgoing.try_recv() {
            shared.taken(&lost);
            shared.unsent(lost);
        }
        sleep(pause).await;
    }
}

struct Link<'a> {
    shared: &'a Shared,
    channels: &'a Channels,
    commands: MultiplexedConnection,
    sink: PubSubSink,
    stream: PubSubStream,
}

impl<'a> Link<'a> {
    async fn open(
        shared: &'a Shared,
        address: &RedisAddress,
        channels: &'a Channels,
    ) -> Result<Self, Broken> {
        let (commands, listening) = tokio::try_join!(address.connect(), address.listen())?;
        let (sink, stream) = listening.split();
        shared.commands.send_replace(Some(commands.clone()));
        Ok(Self {
            shared,
            channels,
            commands,
            sink,
            stream,
        })
    }

    /// Until it breaks. One task, so that a connection's parts end together.
    async fn serve(self, queues: &mut Queues) -> Broken {
        let Self {
            shared,
            channels,
            commands,
            sink,
            stream,
        } = self;
        let broken = tokio::select! {
            broken = receive(shared, channels, stream) => broken,
            broken = subscribe(shared, channels, sink, &mut queues.subscriptions) => broken,
            broken = send(shared, channels, commands, &mut queues.outgoing) => broken,
            broken = beat(shared) => broken,
        };
        match broken {
            Err(broken) => broken,
            Ok(never) => match never {},
        }
    }
}

type Never = std::convert::Infallible;

async fn receive(
    shared: &Shared,
    channels: &Channels,
    mut stream: PubSubStream,
) -> Result<Never, Broken> {
    while let Some(message) = stream.next().await {
        if let Some(topic) = channels.topic(message.get_channel_name()) {
            shared.received(topic, message.get_payload_bytes().to_vec());
        }
    }
    Err(Broken::Closed)
}

/// Subscribes to what is listened to: all of it now, then what changes.
async fn subscribe(
    shared: &Shared,
    channels: &Channels,
    sink: PubSubSink,
    queue: &mut mpsc::UnboundedReceiver<Change>,
) -> Result<Never, Broken> {
    let mut subscriptions = Subscriptions {
        shared,
        channels,
        sink,
        topics: HashSet::new(),
    };
    // Before it is looked what there is: who begins to listen later asks for it.
    shared.heard.link();
    let mut all = shared.topics(|topics| topics.topics());
    // The beats come on this one, whoever listens to it.
    all.push(Topic::Nodes);
    subscriptions.follow(all.clone()).await?;
    tracing::info!("connected to Redis");
    for topic in all {
        shared.gap(topic);
    }
    let mut changes = Vec::new();
    while queue.recv_many(&mut changes, TOPICS).await > 0 {
        let topics = changes.iter().map(|change| change.topic).collect();
        subscriptions.follow(topics).await?;
        for Change { topic, done } in changes.drain(..) {
            if done.is_some_and(|done| done.send(()).is_err()) {
                // Who asked went on without it.
                shared.gap(topic);
            }
        }
    }
    Err(Broken::Closed)
}

struct Subscriptions<'a> {
    shared: &'a Shared,
    channels: &'a Channels,
    sink: PubSubSink,
    /// What the server was asked for, and not to stop.
    topics: HashSet<Topic>,
}

impl Subscriptions<'_> {
    /// Subscribes to those of the topics that somebody listens to now, and unsubscribes from the others.
    async fn follow(&mut self, topics: Vec<Topic>) -> Result<(), Broken> {
        let heard = |topic: &Topic| self.shared.topics(|topics| topics.has(*topic));
        let (mut come, mut gone): (Vec<_>, Vec<_>) = topics
            .into_iter()
            .partition(|topic| *topic == Topic::Nodes || heard(topic));
        come.retain(|topic| self.topics.insert(*topic));
        gone.retain(|topic| self.topics.remove(topic));
        for some in come.chunks(TOPICS) {
            let names = self.names(some);
            timeout(ANSWER, self.sink.subscribe(names)).await??;
        }
        for some in gone.chunks(TOPICS) {
            let names = self.names(some);
            timeout(ANSWER, self.sink.unsubscribe(names)).await??;
        }
        Ok(())
    }

    fn names(&self, topics: &[Topic]) -> Vec<String> {
        let name = |topic: &Topic| self.channels.name(*topic);
        topics.iter().map(name).collect()
    }
}

async fn send(
    shared: &Shared,
    channels: &Channels,
    mut commands: MultiplexedConnection,
    outgoing: &mut mpsc::Receiver<Outgoing>,
) -> Result<Never, Broken> {
    let mut batch = Vec::with_capacity(BATCH);
    while outgoing.recv_many(&mut batch, BATCH).await > 0 {
        let mut pipeline = Pipeline::with_capacity(batch.len());
        for message in &batch {
            shared.taken(message);
            let publish = pipeline.cmd("PUBLISH").arg(channels.name(message.topic));
            publish.arg(message.payload.as_slice()).ignore();
        }
        let outcome = timeout(ANSWER, pipeline.exec_async(&mut commands)).await;
        if !matches!(outcome, Ok(Ok(()))) {
            // Redis may have had them: twice does no harm.
            batch.drain(..).for_each(|message| shared.unsent(message));
        }
        outcome??;
        for sent in batch.drain(..).filter_map(|message| message.sent) {
            // Who asked may have gone.
            let _ = sent.send(());
        }
    }
    Err(Broken::Closed)
}

/// Beats after which the other nodes are back too, if it was Redis that was away: each waits for [`PAUSE`] at most
/// between two tries. What was kept is sent then, since sooner some would not be there to hear it.
const ALL_ARE_BACK: u32 = 4;

/// Gives signs of life, and looks whether they come back.
async fn beat(shared: &Shared) -> Result<Never, Broken> {
    let mut ticks = interval(BEAT);
    let mut beats: u32 = 0;
    loop {
        ticks.tick().await;
        beats = beats.saturating_add(1);
        if beats == ALL_ARE_BACK {
            shared.send_kept();
        }
        let beat = Outgoing {
            topic: Topic::Nodes,
            payload: encode_beat(shared.heard.node(), Beat::Here),
            keep: false,
            sent: None,
        };
        // If too much waits it is late, and that is what it says.
        shared.send(beat);
        if shared.heard.is_deaf() {
            return Err(Broken::Deaf);
        }
    }
}
