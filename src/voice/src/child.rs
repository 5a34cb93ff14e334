//! Another program, for as long as a deadline allows.

use std::io::{self, ErrorKind, Read, Write};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::thread;
use std::time::Duration;

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::process::{Pid, PidfdFlags, pidfd_open};

use crate::error::VoiceError;

/// Starts `command`, gives it `input` on stdin, and takes what it writes to stdout. After `deadline` it is
/// killed.
pub(crate) fn run(mut command: Command, input: &[u8], deadline: Duration) -> Result<Vec<u8>, VoiceError> {
    let program = command.get_program().to_string_lossy().into_owned();
    let pipes = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
    let mut child = pipes.spawn().map_err(|error| not_started(&program, &error))?;
    let (stdin, stdout) = (child.stdin.take(), child.stdout.take());
    thread::scope(|threads| {
        threads.spawn(move || {
            // A program that does not read to the end says so by how it ends.
            let _ = stdin.map(|mut stdin| stdin.write_all(input));
        });
        let output = threads.spawn(move || {
            let mut bytes = Vec::new();
            stdout.map(|mut stdout| stdout.read_to_end(&mut bytes)).transpose().map(|_| bytes)
        });
        let status = ended(&mut child, deadline);
        let output = output.join().unwrap_or_else(|_| Err(io::Error::other("its output could not be read")));
        match status {
            Ok(Some(status)) if status.success() => output.map_err(|error| failed(&program, &error)),
            Ok(Some(status)) => Err(failed(&program, &status)),
            Ok(None) => Err(VoiceError::TooSlow { program, deadline }),
            Err(error) => Err(failed(&program, &error)),
        }
    })
}

/// How the child ended; `None` when it had to be killed. It is gone in any case.
fn ended(child: &mut Child, deadline: Duration) -> io::Result<Option<ExitStatus>> {
    let in_time = wait(child, deadline);
    if !matches!(in_time, Ok(true)) {
        child.kill()?;
    }
    let status = child.wait()?;
    Ok(in_time?.then_some(status))
}

/// Whether the child ends in time.
fn wait(child: &Child, deadline: Duration) -> io::Result<bool> {
    let handle = pidfd_open(Pid::from_child(child), PidfdFlags::empty())?;
    let timeout = Timespec::try_from(deadline).map_err(io::Error::other)?;
    loop {
        match poll(&mut [PollFd::new(&handle, PollFlags::IN)], Some(&timeout)) {
            Ok(ready) => return Ok(ready > 0),
            Err(rustix::io::Errno::INTR) => {}
            Err(error) => return Err(error.into()),
        }
    }
}

/// Why `program` cannot be started.
pub(crate) fn not_started(program: &str, error: &io::Error) -> VoiceError {
    let program = program.to_owned();
    if error.kind() == ErrorKind::NotFound {
        return VoiceError::NotInstalled { program };
    }
    VoiceError::NotStarted { program, reason: error.to_string() }
}

/// That `program` ended so.
pub(crate) fn failed(program: &str, how: &impl ToString) -> VoiceError {
    VoiceError::Failed { program: program.to_owned(), status: how.to_string() }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    fn shell(script: &str, input: &[u8], deadline: Duration) -> Result<Vec<u8>, VoiceError> {
        let mut command = Command::new("/bin/sh");
        command.args(["-c", script]);
        run(command, input, deadline)
    }

    const LONG: Duration = Duration::from_secs(20);

    #[test]
    fn what_goes_in_comes_out_however_much_it_is() {
        let input: Vec<u8> = (0..1_000_000_u32).map(|n| (n % 251) as u8).collect();
        assert_eq!(shell("cat", &input, LONG), Ok(input));
    }

    #[test]
    fn a_program_that_does_not_listen_is_no_trouble() {
        assert_eq!(shell("exec <&-; echo heard", &[0; 500_000], LONG), Ok(b"heard\n".to_vec()));
    }

    #[test]
    fn a_program_that_fails_says_so() {
        let failed = shell("exit 3", b"", LONG).unwrap_err();
        assert!(matches!(&failed, VoiceError::Failed { status, .. } if status.contains('3')), "{failed:?}");
        let missing = run(Command::new("/nowhere/espeak-ng"), b"", LONG);
        assert_eq!(missing, Err(VoiceError::NotInstalled { program: "/nowhere/espeak-ng".into() }));
        assert!(matches!(run(Command::new("/"), b"", LONG), Err(VoiceError::NotStarted { .. })));
    }

    #[test]
    fn a_program_that_hangs_is_killed() {
        let deadline = Duration::from_millis(50);
        let program = "/bin/sh".to_owned();
        let hung = shell("exec sleep 600", b"", deadline);
        assert_eq!(hung, Err(VoiceError::TooSlow { program: program.clone(), deadline }));
        // Also one that has closed its pipes.
        let silent = shell("exec sleep 600 >&- <&-", b"", deadline);
        assert_eq!(silent, Err(VoiceError::TooSlow { program, deadline }));
    }
}
