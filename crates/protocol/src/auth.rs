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
    /// With a second factor: six digits of the app, or one of the recovery codes.
    #[serde(default)]
    #[schema(nullable = false)]
    pub code: Option<String>,
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
    /// With a second factor: six digits of the app, or one of the recovery codes.
    #[serde(default)]
    #[schema(nullable = false)]
    pub code: Option<String>,
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

/// Who forgot their password.
#[derive(Clone, Deserialize, ToSchema)]
pub struct ForgottenPassword {
    /// The address of the account, whatever its case.
    #[schema(format = "email")]
    pub email: String,
}

/// A new password, by the link of a mail.
#[derive(Clone, Deserialize, ToSchema)]
pub struct PasswordReset {
    /// From the link.
    pub token: String,
    /// 8 to 256 characters of any kind; not one of those that everybody tries first.
    #[schema(format = "password", min_length = 8, max_length = 256)]
    pub password: String,
}

/// That an address is one's own, by the link of a mail.
#[derive(Clone, Deserialize, ToSchema)]
pub struct EmailVerification {
    /// From the link.
    pub token: String,
}

/// Who asks for what only the owner of the account may do: the password, unless they signed in during the
/// last ten minutes.
#[derive(Clone, Default, Deserialize, ToSchema)]
pub struct Confirmation {
    /// The password.
    #[serde(default)]
    #[schema(format = "password", nullable = false)]
    pub password: Option<String>,
}

/// A second factor that is not on yet: the secret is shown this once.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct TotpSetup {
    /// For typing: base32 (RFC 4648), 160 bits.
    pub secret: String,
    /// For authenticator apps: `otpauth://totp/…`.
    pub uri: String,
    /// The same as a QR code: an SVG image.
    pub qr_svg: String,
}

/// A code of the app in which the second factor was set up.
#[derive(Clone, Deserialize, ToSchema)]
pub struct TotpCode {
    /// Six digits.
    #[schema(example = "123456")]
    pub code: String,
}

/// What opens the account when the app is lost; shown this once.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct RecoveryCodes {
    /// Ten codes, each good once in place of the app's.
    pub recovery_codes: Vec<String>,
}
