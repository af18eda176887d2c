//! What every engine owes. Each case gets an engine of its own, as two workers see it.

use std::{
    collections::HashSet,
    sync::Arc,
    time::{Duration, Instant},
};

use codevlive_domain::clock::Clock;
use codevlive_queue::{
    EnqueueError, LEASE, Next, Queue,
    job::{Enqueued, Lease, Listing, NewJob, Priority, State},
};

use crate::{
    clock::SystemClock,
    sample::{KIND, all, delayed, job},
};

/// One queue, by two workers of it.
pub(crate) struct Fresh {
    pub(crate) one: Arc<dyn Queue>,
    pub(crate) other: Arc<dyn Queue>,
    /// Holds ten jobs of a kind at most.
    pub(crate) small: Arc<dyn Queue>,
    /// What it needs, as long as it is used.
    pub(crate) _keep: Box<dyn std::any::Any + Send + Sync>,
}

/// Makes a test of every case, each on what `$fresh` evaluates to.
macro_rules! suite {
    ($fresh:expr) => {
        crate::suite::suite!($fresh, [
            what_is_enqueued_is_leased_once_and_gone_when_done,
            a_key_makes_one_job_however_often_it_is_asked_for,
            a_finished_key_is_remembered,
            those_of_high_priority_go_first_and_then_the_older,
            kinds_are_apart,
            a_delayed_job_is_not_leased_early,
            what_failed_comes_back_with_its_next_try,
            what_is_released_has_not_been_tried,
            a_dead_job_is_listed_with_its_error_and_can_be_retried,
            a_delayed_job_can_be_retried_at_once,
            a_removed_job_is_never_leased,
            a_removed_job_that_runs_is_not_held,
            an_orphan_is_leased_again_within_twice_the_lease,
            an_orphan_behind_many_that_live_is_found,
            a_renewed_lease_does_not_pass,
            who_lost_a_lease_can_fail_it_no_more,
            done_is_done_whoever_has_it,
            done_is_done_wherever_another_put_it,
            more_than_it_holds_is_refused,
            jobs_are_listed_by_state_and_in_pages,
            jobs_are_counted_by_state,
        ]);
    };
    ($fresh:expr, [$($case:ident,)*]) => {
        $(
            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn $case() {
                crate::suite::$case($fresh).await;
            }
        )*
    };
}
pub(crate) use suite;

impl Fresh {
    async fn add(&self, job: &NewJob) {
        assert_eq!(
            self.one.enqueue(job.clone()).await.unwrap(),
            Enqueued::Added
        );
    }

    async fn lease_one(&self) -> Lease {
        let leases = self.one.lease(KIND, 1).await.unwrap();
        leases.into_iter().next().expect("a job is due")
    }

    async fn leased(&self, queue: &Arc<dyn Queue>) -> Vec<Lease> {
        queue.lease(KIND, 100).await.unwrap()
    }

    async fn states(&self) -> Vec<(State, usize)> {
        let mut states = Vec::new();
        for state in State::ALL {
            states.push((state, self.one.list(all(state)).await.unwrap().len()));
        }
        states.retain(|(_, count)| *count > 0);
        states
    }
}

pub(crate) async fn what_is_enqueued_is_leased_once_and_gone_when_done(fresh: Fresh) {
    let job = job();
    fresh.add(&job).await;
    let leases = fresh.leased(&fresh.one).await;
    assert_eq!(leases.len(), 1);
    let lease = &leases[0];
    assert_eq!(
        (lease.id, &lease.payload, &lease.key),
        (job.id, &job.payload, &job.key)
    );
    assert_eq!((lease.kind.as_str(), lease.attempt), (KIND, 1));
    assert_eq!(fresh.leased(&fresh.other).await, []);
    fresh.one.complete(&leases).await.unwrap();
    assert_eq!(fresh.states().await, []);
}

pub(crate) async fn a_key_makes_one_job_however_often_it_is_asked_for(fresh: Fresh) {
    let asked = (0..100).map(|number| {
        let queue = if number % 2 == 0 {
            &fresh.one
        } else {
            &fresh.other
        };
        let (queue, key) = (Arc::clone(queue), "the same".to_owned());
        tokio::spawn(async move { queue.enqueue(NewJob { key, ..job() }).await.unwrap() })
    });
    let mut answers = Vec::new();
    for answer in asked.collect::<Vec<_>>() {
        answers.push(answer.await.unwrap());
    }
    let added = answers.iter().filter(|answer| **answer == Enqueued::Added);
    assert_eq!(added.count(), 1);
    let leases = fresh.leased(&fresh.one).await;
    assert_eq!(leases.len(), 1);
    answers.retain(|answer| *answer != Enqueued::Added);
    let present = Enqueued::Present(leases[0].id);
    assert_eq!(answers, vec![present; 99]);
}

pub(crate) async fn a_finished_key_is_remembered(fresh: Fresh) {
    let first = job();
    fresh.add(&first).await;
    let leases = fresh.leased(&fresh.one).await;
    fresh.one.complete(&leases).await.unwrap();
    let again = NewJob {
        key: first.key,
        ..job()
    };
    assert_eq!(
        fresh.other.enqueue(again).await.unwrap(),
        Enqueued::Finished
    );
    assert_eq!(fresh.states().await, []);
}

pub(crate) async fn those_of_high_priority_go_first_and_then_the_older(fresh: Fresh) {
    let mut jobs = Vec::new();
    for priority in [
        Priority::Low,
        Priority::Normal,
        Priority::High,
        Priority::Normal,
        Priority::High,
    ] {
        let job = NewJob { priority, ..job() };
        fresh.add(&job).await;
        jobs.push(job.id);
    }
    let mut leased = Vec::new();
    for _ in 0..jobs.len() {
        leased.push(fresh.lease_one().await.id);
    }
    assert_eq!(leased, [2, 4, 1, 3, 0].map(|index: usize| jobs[index]));
}

pub(crate) async fn kinds_are_apart(fresh: Fresh) {
    let other = NewJob {
        kind: "other".to_owned(),
        ..job()
    };
    fresh.add(&other).await;
    assert_eq!(fresh.leased(&fresh.one).await, []);
    assert_eq!(fresh.one.lease("other", 9).await.unwrap()[0].id, other.id);
}

pub(crate) async fn a_delayed_job_is_not_leased_early(fresh: Fresh) {
    let job = delayed(700);
    fresh.add(&job).await;
    assert_eq!(fresh.states().await, [(State::Delayed, 1)]);
    while fresh.leased(&fresh.one).await.is_empty() {
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    let late = SystemClock.now().since(job.run_at);
    assert!((0..500).contains(&late), "{late} ms late");
}

pub(crate) async fn what_failed_comes_back_with_its_next_try(fresh: Fresh) {
    fresh.add(&job()).await;
    for attempt in 1..=3 {
        let lease = fresh.lease_one().await;
        assert_eq!(lease.attempt, attempt);
        let now = SystemClock.now();
        fresh
            .one
            .fail(&lease, "no luck", Next::RetryAt(now))
            .await
            .unwrap();
    }
    let later = SystemClock.now().plus(60_000);
    let lease = fresh.lease_one().await;
    fresh
        .one
        .fail(&lease, "still none", Next::RetryAt(later))
        .await
        .unwrap();
    assert_eq!(fresh.leased(&fresh.one).await, []);
    let delayed = fresh.one.list(all(State::Delayed)).await.unwrap();
    assert_eq!(delayed.len(), 1);
    assert_eq!(delayed[0].error.as_deref(), Some("still none"));
    assert_eq!((delayed[0].attempts, delayed[0].run_at), (4, later));
}

pub(crate) async fn what_is_released_has_not_been_tried(fresh: Fresh) {
    fresh.add(&job()).await;
    let lease = fresh.lease_one().await;
    fresh
        .one
        .fail(&lease, "stopped", Next::Release)
        .await
        .unwrap();
    let leases = fresh.leased(&fresh.other).await;
    assert_eq!((leases[0].id, leases[0].attempt), (lease.id, 1));
}

pub(crate) async fn a_dead_job_is_listed_with_its_error_and_can_be_retried(fresh: Fresh) {
    let asked = job();
    fresh.add(&asked).await;
    let lease = fresh.lease_one().await;
    fresh
        .one
        .fail(&lease, "for good", Next::Dead)
        .await
        .unwrap();
    assert_eq!(fresh.states().await, [(State::Dead, 1)]);
    let dead = fresh.one.list(all(State::Dead)).await.unwrap().remove(0);
    assert_eq!(
        (dead.id, dead.payload, dead.state),
        (asked.id, asked.payload.clone(), State::Dead)
    );
    assert_eq!(
        (dead.error.as_deref(), dead.attempts),
        (Some("for good"), 1)
    );
    assert_eq!(dead.created_at, asked.created_at);
    // Its key is held all the while.
    let again = NewJob {
        key: asked.key,
        ..job()
    };
    assert_eq!(
        fresh.one.enqueue(again).await.unwrap(),
        Enqueued::Present(asked.id)
    );
    assert!(fresh.one.retry(asked.id).await.unwrap());
    assert_eq!(fresh.lease_one().await.attempt, 1);
    assert!(!fresh.one.retry(asked.id).await.unwrap(), "it runs");
    assert!(!fresh.one.retry(job().id).await.unwrap(), "there is none");
}

pub(crate) async fn a_delayed_job_can_be_retried_at_once(fresh: Fresh) {
    let job = delayed(60_000);
    fresh.add(&job).await;
    assert!(fresh.one.retry(job.id).await.unwrap());
    assert_eq!(fresh.lease_one().await.id, job.id);
}

pub(crate) async fn a_removed_job_is_never_leased(fresh: Fresh) {
    let (due, later) = (job(), delayed(300));
    for job in [&due, &later] {
        fresh.add(job).await;
        assert!(fresh.other.remove(job.id).await.unwrap());
        assert!(!fresh.other.remove(job.id).await.unwrap());
    }
    tokio::time::sleep(Duration::from_millis(400)).await;
    assert_eq!(fresh.leased(&fresh.one).await, []);
    assert_eq!(fresh.states().await, []);
    // What was removed is not to come back by who asks for it again.
    let again = NewJob {
        key: due.key,
        ..job()
    };
    assert_eq!(fresh.one.enqueue(again).await.unwrap(), Enqueued::Finished);
}

pub(crate) async fn a_removed_job_that_runs_is_not_held(fresh: Fresh) {
    fresh.add(&job()).await;
    fresh.add(&job()).await;
    let leases = fresh.leased(&fresh.one).await;
    assert!(fresh.other.remove(leases[0].id).await.unwrap());
    assert_eq!(fresh.one.renew(&leases).await.unwrap(), [leases[1].id]);
    // What its worker says of it then changes nothing.
    let now = SystemClock.now();
    fresh
        .one
        .fail(&leases[0], "late", Next::RetryAt(now))
        .await
        .unwrap();
    assert_eq!(fresh.states().await, [(State::Running, 1)]);
}

pub(crate) async fn an_orphan_is_leased_again_within_twice_the_lease(fresh: Fresh) {
    fresh.add(&job()).await;
    let lease = fresh.lease_one().await;
    let start = Instant::now();
    let again = loop {
        if let Some(again) = fresh.leased(&fresh.other).await.pop() {
            break again;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    };
    let waited = start.elapsed();
    assert_eq!((again.id, again.attempt), (lease.id, 2));
    assert!(
        waited > LEASE.mul_f32(0.9) && waited < LEASE * 2,
        "{waited:?}"
    );
}

pub(crate) async fn an_orphan_behind_many_that_live_is_found(fresh: Fresh) {
    for _ in 0..41 {
        fresh.add(&job()).await;
    }
    let living = fresh.one.lease(KIND, 40).await.unwrap();
    let orphan = fresh.leased(&fresh.other).await;
    assert_eq!((living.len(), orphan.len()), (40, 1));
    let start = Instant::now();
    let found = loop {
        assert_eq!(fresh.one.renew(&living).await.unwrap().len(), 40);
        if let Some(found) = fresh.small.lease(KIND, 1).await.unwrap().pop() {
            break found;
        }
        assert!(start.elapsed() < LEASE * 2, "nobody found it");
        tokio::time::sleep(LEASE / 10).await;
    };
    assert_eq!(found.id, orphan[0].id);
}

pub(crate) async fn a_renewed_lease_does_not_pass(fresh: Fresh) {
    fresh.add(&job()).await;
    let lease = [fresh.lease_one().await];
    for _ in 0..8 {
        tokio::time::sleep(LEASE / 4).await;
        assert_eq!(fresh.one.renew(&lease).await.unwrap(), [lease[0].id]);
        assert_eq!(fresh.leased(&fresh.other).await, []);
    }
}

pub(crate) async fn who_lost_a_lease_can_fail_it_no_more(fresh: Fresh) {
    fresh.add(&job()).await;
    let lost = fresh.lease_one().await;
    tokio::time::sleep(LEASE + Duration::from_millis(1_200)).await;
    let held = fresh.leased(&fresh.other).await;
    assert_eq!(held.len(), 1);
    assert_eq!(
        fresh.one.renew(std::slice::from_ref(&lost)).await.unwrap(),
        []
    );
    fresh.one.fail(&lost, "late", Next::Dead).await.unwrap();
    assert_eq!(fresh.states().await, [(State::Running, 1)]);
    assert_eq!(fresh.other.renew(&held).await.unwrap(), [lost.id]);
}

pub(crate) async fn done_is_done_whoever_has_it(fresh: Fresh) {
    fresh.add(&job()).await;
    let first = fresh.lease_one().await;
    tokio::time::sleep(LEASE + Duration::from_millis(1_200)).await;
    let second = fresh.leased(&fresh.other).await;
    fresh.one.complete(&[first]).await.unwrap();
    assert_eq!(fresh.other.renew(&second).await.unwrap(), []);
    fresh.other.complete(&second).await.unwrap();
    assert_eq!(fresh.states().await, []);
}

pub(crate) async fn done_is_done_wherever_another_put_it(fresh: Fresh) {
    for _ in 0..3 {
        fresh.add(&job()).await;
    }
    let first = fresh.leased(&fresh.one).await;
    tokio::time::sleep(LEASE + Duration::from_millis(1_200)).await;
    let second = fresh.leased(&fresh.other).await;
    assert_eq!((first.len(), second.len()), (3, 3));
    let later = Next::RetryAt(SystemClock.now().plus(60_000));
    for (lease, next) in second.iter().zip([Next::Dead, later, Next::Release]) {
        fresh.other.fail(lease, "no luck", next).await.unwrap();
    }
    fresh.one.complete(&first).await.unwrap();
    let counts = fresh.one.counts().await.unwrap();
    let left = counts
        .iter()
        .map(|kind| kind.waiting + kind.delayed + kind.running + kind.dead);
    assert_eq!(left.sum::<u64>(), 0, "{counts:?}");
}

pub(crate) async fn more_than_it_holds_is_refused(fresh: Fresh) {
    for _ in 0..10 {
        fresh.add(&job()).await;
    }
    let refused = fresh.small.enqueue(job()).await;
    assert!(matches!(refused, Err(EnqueueError::Full)), "{refused:?}");
    let leases = fresh.one.lease(KIND, 1).await.unwrap();
    fresh.one.complete(&leases).await.unwrap();
    assert_eq!(fresh.small.enqueue(job()).await.unwrap(), Enqueued::Added);
}

pub(crate) async fn jobs_are_listed_by_state_and_in_pages(fresh: Fresh) {
    let mut jobs = Vec::new();
    for _ in 0..5 {
        let job = job();
        fresh.add(&job).await;
        jobs.push(job.id);
    }
    fresh
        .add(&NewJob {
            kind: "other".to_owned(),
            ..job()
        })
        .await;
    let mut listing = Listing {
        limit: 2,
        kind: Some(KIND.to_owned()),
        ..all(State::Waiting)
    };
    let mut listed = Vec::new();
    loop {
        let page = fresh.one.list(listing.clone()).await.unwrap();
        let Some(last) = page.last() else { break };
        assert!(page.len() <= 2);
        listing.after = Some(last.id);
        listed.extend(page.into_iter().map(|job| job.id));
    }
    assert_eq!(listed, jobs);
}

pub(crate) async fn jobs_are_counted_by_state(fresh: Fresh) {
    for _ in 0..4 {
        fresh.add(&job()).await;
    }
    fresh.add(&delayed(60_000)).await;
    let leases = fresh.one.lease(KIND, 2).await.unwrap();
    fresh
        .one
        .fail(&leases[0], "for good", Next::Dead)
        .await
        .unwrap();
    tokio::time::sleep(Duration::from_millis(50)).await;
    let counts = fresh.one.counts().await.unwrap();
    assert_eq!(counts.len(), 1);
    let counts = &counts[0];
    assert_eq!(counts.kind, KIND);
    let numbers = [counts.waiting, counts.delayed, counts.running, counts.dead];
    assert_eq!(numbers, [2, 1, 1, 1]);
    let oldest = counts.oldest_waiting.unwrap();
    assert!((50..5_000).contains(&oldest.as_millis()), "{oldest:?}");
    let waiting = fresh.one.list(all(State::Waiting)).await.unwrap();
    let ids: HashSet<_> = waiting.iter().map(|job| job.id).collect();
    assert!(!ids.contains(&leases[1].id) && ids.len() == 2);
}
