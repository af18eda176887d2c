//! What the rooms of a node share.

use std::sync::Arc;

use codevlive_domain::clock::Clock;
use codevlive_store::Store;

use crate::{
    bus::{Bus, NodeId},
    doubts::Doubts,
    meters::Meters,
    notices::Notices,
    rooms::registry::Registry,
    settings::LiveSettings,
};

/// A node. Owned by the [`crate::rooms::Rooms`] and by the tasks of the rooms that are open.
pub(crate) struct Node {
    pub(crate) id: NodeId,
    pub(crate) store: Store,
    pub(crate) bus: Arc<dyn Bus>,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) settings: LiveSettings,
    pub(crate) meters: Meters,
    pub(crate) registry: Registry,
    pub(crate) doubts: Doubts,
    pub(crate) notices: Arc<dyn Notices>,
}
