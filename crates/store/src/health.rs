//! Whether an engine can still keep what it is given.

use crate::Unavailable;

/// What `/readyz` asks.
pub trait Health: Send + Sync {
    /// An error while the engine takes no writes: a database that does not answer, until it does; or one in the
    /// process that can't promise durability any more (a failed sync), which reads on until it is restarted.
    fn writable(&self) -> Result<(), Unavailable>;
}
