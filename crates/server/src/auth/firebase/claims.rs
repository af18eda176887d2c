//! What an ID token says, and whether it may be believed.

use codevlive_domain::time::Millis;
use serde::Deserialize;

use crate::auth::firebase::Refused;

/// How far Google's clock and ours may be apart, in milliseconds.
const SKEW: i64 = 60 * 1000;

/// The longest user id that Firebase gives.
const MAX_UID: usize = 128;

/// Whose sign-ins count. A project may allow more: anonymous ones, or passwords that Firebase keeps.
const PROVIDERS: [&str; 2] = ["google.com", "github.com"];

/// The claims that matter here.
#[derive(Debug, Deserialize)]
pub(super) struct Claims {
    iss: String,
    aud: String,
    sub: String,
    exp: i64,
    iat: i64,
    auth_time: i64,
    #[serde(default)]
    email: Option<String>,
    #[serde(default)]
    email_verified: bool,
    #[serde(default)]
    name: Option<String>,
    firebase: Origin,
}

/// How the user signed in.
#[derive(Debug, Deserialize)]
struct Origin {
    sign_in_provider: String,
    #[serde(default)]
    tenant: Option<String>,
}

/// Who came, as a good ID token says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Visitor {
    /// Firebase's id of the user.
    pub(crate) uid: String,
    /// `google.com` or `github.com`.
    pub(crate) provider: String,
    /// Their address, if Firebase knows that it is theirs.
    pub(crate) verified_email: Option<String>,
    /// What they are called there.
    pub(crate) name: Option<String>,
    /// When they showed Firebase who they are: its tokens are renewed for as long as that sign-in lasts.
    pub(crate) authenticated_at: Millis,
}

impl Claims {
    /// Who came, if all is as it has to be.
    pub(super) fn check(self, project: &str, now: Millis) -> Result<Visitor, Refused> {
        if self.aud != project {
            return Err(Refused::Audience);
        }
        if self.iss.strip_prefix("https://securetoken.google.com/") != Some(project) {
            return Err(Refused::Issuer);
        }
        if self.sub.is_empty() || self.sub.len() > MAX_UID {
            return Err(Refused::Subject);
        }
        self.check_times(now)?;
        if !PROVIDERS.contains(&self.firebase.sign_in_provider.as_str()) {
            return Err(Refused::Provider);
        }
        // Whoever administers a tenant says there which addresses are verified.
        if self.firebase.tenant.is_some() {
            return Err(Refused::Tenant);
        }
        Ok(Visitor {
            uid: self.sub,
            provider: self.firebase.sign_in_provider,
            verified_email: self.email.filter(|_| self.email_verified),
            name: self.name,
            authenticated_at: Millis(self.auth_time.saturating_mul(1000).min(now.0)),
        })
    }

    fn check_times(&self, now: Millis) -> Result<(), Refused> {
        let is_future = |seconds: i64, skew: i64| seconds.saturating_mul(1000) > now.0 + skew;
        if !is_future(self.exp, 0) {
            return Err(Refused::Expired);
        }
        if is_future(self.iat, SKEW) {
            return Err(Refused::IssuedInFuture);
        }
        if is_future(self.auth_time, SKEW) {
            return Err(Refused::SignedInInFuture);
        }
        Ok(())
    }
}
