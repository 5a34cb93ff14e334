//! What the child may use of the machine, and for how long.

use std::fs;
use std::time::Duration;

use rustix::process::{DumpableBehavior, Resource, Rlimit};
use rustix::process::{getrlimit, set_dumpable_behavior, setrlimit};

use crate::error::RenderError;

/// What a document may take, from the sending of its job until its process is killed. Above the processor time of
/// [`Limits`], so that on an idle machine that one ends a runaway template and says why; below 5 s together with the
/// start of a process, so that somebody who waits gets an answer before touching again.
pub const DEADLINE: Duration = Duration::from_secs(4);

/// The longest form of the catalogue takes 0.06 s with the start of its process: a kiosk that is ten times slower
/// still has three times what it needs.
const CPU_SECONDS: u64 = 2;

/// A form needs 25 MiB. The most pixels that a document may have are 160 MB, and the program itself, its libraries
/// and the stacks of its threads take up to 400 MiB of addresses.
const MEMORY_BYTES: u64 = 1 << 30;

/// Before all others (1000 is the most, see proc(5)): a machine that is short of memory loses one document, not its
/// kiosk.
const FIRST_TO_DIE: &str = "1000";

/// Limits that a render process puts on itself before it reads a job. Besides
/// these two it may write no file, open 32 at most and leave no core dump, and
/// it is the first to die when the machine runs out of memory.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Address space in bytes. A form needs 25 MiB.
    pub memory_bytes: u64,
    /// Processor time in seconds from the start of the process. Starting takes
    /// some 20 ms of it, waiting for a job none, a form some 15 ms.
    pub cpu_seconds: u64,
}

impl Default for Limits {
    /// 1 GiB and 2 s.
    fn default() -> Self {
        Self { memory_bytes: MEMORY_BYTES, cpu_seconds: CPU_SECONDS }
    }
}

impl Limits {
    /// Puts the limits on this process, for good.
    pub(crate) fn apply(self) -> Result<(), RenderError> {
        // Where /proc cannot be written, the kernel chooses by size, which is the child as well.
        let _ = fs::write("/proc/self/oom_score_adj", FIRST_TO_DIE);
        let cpu = self.cpu_seconds;
        // At the lower of the two the process gets SIGXCPU, which says why it
        // died; at the upper SIGKILL, which it could not ignore.
        lower(Resource::Cpu, cpu, cpu.saturating_add(1)).map_err(failure)?;
        let limits = [
            (Resource::As, self.memory_bytes),
            (Resource::Fsize, 0),
            (Resource::Nofile, 32),
            (Resource::Core, 0),
        ];
        for (resource, most) in limits {
            lower(resource, most, most).map_err(failure)?;
        }
        // A core pattern that is a pipe ignores the core limit, see core(5).
        set_dumpable_behavior(DumpableBehavior::NotDumpable).map_err(failure)
    }
}

/// Never asks for more than was inherited: only root may raise a limit.
fn lower(resource: Resource, soft: u64, hard: u64) -> rustix::io::Result<()> {
    let inherited = getrlimit(resource).maximum.unwrap_or(u64::MAX);
    let limit = Rlimit { current: Some(soft.min(inherited)), maximum: Some(hard.min(inherited)) };
    setrlimit(resource, limit)
}

fn failure(why: rustix::io::Errno) -> RenderError {
    RenderError::Limits { reason: why.to_string() }
}
