//! The bus within a process.

use std::sync::Arc;

use codevlive_live::bus::{Bus, Reach, Topic, local::LocalBus};

use crate::suite::{Listener, Wire, node};

fn wire() -> impl Future<Output = Wire> {
    let bus = Arc::new(LocalBus::default());
    std::future::ready(Wire {
        one: bus.clone(),
        other: bus,
        keep: Box::new(()),
    })
}

crate::suite!(wire);

#[tokio::test]
async fn a_node_is_alone_until_another_listens() {
    let bus = LocalBus::default();
    let _one = Listener::new(&bus, node(1), Topic::Nodes).await;
    assert_eq!(bus.reach(), Reach::Alone);
    let other = Listener::new(&bus, node(2), Topic::Nodes).await;
    assert_eq!(bus.reach(), Reach::All);
    drop(other);
    assert_eq!(bus.reach(), Reach::Alone);
    assert_eq!(LocalBus::on_shared_store().reach(), Reach::All);
}
