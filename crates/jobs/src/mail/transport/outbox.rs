//! A folder of mails, for installations without a mail server.

use std::{
    fs::{self, File, OpenOptions},
    io::{self, Write},
    os::unix::fs::{DirBuilderExt, OpenOptionsExt},
    path::{Path, PathBuf},
};

use jiff::Timestamp;
use lettre::Message;
use uuid::Uuid;

use super::SendError;

/// Mails as files that mail programs open. The links in them open accounts: only the owner may read them.
#[derive(Clone, Debug)]
pub struct Outbox(PathBuf);

impl Outbox {
    /// In that folder, which is made when the first mail is written.
    pub const fn new(folder: PathBuf) -> Self {
        Self(folder)
    }

    /// Where the mails are.
    pub fn folder(&self) -> &Path {
        &self.0
    }

    /// Writes a job's mail. A further try of the same job writes the same file anew.
    pub async fn write(&self, job: Uuid, message: &Message) -> Result<(), SendError> {
        let (folder, text) = (self.0.clone(), message.formatted());
        let written = tokio::task::spawn_blocking(move || write(&folder, job, &text)).await;
        match written {
            Ok(Ok(())) => Ok(()),
            Ok(Err(error)) => Err(self.failed(&error)),
            Err(error) => Err(self.failed(&error)),
        }
    }

    fn failed(&self, error: &dyn std::fmt::Display) -> SendError {
        SendError::Transient(format!("{}: {error}", self.0.display()))
    }
}

/// The name appears once the whole mail is on disk.
fn write(folder: &Path, job: Uuid, text: &[u8]) -> io::Result<()> {
    fs::DirBuilder::new()
        .recursive(true)
        .mode(0o700)
        .create(folder)?;
    let temporary = folder.join(format!(".{job}.tmp"));
    let mut file = OpenOptions::new()
        .write(true)
        .create(true)
        .truncate(true)
        .mode(0o600)
        .open(&temporary)?;
    file.write_all(text)?;
    file.sync_all()?;
    fs::rename(&temporary, folder.join(name(job)))?;
    File::open(folder)?.sync_all()
}

/// Begins with the time at which the mail was asked for, which a job's id tells: a further try finds the same name.
fn name(job: Uuid) -> String {
    let asked = job.get_timestamp().and_then(|at| {
        let (seconds, nanos) = at.to_unix();
        Timestamp::new(i64::try_from(seconds).ok()?, i32::try_from(nanos).ok()?).ok()
    });
    let asked = asked.unwrap_or_default();
    format!("{}-{job}.eml", asked.strftime("%Y%m%dT%H%M%SZ"))
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    fn message(body: &str) -> Message {
        let address = "Asha <asha@example.org>";
        Message::builder()
            .from(address.parse().unwrap())
            .to(address.parse().unwrap())
            .body(body.to_owned())
            .unwrap()
    }

    fn job() -> Uuid {
        "019b2b5e-5a3f-7000-8000-000000000001".parse().unwrap()
    }

    fn files(folder: &Path) -> Vec<PathBuf> {
        let files = fs::read_dir(folder).unwrap();
        files.map(|file| file.unwrap().path()).collect()
    }

    #[tokio::test]
    async fn a_job_has_one_file_however_often_it_is_tried() {
        let folder = tempfile::tempdir().unwrap();
        let outbox = Outbox::new(folder.path().join("outbox"));
        for body in ["first", "second"] {
            outbox.write(job(), &message(body)).await.unwrap();
        }
        let files = files(outbox.folder());
        assert_eq!(files.len(), 1, "{files:?}");
        let name = files[0].file_name().unwrap().to_str().unwrap();
        assert_eq!(
            name,
            "20251217T081242Z-019b2b5e-5a3f-7000-8000-000000000001.eml"
        );
        let text = fs::read_to_string(&files[0]).unwrap();
        assert!(
            text.contains("second") && text.contains("To: Asha"),
            "{text}"
        );
    }

    #[tokio::test]
    async fn only_the_owner_reads_them() {
        let folder = tempfile::tempdir().unwrap();
        let outbox = Outbox::new(folder.path().join("outbox"));
        outbox.write(job(), &message("secret")).await.unwrap();
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        assert_eq!(mode(outbox.folder()), 0o700);
        assert_eq!(mode(&files(outbox.folder())[0]), 0o600);
    }

    #[tokio::test]
    async fn a_folder_that_cannot_be_made_is_worth_another_try() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("outbox");
        fs::write(&file, "a file where the folder should be").unwrap();
        let error = Outbox::new(file)
            .write(job(), &message(""))
            .await
            .unwrap_err();
        assert!(matches!(error, SendError::Transient(_)), "{error:?}");
    }
}
