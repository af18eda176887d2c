//! Signing up, in and out.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::me::User;

/// The shortest password, in characters (OWASP ASVS 5.0, 6.2.1).
pub const MIN_PASSWORD: usize = 8;
/// The longest password, in characters; ASVS 5.0, 6.2.9 asks for at least 64.
pub const MAX_PASSWORD: usize = 256;
/// The longest e-mail address, in bytes (RFC 5321, 4.5.3.1.3, without the angle brackets).
pub const MAX_EMAIL: usize = 254;

/// What an account is made of.
#[derive(Clone, Deserialize, ToSchema)]
pub struct SignUp {
    /// Unique among accounts, whatever its case.
    #[schema(format = "email", max_length = 254)]
    pub email: String,
    /// 8 to 256 characters of any kind; not one of those that everybody tries first.
    #[schema(format = "password", min_length = 8, max_length = 256)]
    pub password: String,
    /// How others see this person, 1 to 80 characters.
    #[schema(min_length = 1, max_length = 80)]
    pub name: String,
}

/// What an account is opened with.
#[derive(Clone, Deserialize, ToSchema)]
pub struct LogIn {
    /// As given at sign-up, whatever its case.
    #[schema(format = "email")]
    pub email: String,
    /// The password.
    #[schema(format = "password")]
    pub password: String,
}

/// The answer to signing up, logging in and refreshing. The refresh token comes as a cookie.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct SignedIn {
    /// For `Authorization: Bearer …` and for the socket's handshake.
    pub access_token: String,
    /// Seconds until the access token is refused.
    #[schema(example = 900)]
    pub expires_in: u32,
    /// Who is signed in.
    pub user: User,
}

/// What a sign-in with Google or GitHub is made with.
#[derive(Clone, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct FirebaseSignIn {
    /// Firebase's ID token.
    #[schema(format = "password", max_length = 8192)]
    pub id_token: String,
}

/// The Firebase project through which people sign in with Google and GitHub.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct FirebaseConfig {
    /// What browsers name the project by; no secret.
    pub api_key: String,
    /// The host whose pages hand sign-ins back.
    pub auth_domain: String,
    /// The project.
    pub project_id: String,
    /// In tests: the Auth emulator to use instead of Google.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false, format = "uri")]
    pub emulator_url: Option<String>,
}
