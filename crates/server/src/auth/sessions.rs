//! Sign-ins: a refresh token that changes with each use, and is no use twice.

use codevlive_domain::{id::SessionId, room::person::Identity, time::Millis};
use codevlive_live::bus::SignOut;
use codevlive_store::{
    Unavailable,
    document::{Collection, Query, Versioned, WriteError},
    documents::{account::Account, session::Session},
};

use crate::{
    Services,
    auth::{accounts::identity, token::RefreshClaims},
};

/// How long a sign-in lasts that nobody uses, in milliseconds: 30 days.
const IDLE: i64 = 30 * 24 * 60 * 60 * 1000;
/// How long any sign-in lasts, in milliseconds: half a year.
const LONGEST: i64 = 180 * 24 * 60 * 60 * 1000;
/// How long the refresh token before the newest returns the newest, in milliseconds (contract: two tabs).
const GRACE: i64 = 30 * 1000;
/// How many of a person's sign-ins are looked at to forget the ended ones.
const TIDIED: usize = 100;

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

    /// Begins a sign-in of that account.
    pub(crate) async fn begin_session(&self, person: &Identity) -> Result<SignIn, WriteError> {
        let now = self.clock.now();
        self.forget_ended_sessions(person, now).await?;
        let session = Session {
            id: SessionId(self.clock.new_id()),
            person: person.id,
            generation: 1,
            grace_until: now,
            expires_at: now.plus(IDLE),
            created_at: now,
        };
        self.sessions().insert(&session).await?;
        Ok(self.tokens_of(&session, person))
    }

    /// Takes a refresh token, and gives the next.
    ///
    /// A token that was used before is a stolen one, or its thief has used it first: either way the
    /// sign-in ends for both. Only within 30 s it gives the same successor again.
    pub(crate) async fn refresh(&self, token: &str) -> Result<(Account, SignIn), RefreshError> {
        let used = self
            .tokens
            .verify_refresh(token)
            .map_err(|_| RefreshError::Ended)?;
        let session = self.use_refresh(used).await?;
        let account = self.accounts().get(&session.person.to_string()).await?;
        let account = account.ok_or(RefreshError::Ended)?.value;
        let sign_in = self.tokens_of(&session, &identity(&account));
        Ok((account, sign_in))
    }

    /// Ends a sign-in: its refresh token, its access tokens, its sockets on all nodes.
    pub(crate) async fn end_session(&self, session: SessionId) -> Result<(), Unavailable> {
        self.sessions().delete(&session.to_string()).await?;
        self.rooms.sign_out(SignOut::Session(session));
        Ok(())
    }

    async fn use_refresh(&self, used: RefreshClaims) -> Result<Session, RefreshError> {
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
            let value = rotate(session, now);
            let document = Versioned { value, version };
            match sessions.replace(&document).await {
                Ok(_version) => return Ok(document.value),
                // Another tab was faster: look again, and give what it got.
                Err(WriteError::Changed) => {}
                Err(error) => return Err(error.into()),
            }
        }
    }

    fn tokens_of(&self, session: &Session, person: &Identity) -> SignIn {
        let claims = RefreshClaims {
            session: session.id,
            generation: session.generation,
        };
        SignIn {
            access: self
                .tokens
                .issue_account(person, session.id, self.clock.now()),
            refresh: self.tokens.issue_refresh(claims),
            expires_at: session.expires_at,
        }
    }

    async fn forget_ended_sessions(
        &self,
        person: &Identity,
        now: Millis,
    ) -> Result<(), Unavailable> {
        let query = Query {
            field: "person",
            value: person.id.to_string(),
            descending: false,
            after: None,
            limit: TIDIED,
        };
        for session in self.sessions().find(query).await? {
            if session.value.expires_at <= now {
                self.sessions()
                    .delete(&session.value.id.to_string())
                    .await?;
            }
        }
        Ok(())
    }
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
