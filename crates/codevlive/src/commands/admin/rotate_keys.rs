//! `codevlive admin rotate-keys`

use std::error::Error;

use codevlive_server::auth::seals::Seals;
use codevlive_store::{Store, document::Collection, documents::account::Account};

use crate::{
    engines,
    settings::{SettingError, Settings, known::Setting, secret_file},
};

/// How many accounts are read at once.
const PAGE: usize = 100;

/// Replaces the secret that is generated into `DATA_DIR`. All tokens and links of mails are void then. What is
/// sealed with it is sealed anew first; if this is cut off, it goes on with the same new secret when it is run again.
pub(super) async fn run(settings: &Settings) -> Result<String, Box<dyn Error>> {
    if settings.jwt_secret.is_some() {
        let why = "is given, so it is yours to change; second factors are sealed with it, and have to be set up anew";
        return Err(SettingError::new(Setting::JwtSecret, why).into());
    }
    let store = engines::open_store(settings).await?;
    let before = secret_file::read_or_generate(&settings.data_dir)?;
    let next = secret_file::next(&settings.data_dir)?;
    let sealed = seal_anew(&store, &Seals::new(&before), &Seals::new(&next)).await?;
    secret_file::replace(&settings.data_dir)?;
    Ok(format!(
        "the secret is replaced, {sealed} second factors are sealed anew; everyone has to sign in again"
    ))
}

async fn seal_anew(store: &Store, before: &Seals, next: &Seals) -> Result<u32, Box<dyn Error>> {
    let accounts = Collection::<Account>::new(store.documents.clone());
    let (mut after, mut sealed) = (None, 0);
    loop {
        let page = store.documents.scan("accounts", after, PAGE).await?;
        let Some(last) = page.last() else {
            return Ok(sealed);
        };
        after = Some(last.id.clone());
        for document in page {
            let mut changed = false;
            let change = |account: &mut Account| changed = seal(account, before, next);
            accounts.update(&document.id, change).await?;
            sealed += u32::from(changed);
        }
    }
}

/// Whether there was a secret to seal anew; one that the new key opens already was done before this was cut off.
fn seal(account: &mut Account, before: &Seals, next: &Seals) -> bool {
    account.security.pending_factor = None;
    let person = account.id;
    let Some(factor) = &mut account.security.second_factor else {
        return false;
    };
    let Some(secret) = before.open(person, &factor.secret) else {
        return false;
    };
    factor.secret = next.seal(person, &secret);
    true
}
