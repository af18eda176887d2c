//! Sign-ins: a refresh token that changes with each use, and is no use twice.

use codevlive_domain::{
    id::{PersonId, SessionId},
    time::Millis,
};
use codevlive_live::bus::SignOut;
use codevlive_store::{
    Unavailable,
    document::{Collection, Query, Versioned, WriteError},
    documents::{account::Account, session::Session},
};

use crate::{
    Services,
    auth::{accounts::identity, browser::Browser, token::RefreshClaims},
};

/// How long a sign-in lasts that nobody uses, in milliseconds: 30 days.
const IDLE: i64 = 30 * 24 * 60 * 60 * 1000;
/// How long any sign-in lasts, in milliseconds: half a year.
const LONGEST: i64 = 180 * 24 * 60 * 60 * 1000;
/// How long the refresh token before the newest returns the newest, in milliseconds (contract: two tabs).
const GRACE: i64 = 30 * 1000;
/// How many sign-ins a person has at most: the oldest ends for a new one.
const MOST: usize = 100;

/// The tokens of a sign-in.
pub(crate) struct SignIn {
    pub(crate) access: String,
    pub(crate) refresh: String,
    /// When the refresh token ends, unless it is used before.
    pub(crate) expires_at: Millis,
}

/// Why a sign-in does not go on.
#[derive(Debug, thiserror::Error)]
pub(crate) enum RefreshError {
    /// There is none of that token, it has ended, or its token was used twice, which ends it.
    #[error("the sign-in has ended")]
    Ended,
    #[error(transparent)]
    Write(#[from] WriteError),
}

impl From<Unavailable> for RefreshError {
    fn from(error: Unavailable) -> Self {
        Self::Write(error.into())
    }
}

impl Services {
    /// All sign-ins.
    pub(crate) fn sessions(&self) -> Collection<Session> {
        Collection::new(self.store.documents.clone())
    }

    /// Begins a sign-in of that account, by somebody who has just shown that it is theirs.
    pub(crate) async fn begin_session(
        &self,
        account: &Account,
        browser: &Browser,
    ) -> Result<SignIn, WriteError> {
        self.begin_session_of(account, browser, self.clock.now())
            .await
    }

    /// Begins a sign-in of that account, by somebody who showed then that it is theirs.
    pub(crate) async fn begin_session_of(
        &self,
        account: &Account,
        browser: &Browser,
        authenticated_at: Millis,
    ) -> Result<SignIn, WriteError> {
        let now = self.clock.now();
        self.make_place(account.id, now).await?;
        let session = Session {
            id: SessionId(self.clock.new_id()),
            person: account.id,
            generation: 1,
            grace_until: now,
            expires_at: now.plus(IDLE),
            created_at: now,
            authenticated_at,
            last_used_at: now,
            device: browser.name.clone(),
            address: Some(browser.address.to_string()),
            epoch: account.security.epoch,
        };
        self.sessions().insert(&session).await?;
        Ok(self.tokens_of(&session, account))
    }

    /// Takes a refresh token, and gives the next.
    ///
    /// A token that was used before is a stolen one, or its thief has used it first: either way the
    /// sign-in ends for both. Only within 30 s it gives the same successor again.
    pub(crate) async fn refresh(
        &self,
        token: &str,
        browser: &Browser,
    ) -> Result<(Account, SignIn), RefreshError> {
        let used = self
            .tokens
            .verify_refresh(token)
            .map_err(|_| RefreshError::Ended)?;
        let session = self.use_refresh(used, browser).await?;
        let account = self.accounts().get(&session.person.to_string()).await?;
        let account = account.map(|account| account.value);
        let account = account.filter(|account| lasts(&session, account));
        let account = account.ok_or(RefreshError::Ended)?;
        let sign_in = self.tokens_of(&session, &account);
        Ok((account, sign_in))
    }

    /// Ends a sign-in: its refresh token, its access tokens, its sockets on all nodes.
    pub(crate) async fn end_session(&self, session: SessionId) -> Result<(), Unavailable> {
        self.sessions().delete(&session.to_string()).await?;
        self.rooms.sign_out(SignOut::Session(session));
        Ok(())
    }

    /// The sign-ins of a person that have not ended, newest first.
    pub(crate) async fn sessions_of(&self, account: &Account) -> Result<Vec<Session>, Unavailable> {
        let now = self.clock.now();
        let found = self.sessions().find(of_person(account.id, true)).await?;
        let found = found.into_iter().map(|session| session.value);
        let live = found.filter(|session| session.expires_at > now && lasts(session, account));
        Ok(live.collect())
    }

    /// Ends all sign-ins of a person, and closes their sockets on all nodes. The account's epoch has gone up
    /// before: nothing that is missed here is good for anything.
    pub(crate) async fn end_all_sessions(&self, person: PersonId) -> Result<(), Unavailable> {
        self.rooms.sign_out(SignOut::Person(person));
        loop {
            let found = self.sessions().find(of_person(person, false)).await?;
            if found.is_empty() {
                return Ok(());
            }
            for session in found {
                self.sessions()
                    .delete(&session.value.id.to_string())
                    .await?;
            }
        }
    }

    async fn use_refresh(
        &self,
        used: RefreshClaims,
        browser: &Browser,
    ) -> Result<Session, RefreshError> {
        let sessions = self.sessions();
        let now = self.clock.now();
        loop {
            let found = sessions.get(&used.session.to_string()).await?;
            let Some(Versioned {
                value: session,
                version,
            }) = found
            else {
                return Err(RefreshError::Ended);
            };
            match judge(&session, used.generation, now) {
                Verdict::Current => {}
                Verdict::Again => return Ok(session),
                Verdict::Unknown => return Err(RefreshError::Ended),
                Verdict::Reused => {
                    tracing::warn!(session.id = %session.id, person.id = %session.person, "a refresh token was used twice: the sign-in ends");
                    self.end_session(session.id).await?;
                    return Err(RefreshError::Ended);
                }
            }
            let mut value = rotate(session, now);
            value.address = Some(browser.address.to_string());
            let document = Versioned { value, version };
            match sessions.replace(&document).await {
                Ok(_version) => return Ok(document.value),
                // Another tab was faster: look again, and give what it got.
                Err(WriteError::Changed) => {}
                Err(error) => return Err(error.into()),
            }
        }
    }

    fn tokens_of(&self, session: &Session, account: &Account) -> SignIn {
        let claims = RefreshClaims {
            session: session.id,
            generation: session.generation,
        };
        let now = self.clock.now();
        SignIn {
            access: self
                .tokens
                .issue_account(&identity(account), session.id, now),
            refresh: self.tokens.issue_refresh(claims),
            expires_at: session.expires_at,
        }
    }

    /// Forgets the ended sign-ins of a person, and ends the oldest if there are too many.
    async fn make_place(&self, person: PersonId, now: Millis) -> Result<(), Unavailable> {
        let all = self.sessions().find(of_person(person, false)).await?;
        let (ended, live): (Vec<_>, Vec<_>) = all
            .into_iter()
            .map(|session| session.value)
            .partition(|session| session.expires_at <= now);
        for session in ended {
            self.sessions().delete(&session.id.to_string()).await?;
        }
        for session in live.iter().take((live.len() + 1).saturating_sub(MOST)) {
            self.end_session(session.id).await?;
        }
        Ok(())
    }
}

fn of_person(person: PersonId, descending: bool) -> Query {
    Query {
        field: "person",
        value: person.to_string(),
        descending,
        after: None,
        limit: MOST,
    }
}

/// Whether a sign-in has outlived the last time that all of them were ended, and its account is there.
pub(crate) fn lasts(session: &Session, account: &Account) -> bool {
    account.deleted_at.is_none() && session.epoch == account.security.epoch
}

/// What the use of a refresh token means.
#[derive(Debug, PartialEq, Eq)]
enum Verdict {
    /// It is the newest: on to the next.
    Current,
    /// It is the one before, just replaced: the newest once more.
    Again,
    /// It was replaced long ago.
    Reused,
    /// It is none of this sign-in, or the sign-in has ended.
    Unknown,
}

fn judge(session: &Session, generation: u64, now: Millis) -> Verdict {
    if session.expires_at <= now || generation > session.generation {
        return Verdict::Unknown;
    }
    if generation == session.generation {
        return Verdict::Current;
    }
    if generation + 1 == session.generation && now <= session.grace_until {
        return Verdict::Again;
    }
    Verdict::Reused
}

fn rotate(mut session: Session, now: Millis) -> Session {
    session.generation += 1;
    session.grace_until = now.plus(GRACE);
    session.last_used_at = now;
    session.expires_at = now.plus(IDLE).min(session.created_at.plus(LONGEST));
    session
}

#[cfg(test)]
mod tests {
    use codevlive_domain::id::PersonId;
    use uuid::Uuid;

    use super::*;

    const START: Millis = Millis(1_000_000);

    fn session() -> Session {
        Session {
            id: SessionId(Uuid::from_u128(1)),
            person: PersonId(Uuid::from_u128(2)),
            generation: 1,
            grace_until: START,
            expires_at: START.plus(IDLE),
            created_at: START,
            authenticated_at: START,
            last_used_at: START,
            device: "Firefox on Linux".into(),
            address: None,
            epoch: 0,
        }
    }

    #[test]
    fn the_newest_is_current_and_a_later_one_unknown() {
        assert_eq!(judge(&session(), 1, START), Verdict::Current);
        assert_eq!(judge(&session(), 2, START), Verdict::Unknown);
        assert_eq!(judge(&session(), 0, START.plus(1)), Verdict::Reused);
    }

    #[test]
    fn the_one_before_gives_the_newest_for_thirty_seconds() {
        let session = rotate(session(), START);
        assert_eq!(judge(&session, 1, START.plus(30_000)), Verdict::Again);
        assert_eq!(judge(&session, 1, START.plus(30_001)), Verdict::Reused);
        assert_eq!(judge(&rotate(session, START), 1, START), Verdict::Reused);
    }

    #[test]
    fn use_makes_it_last_but_not_for_ever() {
        let later = START.plus(IDLE - 1);
        assert_eq!(judge(&session(), 1, START.plus(IDLE)), Verdict::Unknown);
        let used = rotate(session(), later);
        assert_eq!(used.expires_at, later.plus(IDLE));
        let used = rotate(used, START.plus(LONGEST - 1));
        assert_eq!(used.expires_at, START.plus(LONGEST));
    }
}
