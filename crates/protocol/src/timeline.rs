//! The timeline of a room over HTTP.

use codevlive_domain::room::{entry::Seq, timeline::TimelineEntry};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

/// Which part of a timeline.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct TimelineQuery {
    /// Entries after this seq; all if absent.
    #[param(nullable = false)]
    pub after: Option<Seq>,
    /// At most so many, 1 to 1,000; 200 if absent.
    #[param(minimum = 1, maximum = 1000, default = 200, nullable = false)]
    pub limit: Option<u32>,
    /// The `nextCursor` of the page before; stands instead of `after`.
    #[param(nullable = false)]
    pub cursor: Option<String>,
}

/// One page of a timeline, oldest first.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct TimelinePage {
    /// The entries that the person who asks may see.
    pub items: Vec<TimelineEntry>,
    /// Asks for the next page; `null` on the last.
    #[schema(required = true)]
    pub next_cursor: Option<String>,
}
