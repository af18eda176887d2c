//! Sign-in through Firebase: which project.

/// The Firebase project through which people sign in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FirebaseSettings {
    /// Its id (`FIREBASE_PROJECT_ID`): whom tokens are for.
    pub project_id: String,
    /// What browsers name it by (`FIREBASE_API_KEY`). No secret: each of them gets it.
    pub api_key: String,
    /// The host whose pages hand sign-ins back (`FIREBASE_AUTH_DOMAIN`).
    pub auth_domain: String,
    /// `host:port` of the Auth emulator (`FIREBASE_AUTH_EMULATOR_HOST`). With it, tokens that nobody signed are
    /// good: the binary takes it only for a `demo-` project on a loopback listener.
    pub emulator: Option<String>,
}

impl FirebaseSettings {
    /// Where browsers find the emulator.
    pub(crate) fn emulator_url(&self) -> Option<String> {
        self.emulator.as_ref().map(|host| format!("http://{host}"))
    }
}
