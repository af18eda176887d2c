//! The suite on Redis, and what is its own.

use std::{sync::Arc, time::Duration};

use codevlive_queue::{
    Queue,
    job::{Enqueued, NewJob},
};

use crate::{
    redis_server::RedisServer,
    sample::{KIND, job},
    suite::{Fresh, suite},
};

fn fresh() -> Fresh {
    let server = RedisServer::start();
    Fresh {
        one: Arc::new(server.queue("one")),
        other: Arc::new(server.queue("other")),
        small: Arc::new(server.queue("small").holding_at_most(10)),
        _keep: Box::new(server),
    }
}

suite!(fresh());

#[tokio::test]
async fn killed_and_back_empty_it_takes_jobs_again() {
    let mut server = RedisServer::start();
    let queue = server.queue("one");
    let job = job();
    queue.enqueue(job.clone()).await.unwrap();
    let lost = queue.lease(KIND, 1).await.unwrap();
    server.kill();
    assert!(queue.lease(KIND, 1).await.is_err());
    server.restart();
    assert!(queue.renew(&lost).await.unwrap().is_empty());
    assert_eq!(queue.enqueue(job.clone()).await.unwrap(), Enqueued::Added);
    // Who had it finishes it all the same, and it is not done again.
    queue.complete(&lost).await.unwrap();
    assert_eq!(queue.enqueue(job).await.unwrap(), Enqueued::Finished);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn eight_clients_that_ask_for_one_key_a_hundred_times_make_one_job() {
    let server = RedisServer::start();
    let clients = (0..8).map(|number| Arc::new(server.queue(&format!("client {number}"))));
    let clients: Vec<_> = clients.collect();
    let asked = (0..100).map(|number| {
        let client = Arc::clone(&clients[number % clients.len()]);
        let key = "the same".to_owned();
        tokio::spawn(async move { client.enqueue(NewJob { key, ..job() }).await.unwrap() })
    });
    let mut added = 0;
    for answer in asked.collect::<Vec<_>>() {
        added += u32::from(answer.await.unwrap() == Enqueued::Added);
    }
    assert_eq!(added, 1);
    assert_eq!(clients[0].lease(KIND, 100).await.unwrap().len(), 1);
}

#[tokio::test]
async fn a_worker_that_starts_again_under_its_name_works_at_once() {
    let server = RedisServer::start();
    let before = server.queue("the same");
    before.enqueue(job()).await.unwrap();
    assert_eq!(before.lease(KIND, 1).await.unwrap().len(), 1);
    drop(before);
    let after = server.queue("the same");
    let new = job();
    after.enqueue(new.clone()).await.unwrap();
    assert_eq!(after.lease(KIND, 1).await.unwrap()[0].id, new.id);
}

#[tokio::test]
async fn workers_that_are_long_gone_are_forgotten_but_for_those_with_jobs() {
    let server = RedisServer::start();
    let (gone, holding) = (server.queue("gone"), server.queue("holding"));
    for (worker, finishes) in [(&gone, true), (&holding, false)] {
        worker.enqueue(job()).await.unwrap();
        let leases = worker.lease(KIND, 1).await.unwrap();
        assert_eq!(leases.len(), 1);
        if finishes {
            worker.complete(&leases).await.unwrap();
        }
    }
    tokio::time::sleep(Duration::from_millis(150)).await;
    server.queue("patient").lease(KIND, 1).await.unwrap();
    assert_eq!(workers(&server).await, ["gone", "holding"]);
    let quick = server.queue("quick");
    let quick = quick.forgetting_workers_after(Duration::from_millis(100));
    quick.lease(KIND, 1).await.unwrap();
    assert_eq!(workers(&server).await, ["holding"]);
}

/// Those that the group of ordinary jobs knows.
async fn workers(server: &RedisServer) -> Vec<String> {
    let stream = format!("test:stream:{KIND}:1");
    let known: Vec<std::collections::HashMap<String, redis::Value>> = server
        .ask(&["XINFO", "CONSUMERS", &stream, "workers"])
        .await;
    let names = known
        .into_iter()
        .map(|mut fields| redis::from_redis_value(fields.remove("name").unwrap()).unwrap());
    names.collect()
}
