//! What the server asks the queue to send: read from the outboxes of accounts, as the relay does.

use codevlive_domain::id::PersonId;
use codevlive_jobs::{
    job::Job,
    mail::letter::{Letter, Mail},
    signed_link::Purpose,
};
use codevlive_store::{
    document::Collection,
    documents::{account::Account, one_time_token::OneTimeToken},
};

use crate::harness::{Person, Server};

impl Server {
    /// The account as it is kept.
    pub(crate) async fn account(&self, person: &Person) -> Account {
        self.account_by_id(&person.id).await.unwrap()
    }

    pub(crate) async fn account_by_id(&self, id: &str) -> Option<Account> {
        let accounts = Collection::<Account>::new(self.services.store.documents.clone());
        accounts.get(id).await.unwrap().map(|account| account.value)
    }

    /// Changes an account behind the server's back.
    pub(crate) async fn amend(&self, person: &Person, change: impl Fn(&mut Account) + Send) {
        let accounts = Collection::<Account>::new(self.services.store.documents.clone());
        accounts.update(&person.id, change).await.unwrap();
    }

    /// The jobs it asks for, oldest first.
    pub(crate) async fn jobs(&self, person: &Person) -> Vec<Job> {
        let outbox = self.account(person).await.outbox.into_iter();
        let jobs = outbox.map(|entry| serde_json::from_value(entry.job).unwrap());
        jobs.collect()
    }

    /// The mails it asks for, oldest first.
    pub(crate) async fn mails(&self, person: &Person) -> Vec<Letter> {
        let jobs = self.jobs(person).await.into_iter();
        let letters = jobs.filter_map(|job| match job {
            Job::Mail(letter) => Some(*letter),
            Job::TellInvited { .. } | Job::EraseAccount { .. } => None,
        });
        letters.collect()
    }

    /// The token in the link of the newest mail that has one.
    pub(crate) async fn link(&self, person: &Person) -> String {
        let mails = self.mails(person).await;
        let link = mails.iter().rev().find_map(|letter| match letter.mail {
            Mail::Welcome { token: Some(token) } | Mail::VerifyAddress { token } => {
                Some((Purpose::VerifyAddress, token))
            }
            Mail::ResetPassword { token } => Some((Purpose::ResetPassword, token)),
            _ => None,
        });
        let (purpose, id) = link.expect("a mail with a link");
        self.services.links.token(purpose, id)
    }

    /// The one-time tokens of a person.
    pub(crate) async fn tokens(&self, person: &str) -> Vec<OneTimeToken> {
        let tokens = Collection::<OneTimeToken>::new(self.services.store.documents.clone());
        let query = codevlive_store::document::Query {
            field: "person",
            value: person.to_owned(),
            descending: false,
            after: None,
            limit: 10,
        };
        let found = tokens.find(query).await.unwrap().into_iter();
        found.map(|token| token.value).collect()
    }
}

impl Person {
    pub(crate) fn person(&self) -> PersonId {
        self.id.parse().unwrap()
    }
}

/// What a mail is about, in a word.
pub(crate) fn about(letter: &Letter) -> String {
    let json = serde_json::to_value(&letter.mail).unwrap();
    json["about"].as_str().unwrap().to_owned()
}
