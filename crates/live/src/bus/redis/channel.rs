//! The names of channels. They carry the number of the database, which Pub/Sub itself does not know.

use super::Topic;

/// The channels of one database.
pub(super) struct Channels {
    prefix: String,
}

/// The channel of all nodes; each room's is its id.
const NODES: &str = "nodes";

impl Channels {
    pub(super) fn of(database: i64) -> Self {
        Self {
            prefix: format!("codevlive:{database}:"),
        }
    }

    /// What all names begin with.
    pub(super) fn prefix(&self) -> &str {
        &self.prefix
    }

    pub(super) fn name(&self, topic: Topic) -> String {
        match topic {
            Topic::Nodes => format!("{}{NODES}", self.prefix),
            Topic::Room(room) => format!("{}{room}", self.prefix),
        }
    }

    pub(super) fn topic(&self, name: &str) -> Option<Topic> {
        match name.strip_prefix(&self.prefix)? {
            NODES => Some(Topic::Nodes),
            room => room.parse().ok().map(Topic::Room),
        }
    }
}

#[cfg(test)]
mod tests {
    use codevlive_domain::id::RoomId;
    use uuid::Uuid;

    use super::*;

    #[test]
    fn names_are_read_back() {
        let channels = Channels::of(3);
        for topic in [Topic::Nodes, Topic::Room(RoomId(Uuid::max()))] {
            assert_eq!(channels.topic(&channels.name(topic)), Some(topic));
            assert_eq!(Channels::of(0).topic(&channels.name(topic)), None);
        }
        assert_eq!(channels.topic("codevlive:3:others"), None);
    }
}
