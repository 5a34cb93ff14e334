//! What the child may use of the machine.

use rustix::process::{DumpableBehavior, Resource, Rlimit};
use rustix::process::{getrlimit, set_dumpable_behavior, setrlimit};

use crate::error::RenderError;

/// Limits that a render process puts on itself before it reads a job. Besides
/// these two it may write no file, open 32 at most and leave no core dump.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Address space in bytes. A form needs 25 MiB.
    pub memory_bytes: u64,
    /// Processor time in seconds from the start of the process. Starting takes
    /// some 20 ms of it, waiting for a job none, a form some 15 ms.
    pub cpu_seconds: u64,
}

impl Default for Limits {
    /// 1 GiB and 3 s.
    fn default() -> Self {
        Self { memory_bytes: 1 << 30, cpu_seconds: 3 }
    }
}

impl Limits {
    /// Puts the limits on this process, for good.
    pub(crate) fn apply(self) -> Result<(), RenderError> {
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
