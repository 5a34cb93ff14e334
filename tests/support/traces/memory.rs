//! The memory of a running process, as the system gives it to its parent (proc(5)).

use std::fmt;
use std::fs::{self, File};
use std::io;
use std::os::unix::fs::FileExt;

/// What a piece of memory is for.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// brk(2)'s heap.
    Heap,
    /// The main thread's stack.
    MainStack,
    /// Without a name: malloc's other arenas, large allocations, other threads' stacks.
    Nameless,
    /// Variables of the program or a library, or a file that is shared.
    File(String),
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Heap => f.write_str("heap"),
            Self::MainStack => f.write_str("main stack"),
            Self::Nameless => f.write_str("nameless"),
            Self::File(name) => f.write_str(name),
        }
    }
}

/// A piece of memory that can be read and written.
pub struct Mapping {
    /// What it is for.
    pub kind: Kind,
    /// Its first address.
    pub start: u64,
    /// What it holds.
    pub bytes: Vec<u8>,
}

/// A process and its children, of whom a kiosk has the one that waits to make the next form.
pub fn processes(pid: u32) -> Vec<u32> {
    let tasks = fs::read_dir(format!("/proc/{pid}/task")).unwrap().filter_map(Result::ok);
    let lists = tasks.map(|task| fs::read_to_string(task.path().join("children")).unwrap_or_default());
    let children: String = lists.collect();
    [pid].into_iter().chain(children.split_whitespace().map(|child| child.parse().unwrap())).collect()
}

/// All that the process can write to; nothing of a child that has ended since it was found.
pub fn mappings(pid: u32) -> Vec<Mapping> {
    let gone = |error: &io::Error| error.kind() == io::ErrorKind::NotFound;
    let memory = match File::open(format!("/proc/{pid}/mem")) {
        Err(error) if gone(&error) => return Vec::new(),
        memory => memory.unwrap(),
    };
    let map = fs::read_to_string(format!("/proc/{pid}/maps")).unwrap_or_default();
    map.lines().filter_map(|line| mapping(line, &memory)).collect()
}

/// `7f00a000-7f00b000 rw-p 00000000 00:00 0    [heap]`
fn mapping(line: &str, memory: &File) -> Option<Mapping> {
    let mut words = line.split_whitespace();
    let (range, rights) = (words.next()?, words.next()?);
    let name = words.nth(3);
    if !rights.starts_with("rw") {
        return None;
    }
    let (start, end) = range.split_once('-')?;
    let (start, end) = (u64::from_str_radix(start, 16).ok()?, u64::from_str_radix(end, 16).ok()?);
    let mut bytes = vec![0; usize::try_from(end - start).ok()?];
    // What cannot be read is a device's memory, or was given back meanwhile.
    memory.read_exact_at(&mut bytes, start).ok()?;
    let kind = match name {
        None => Kind::Nameless,
        Some("[heap]") => Kind::Heap,
        Some("[stack]") => Kind::MainStack,
        Some(name) => Kind::File(name.to_owned()),
    };
    Some(Mapping { kind, start, bytes })
}
