//! The kiosk's side: starts render processes and waits for them, not for ever.

use std::io::{self, Write};
use std::os::unix::process::ExitStatusExt;
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, ExitStatus, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

use crate::error::RenderError;
use crate::job::{RenderJob, Rendered};
use crate::limits::DEADLINE;
use crate::wire;

/// Makes documents in child processes, one process a document.
#[derive(Debug)]
pub struct Renderer {
    program: PathBuf,
    args: Vec<String>,
    deadline: Duration,
    keeps_warm: AtomicBool,
    rehearsal: Option<RenderJob>,
    waiting: Mutex<Option<RenderProcess>>,
}

type Answer = io::Result<Result<Rendered, RenderError>>;

impl Renderer {
    /// A renderer that runs `program` with `args`, which must end up in
    /// [`crate::run_child`]. Gives a document [`DEADLINE`].
    pub fn new(program: PathBuf, args: Vec<String>) -> Self {
        Self {
            program,
            args,
            deadline: DEADLINE,
            keeps_warm: AtomicBool::new(false),
            rehearsal: None,
            waiting: Mutex::new(None),
        }
    }

    /// Gives a document `deadline` instead, counted from the sending of the
    /// job.
    #[must_use]
    pub fn with_deadline(self, deadline: Duration) -> Self {
        Self { deadline, ..self }
    }

    /// Lets every new process make this document first and throw it away, so
    /// that Typst remembers what all documents of this form share. It must be
    /// a blank form: nobody's data. Makes it once now: one that cannot be made
    /// would take its process from the document after it.
    ///
    /// # Errors
    /// Why it cannot be made; then processes rehearse nothing.
    pub fn rehearse(&mut self, blank: RenderJob) -> Result<(), RenderError> {
        self.render(&blank)?;
        self.rehearsal = Some(blank);
        // One that waits already has not rehearsed.
        let waiting = self.lock().take();
        if waiting.is_some() { self.warm() } else { Ok(()) }
    }

    /// From now on keeps one process started and waiting for the next job, so
    /// that starting is off the citizen's path.
    ///
    /// # Errors
    /// [`RenderError::Spawn`] when the first one does not start.
    pub fn warm(&self) -> Result<(), RenderError> {
        self.keeps_warm.store(true, Ordering::Relaxed);
        let mut waiting = self.lock();
        if waiting.as_mut().is_none_or(RenderProcess::has_ended) {
            *waiting = Some(self.start()?);
        }
        Ok(())
    }

    /// Makes one document; blocks for as long as that takes, at most for the
    /// deadline. May be called from several threads at once.
    ///
    /// # Errors
    /// Any [`RenderError`]. The renderer stays usable after each.
    pub fn render(&self, job: &RenderJob) -> Result<Rendered, RenderError> {
        let process = self.take_or_start()?;
        let outcome = process.make(job, self.deadline, &self.program);
        if self.keeps_warm.load(Ordering::Relaxed) {
            // A process that does not start now is tried again, and reported,
            // with the next document.
            let _ = self.warm();
        }
        outcome
    }

    /// The waiting process unless it has died meanwhile, else a new one.
    fn take_or_start(&self) -> Result<RenderProcess, RenderError> {
        if let Some(mut process) = self.lock().take()
            && !process.has_ended()
        {
            return Ok(process);
        }
        self.start()
    }

    fn lock(&self) -> MutexGuard<'_, Option<RenderProcess>> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// One thread each for rayon and malloc: every further one would take
    /// 64 MiB of the address space that the child limits.
    fn start(&self) -> Result<RenderProcess, RenderError> {
        let child = Command::new(&self.program)
            .args(&self.args)
            .env_clear()
            .env("RAYON_NUM_THREADS", "1")
            .env("MALLOC_ARENA_MAX", "1")
            .current_dir("/")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn();
        let failed = |why| spawn_failure(&self.program, &why);
        let mut process = RenderProcess(child.map_err(failed)?);
        let rehearsal = wire::rehearsal_bytes(self.rehearsal.as_ref()).map_err(failed)?;
        if let Some(stdin) = &mut process.0.stdin {
            // A process that died meanwhile is found out by its job.
            let _ = stdin.write_all(&rehearsal);
        }
        Ok(process)
    }
}

fn spawn_failure(program: &Path, why: &io::Error) -> RenderError {
    RenderError::Spawn { program: program.to_path_buf(), reason: why.to_string() }
}

/// A child that never outlives its value here.
#[derive(Debug)]
struct RenderProcess(Child);

impl RenderProcess {
    fn has_ended(&mut self) -> bool {
        !matches!(self.0.try_wait(), Ok(None))
    }

    fn make(mut self, job: &RenderJob, deadline: Duration, program: &Path) -> Result<Rendered, RenderError> {
        let failed = |why: io::Error| spawn_failure(program, &why);
        let bytes = wire::job_bytes(job).map_err(failed)?;
        let pipes = self.0.stdin.take().zip(self.0.stdout.take());
        let (stdin, stdout) = pipes.ok_or(RenderError::Garbled)?;
        let answers = converse(stdin, stdout, bytes).map_err(failed)?;
        match answers.recv_timeout(deadline) {
            Ok(Ok(answer)) => answer,
            Ok(Err(_)) | Err(RecvTimeoutError::Disconnected) => Err(self.cause_of_death()),
            Err(RecvTimeoutError::Timeout) => Err(RenderError::TimedOut {
                after_ms: u64::try_from(deadline.as_millis()).unwrap_or(u64::MAX),
            }),
        }
    }

    /// Why the pipe broke. A process closes its pipes only after its exit code
    /// is fixed, so the kill changes nothing but a process that lives on with
    /// its pipes closed.
    fn cause_of_death(&mut self) -> RenderError {
        match self.end() {
            Ok(status) => cause(status),
            Err(_) => RenderError::Garbled,
        }
    }

    fn end(&mut self) -> io::Result<ExitStatus> {
        self.0.kill()?;
        self.0.wait()
    }
}

impl Drop for RenderProcess {
    fn drop(&mut self) {
        // An error means that it is gone already.
        let _ = self.end();
    }
}

/// The exit code of a Rust program that panicked. A document nested so deeply that no address is left for the next
/// piece of Typst's stack ends like this, where the machine is fast enough to get there within its time.
const PANICKED: i32 = 101;

fn cause(status: ExitStatus) -> RenderError {
    match (status.signal(), status.code()) {
        (Some(signal), _) => RenderError::Killed { signal },
        (None, Some(PANICKED)) => RenderError::Crashed,
        (None, Some(code)) => RenderError::Exited { code },
        (None, None) => RenderError::Garbled,
    }
}

/// Sends the job and reads the answer in a thread of its own, which ends with
/// the child and is never waited for.
fn converse(mut stdin: ChildStdin, mut stdout: ChildStdout, job: Vec<u8>) -> io::Result<Receiver<Answer>> {
    let (sender, receiver) = mpsc::sync_channel(1);
    let talk = move || {
        let sent = stdin.write_all(&job);
        drop(stdin);
        let answer = sent.and_then(|()| wire::read_answer(&mut stdout));
        // Nobody listens any more after a timeout.
        let _ = sender.send(answer);
    };
    thread::Builder::new().name("form-render".to_owned()).spawn(talk)?;
    Ok(receiver)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]

    use crate::tests::{child_with_limits, filled_job};

    use super::*;

    #[test]
    fn a_warm_process_that_died_is_replaced() {
        let renderer = child_with_limits(1024, 3).with_deadline(Duration::from_secs(60));
        renderer.warm().unwrap();
        renderer.lock().as_mut().unwrap().end().unwrap();
        assert!(renderer.render(&filled_job()).is_ok());
    }

    #[test]
    fn a_warm_process_ends_with_its_renderer() {
        let renderer = child_with_limits(1024, 3);
        renderer.warm().unwrap();
        let pid = renderer.lock().as_ref().unwrap().0.id();
        let running = || Path::new(&format!("/proc/{pid}")).exists();
        assert!(running());
        drop(renderer);
        assert!(!running());
    }

    #[test]
    fn a_warm_process_ends_by_itself_when_its_pipe_closes() {
        let renderer = child_with_limits(1024, 3);
        renderer.warm().unwrap();
        let mut process = renderer.lock().take().unwrap();
        drop(process.0.stdin.take());
        assert!(process.0.wait().unwrap().success());
    }
}
