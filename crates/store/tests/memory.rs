//! The conformance suite on the store in memory.

use codevlive_store::{Store, memory::MemoryStore};

struct Fresh {
    store: Store,
}

fn fresh() -> Fresh {
    Fresh {
        store: MemoryStore::open(),
    }
}

codevlive_store::conformance!(crate::fresh());
