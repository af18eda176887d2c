//! Time and identities, passed in.

use uuid::Uuid;

use crate::time::Millis;

/// Where all that runs gets the time and new ids from.
pub trait Clock: Send + Sync {
    /// The server's time.
    fn now(&self) -> Millis;

    /// A fresh `UUIDv7`.
    fn new_id(&self) -> Uuid;
}
