//! Whether an engine can still keep what it is given.

use crate::Unavailable;

/// What `/readyz` asks.
pub trait Health: Send + Sync {
    /// An error once the engine can't promise durability any more (a failed sync): it reads on, but every
    /// write is refused until the process is restarted.
    fn writable(&self) -> Result<(), Unavailable>;
}
