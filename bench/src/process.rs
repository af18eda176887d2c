//! A server's process: started, looked at from outside, ended.

use std::{
    fs::{self, File},
    io::{self, Read, Seek, SeekFrom},
    path::PathBuf,
    process::{Child, Command, Stdio},
    time::Duration,
};

use crate::{cores::Cores, failure::Result};

/// Ends when it is dropped.
#[derive(Debug)]
pub(crate) struct Process {
    child: Child,
    /// What it says.
    log: PathBuf,
}

impl Process {
    /// Starts a server on its core; what it says goes to a file.
    pub(crate) fn start(mut command: Command, log: PathBuf, cores: Cores) -> Result<Self> {
        let output = File::options().create(true).append(true).open(&log)?;
        command
            .stdin(Stdio::null())
            .stdout(output.try_clone()?)
            .stderr(output);
        let child = cores.on_servers_core(|| command.spawn()).map_err(|error| {
            format!(
                "{} does not start: {error}",
                command.get_program().display()
            )
        })?;
        Ok(Self { child, log })
    }

    /// Processor time since its start, all threads together, those that ended too.
    pub(crate) fn cpu(&self) -> Result<Duration> {
        Ok(cpu(&self.child.id().to_string())?)
    }

    /// Memory in use, in bytes.
    pub(crate) fn memory(&self) -> Result<u64> {
        let status = fs::read_to_string(format!("/proc/{}/status", self.child.id()))?;
        let kilobytes = status
            .lines()
            .find_map(|line| line.strip_prefix("VmRSS:")?.trim().strip_suffix(" kB"))
            .ok_or("no VmRSS: the server is gone")?;
        Ok(kilobytes.parse::<u64>()? * 1024)
    }

    /// That it still runs; if not, the end of what it said.
    pub(crate) fn check(&mut self) -> Result<()> {
        match self.child.try_wait()? {
            None => Ok(()),
            Some(status) => Err(format!("the server ended with {status}:\n{}", self.said()).into()),
        }
    }

    /// Whether it has ended, and well; if not well, the end of what it said.
    pub(crate) fn has_ended(&mut self) -> Result<bool> {
        match self.child.try_wait()? {
            None => Ok(false),
            Some(status) if status.success() => Ok(true),
            Some(status) => Err(format!("it ended with {status}:\n{}", self.said()).into()),
        }
    }

    /// The end of what it said.
    pub(crate) fn said(&self) -> String {
        tail(&self.log).unwrap_or_default()
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        // It may be gone already, and then there is nothing to do.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn tail(log: &PathBuf) -> io::Result<String> {
    let mut file = File::open(log)?;
    let length = file.metadata()?.len();
    file.seek(SeekFrom::Start(length.saturating_sub(2000)))?;
    let mut bytes = Vec::new();
    file.read_to_end(&mut bytes)?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// The bench's own processor time.
pub(crate) fn own_cpu() -> io::Result<Duration> {
    cpu("self")
}

fn cpu(process: &str) -> io::Result<Duration> {
    let stat = fs::read_to_string(format!("/proc/{process}/stat"))?;
    parse_cpu(&stat, rustix::param::clock_ticks_per_second())
        .ok_or_else(|| io::Error::other("an unknown form of /proc/PID/stat"))
}

/// User and system time, its own and that of children it waited for: fields 14 to 17 of proc(5).
fn parse_cpu(stat: &str, ticks_per_second: u64) -> Option<Duration> {
    // The name, field 2, may hold blanks and brackets.
    let (_, fields) = stat.rsplit_once(") ")?;
    let times = fields.split(' ').skip(11).take(4);
    let ticks = times
        .map(str::parse::<u64>)
        .sum::<std::result::Result<u64, _>>()
        .ok()?;
    Some(Duration::from_millis(ticks * 1000 / ticks_per_second))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn adds_up_the_times_behind_a_name_with_blanks() {
        let stat = "42 (a (b) c) S 1 2 3 4 5 6 7 8 9 10 100 50 7 3 20 0 1 0";
        assert_eq!(parse_cpu(stat, 100), Some(Duration::from_millis(1600)));
    }

    #[test]
    fn something_else_is_none() {
        assert_eq!(parse_cpu("42", 100), None);
    }

    #[test]
    fn this_process_uses_time() {
        let before = own_cpu().expect("readable");
        let mut sum = 0_u64;
        while own_cpu().expect("readable") == before {
            sum = std::hint::black_box(sum.wrapping_add(1));
        }
    }
}
