//! The invitations of an export.

use codevlive_protocol::me::ExportedInvitation;
use codevlive_store::{
    document::Query,
    documents::{
        account::email_key,
        invitation::{ACCEPTED_BY, EMAIL, Invitation, ORGANIZER},
    },
};

use super::writer::{Writer, json};
use crate::http::{failure::Failure, rooms::invitations::shown};

/// How many are looked up at once.
const PAGE: usize = 100;

impl Writer {
    /// Those by which they came; and those to their address that nobody came by, if it was shown to be theirs: anyone
    /// can make an account of an address, and must not learn who invites it.
    pub(super) async fn received(&self) -> Result<(), Failure> {
        let mut first = true;
        let person = self.account.id.to_string();
        self.list(ACCEPTED_BY, person, &mut first, |_| true).await?;
        if self.account.email_verified_at.is_none() {
            return Ok(());
        }
        let address = email_key(&self.account.email);
        let waits = |invitation: &Invitation| invitation.accepted_by.is_none();
        self.list(EMAIL, address, &mut first, waits).await
    }

    /// Those that they made.
    pub(super) async fn made(&self) -> Result<(), Failure> {
        let person = self.account.id.to_string();
        self.list(ORGANIZER, person, &mut true, |_| true).await
    }

    async fn list(
        &self,
        field: &'static str,
        value: String,
        first: &mut bool,
        wanted: impl Fn(&Invitation) -> bool + Send,
    ) -> Result<(), Failure> {
        let mut after = None;
        loop {
            let query = Query {
                field,
                value: value.clone(),
                descending: false,
                after,
                limit: PAGE,
            };
            let found = self.services.invitations().find(query).await?;
            let Some(last) = found.last() else {
                return Ok(());
            };
            after = Some(last.value.id.to_string());
            for invitation in found.into_iter().map(|found| found.value) {
                if wanted(&invitation) {
                    let comma = if *first { "" } else { "," };
                    *first = false;
                    let item = json(&exported(invitation))?;
                    self.send(format!("{comma}{item}")).await?;
                }
            }
        }
    }
}

fn exported(invitation: Invitation) -> ExportedInvitation {
    let organizer = invitation.organizer.clone();
    let (host_name, host_email) = organizer.map(|it| (it.name, it.email)).unzip();
    ExportedInvitation {
        room: invitation.room,
        title: invitation.told.title.clone(),
        host_name,
        // One that is not verified is not kept.
        host_email: host_email.filter(|email| !email.is_empty()),
        invitation: shown(invitation),
    }
}
