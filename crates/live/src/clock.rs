//! Time and identities, passed in.

use codevlive_domain::time::Millis;
use uuid::Uuid;

/// Where the room tasks get the time and new ids from.
pub trait Clock: Send + Sync {
    /// The server's time.
    fn now(&self) -> Millis;

    /// A fresh `UUIDv7`.
    fn new_id(&self) -> Uuid;
}
