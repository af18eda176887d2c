//! Runs jobs: one handler for all kinds, and how each kind is run.

mod send_mail;

use std::{sync::Arc, time::Duration};

use async_trait::async_trait;
use codevlive_domain::{clock::Clock, id::PersonId};
use codevlive_queue::{
    job::Lease,
    worker::{Handler, NotDone, Task, policy::Policy},
};
use codevlive_store::{Store, Unavailable};

use crate::{
    erasure::{Blank, erase_account},
    job::{Envelope, Job},
    mail::Mailer,
    outbox::Wake,
    room_notices::RoomNotices,
    summaries,
    tell_invited::tell_invited,
};

/// Mails that one worker sends at once; a mail server waits more than it works.
const MAILS: usize = 50;

/// How long sending one mail may take: twice what the mail server has for an answer.
const MAIL_TIMEOUT: Duration = Duration::from_mins(1);

/// How long anything else may take.
const UPKEEP_TIMEOUT: Duration = Duration::from_mins(5);

/// How long erasing an account may take; what is left then is done by the next try.
const ERASURE_TIMEOUT: Duration = Duration::from_mins(10);

/// Does all jobs.
pub struct Doing {
    store: Store,
    mailer: Mailer,
    clock: Arc<dyn Clock>,
    /// What is left of an erased person's edits.
    blank: Blank,
    /// What is done may ask for further jobs.
    wake: Wake,
}

impl Doing {
    /// On that store, with that mailer.
    pub fn new(
        store: Store,
        mailer: Mailer,
        clock: Arc<dyn Clock>,
        blank: Blank,
        wake: Wake,
    ) -> Self {
        Self {
            store,
            mailer,
            clock,
            blank,
            wake,
        }
    }

    /// The kinds of jobs, for a worker.
    pub fn tasks(self) -> Vec<Task> {
        let handler: Arc<dyn Handler> = Arc::new(self);
        let mail = Policy {
            concurrency: MAILS,
            timeout: MAIL_TIMEOUT,
            ..Policy::default()
        };
        let upkeep = Policy {
            concurrency: 4,
            timeout: UPKEEP_TIMEOUT,
            ..Policy::default()
        };
        // What is to be erased is not given up: some two weeks of tries, an hour apart at last.
        let erasing = Policy {
            concurrency: 2,
            timeout: ERASURE_TIMEOUT,
            tries: 300,
            ..Policy::default()
        };
        let kinds = [
            ("mail", mail),
            ("tell_invited", upkeep),
            ("erase_account", erasing),
        ];
        let task = |(kind, policy)| Task {
            kind,
            policy,
            handler: Arc::clone(&handler),
        };
        kinds.map(task).into()
    }

    async fn run_job(&self, lease: &Lease, job: &Job) -> Result<(), NotDone> {
        match job {
            Job::Mail(letter) => {
                send_mail::send(&self.store, &self.mailer, lease.id.0, letter).await
            }
            Job::TellInvited { room } => tell_invited(&self.store, &*self.clock, *room)
                .await
                .map_err(|error| NotDone::Retry(error.to_string())),
            Job::EraseAccount { person } => self
                .erase(*person)
                .await
                .map_err(|error| NotDone::Retry(error.to_string())),
        }
    }

    /// A person's rooms are found by their summaries: first they are as their logs are.
    async fn erase(&self, person: PersonId) -> Result<(), Unavailable> {
        let clock = Arc::clone(&self.clock);
        let notices = RoomNotices::new(self.store.clone(), clock, self.wake.clone());
        summaries::catch_up(&self.store, &notices).await?;
        let erased = erase_account(&self.store, &*self.clock, self.blank, person);
        erased.await.map(drop)
    }
}

#[async_trait]
impl Handler for Doing {
    async fn run(&self, lease: &Lease) -> Result<(), NotDone> {
        let Some(Envelope { origin, job }) = Envelope::of_json(&lease.payload) else {
            return Err(NotDone::GiveUp(
                "this version does not know the job".to_owned(),
            ));
        };
        // A queue that lost its last moments has jobs that are done: the outbox knows better.
        let asked = origin.asks_for(&self.store, lease.id.0).await;
        if !asked.map_err(|error| NotDone::Retry(error.to_string()))? {
            return Ok(());
        }
        self.run_job(lease, &job).await?;
        if !matches!(job, Job::Mail(_)) {
            self.wake.wake();
        }
        // Before the queue hears of it: a queue that is lost now must not be offered it again. If it can't be now,
        // the relay does it when the queue says that the job is finished: it must not be done again for that.
        if let Err(error) = origin.clear(&self.store, lease.id.0).await {
            tracing::warn!(job.id = %lease.id, %error, "a job that is done stands in its outbox still");
        }
        Ok(())
    }
}
