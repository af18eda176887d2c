//! The scorecards of an export.

use codevlive_protocol::{me::ExportedScorecard, scorecard::ScorecardAuthor};
use codevlive_store::{
    document::Query,
    documents::scorecard::{PERSON, Scorecard},
};

use super::writer::{Writer, json};
use crate::http::{failure::Failure, rooms::scorecards::shown};

/// How many are looked up at once.
const PAGE: usize = 100;

impl Writer {
    /// Those that they wrote, drafts too. Those about them are others'.
    pub(super) async fn scorecards(&self) -> Result<(), Failure> {
        let (mut after, mut comma) = (None, "");
        loop {
            let query = Query {
                field: PERSON,
                value: self.account.id.to_string(),
                descending: false,
                after,
                limit: PAGE,
            };
            let found = self.services.scorecards().find(query).await?;
            let Some(last) = found.last() else {
                return Ok(());
            };
            after = Some(last.value.id.to_string());
            for card in found {
                let item = json(&self.exported(card.value))?;
                self.send(format!("{comma}{item}")).await?;
                comma = ",";
            }
        }
    }

    fn exported(&self, card: Scorecard) -> ExportedScorecard {
        let author = ScorecardAuthor {
            id: self.account.id,
            name: self.account.name.clone(),
        };
        ExportedScorecard {
            room: card.room,
            scorecard: shown(card, author),
        }
    }
}
