//! The console's thread: a small tokio runtime around the pages.

use std::io;
use std::net::{SocketAddr, TcpListener};
use std::sync::Arc;
use std::thread::{self, JoinHandle};
use std::time::Duration;

use axum::serve::ListenerExt;
use thiserror::Error;
use tokio::runtime::{Builder, Runtime};
use tokio::sync::{oneshot, watch};

use crate::board::Snapshot;
use crate::live;
use crate::options::{Console, ConsoleOptions};
use crate::routes;
use crate::staff::{self, PinError};
use crate::voice;

/// Threads that answer requests; the kiosk's machine has few cores, and the screen comes first.
const WORKERS: usize = 2;

/// Threads for SQLite and for verifying PINs.
const BLOCKING_THREADS: usize = 8;

/// How long a stopping console waits for what is on those threads.
const FAREWELL: Duration = Duration::from_secs(1);

/// Why the console could not start.
#[derive(Debug, Error)]
pub enum ConsoleError {
    /// The given listener does not work.
    #[error("the console's socket cannot be used")]
    Socket(#[source] io::Error),
    /// The runtime or its thread could not be started.
    #[error("the console's thread cannot be started")]
    Thread(#[source] io::Error),
    /// The PIN's hash is not an argon2 PHC string.
    #[error(transparent)]
    Pin(#[from] PinError),
}

/// A running console. Dropping it closes all connections and waits for its thread.
#[derive(Debug)]
pub struct ConsoleHandle {
    /// Where it listens.
    pub local_addr: SocketAddr,
    stop: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Drop for ConsoleHandle {
    fn drop(&mut self) {
        self.stop = None;
        if let Some(thread) = self.thread.take()
            && thread.join().is_err()
        {
            tracing::error!("the console panicked");
        }
    }
}

/// Serves the pages on `listener`, which the caller has bound, so that a taken port is told before
/// anything has started.
pub fn serve(listener: TcpListener, options: ConsoleOptions) -> Result<ConsoleHandle, ConsoleError> {
    staff::check_hash(&options.pin_hash)?;
    let local_addr = listener.local_addr().map_err(ConsoleError::Socket)?;
    listener.set_nonblocking(true).map_err(ConsoleError::Socket)?;
    let runtime = runtime().map_err(ConsoleError::Thread)?;
    let (stop, stopped) = oneshot::channel();
    let thread = thread::Builder::new()
        .name("console".into())
        .spawn(move || {
            if let Err(error) = runtime.block_on(until_stopped(listener, options, stopped)) {
                tracing::error!(%error, "the console has ended");
            }
            // Boards keep their event streams open for ever; nothing on them is worth waiting for.
            runtime.shutdown_timeout(FAREWELL);
        })
        .map_err(ConsoleError::Thread)?;
    Ok(ConsoleHandle { local_addr, stop: Some(stop), thread: Some(thread) })
}

fn runtime() -> io::Result<Runtime> {
    Builder::new_multi_thread()
        .worker_threads(WORKERS)
        .max_blocking_threads(BLOCKING_THREADS)
        .thread_name("console")
        .enable_all()
        .build()
}

async fn until_stopped(
    listener: TcpListener,
    options: ConsoleOptions,
    stopped: oneshot::Receiver<()>,
) -> io::Result<()> {
    // An event is a small write that nobody answers: without this it may wait for the one before to be acknowledged.
    let listener = tokio::net::TcpListener::from_std(listener)?.tap_io(|stream| {
        if let Err(error) = stream.set_nodelay(true) {
            tracing::debug!(%error, "a connection keeps small writes back");
        }
    });
    let (feed, board) = watch::channel(Arc::new(Snapshot::default()));
    let console = Console::new(options, board);
    tokio::spawn(live::feed(Arc::clone(&console), feed));
    tokio::spawn(voice::say_calls(Arc::clone(&console)));
    tokio::select! {
        ended = async { axum::serve(listener, routes::app(console)).await } => ended,
        _ = stopped => Ok(()),
    }
}
