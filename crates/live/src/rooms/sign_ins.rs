//! Sign-ins that ended without this node being told: the word was lost, or was never given (`codevlive admin`).

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::{Arc, Weak},
    time::Duration,
};

use codevlive_domain::id::{PersonId, SessionId};
use codevlive_store::{
    Store, Unavailable,
    document::Collection,
    documents::{account::Account, session::Session},
};
use tokio::{
    sync::{Notify, mpsc},
    time::{Instant, timeout, timeout_at},
};

use super::nodes::sign_out;
use crate::{bus::SignOut, node::Node, room::inbox::Inbound};

/// How long rooms may take to say who is connected. One that takes longer is asked again the next time.
const ANSWERED: Duration = Duration::from_secs(1);

/// The sign-ins by which people are connected to this node, each once, however many tabs and rooms it opened.
type SignIns = BTreeMap<PersonId, BTreeSet<SessionId>>;

/// Looks every now and then whether the sign-ins of those who are connected still last, and at once if there is a
/// doubt, until the node is dropped. One look at a time: a store that is slow is asked less often.
pub(super) async fn run(node: Weak<Node>, doubt: Arc<Notify>) {
    while let Some(every) = node.upgrade().map(|node| node.settings.check_sign_ins) {
        // Either way it is time.
        let _doubted = timeout(every, doubt.notified()).await;
        let Some(node) = node.upgrade() else {
            return;
        };
        for (person, sessions) in connected(&node).await {
            match ended(&node.store, person, &sessions).await {
                Ok(ended) => ended.into_iter().for_each(|whose| sign_out(&node, whose)),
                Err(error) => tracing::warn!(%error, "sign-ins could not be looked for"),
            }
        }
    }
}

async fn connected(node: &Node) -> SignIns {
    let (tell, mut told) = mpsc::unbounded_channel();
    for room in node.registry.rooms() {
        let ask = Inbound::ListSignIns(tell.clone());
        node.registry.deliver_if_open(room, ask);
    }
    drop(tell);
    let mut all = SignIns::new();
    let until = Instant::now() + ANSWERED;
    while let Ok(Some((person, session))) = timeout_at(until, told.recv()).await {
        all.entry(person).or_default().insert(session);
    }
    all
}

/// Which of a person's sign-ins have ended. The account is read last: a new sign-in has the epoch of an account that
/// was written before it.
async fn ended(
    store: &Store,
    person: PersonId,
    sessions: &BTreeSet<SessionId>,
) -> Result<Vec<SignOut>, Unavailable> {
    let documents = Collection::<Session>::new(Arc::clone(&store.documents));
    let mut found = Vec::new();
    for session in sessions {
        found.push((*session, documents.get(&session.to_string()).await?));
    }
    let accounts = Collection::<Account>::new(Arc::clone(&store.documents));
    let account = accounts.get(&person.to_string()).await?;
    let Some(account) = account.filter(|account| account.value.deleted_at.is_none()) else {
        return Ok(vec![SignOut::Person(person)]);
    };
    let epoch = account.value.security.epoch;
    found.retain(|(_, session)| session.as_ref().is_none_or(|it| it.value.epoch != epoch));
    let ended = found.into_iter().map(|(id, _)| SignOut::Session(id));
    Ok(ended.collect())
}
