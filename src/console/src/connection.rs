//! Connections: accepted, encrypted if the office wants it, and given up when the other end does not keep up.
//!
//! The library's own `serve` waits for a request's head and for a slow reader for ever, so this one hands each
//! connection to hyper with the times that it may take.

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::{Service as _, service_fn};
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio::time::{sleep, timeout};
use tokio_io_timeout::TimeoutStream;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;

use crate::client::{Client, Peer};
use crate::limits::Places;

/// How many connections there are at the same time: below the 1024 files that a process may have open, of which the
/// database and the devices want some.
const CONNECTIONS: usize = 640;

/// How many of them one client has: an office's PCs may all come from one address.
const OF_ONE_CLIENT: usize = 256;

/// How long a TLS handshake, and the head of a request, may take.
pub(crate) const HEAD: Duration = Duration::from_secs(15);

/// A connection whose other end takes nothing for so long is given up; what a board has missed it reads anew.
pub(crate) const STALLED: Duration = Duration::from_secs(30);

/// How long to wait when the system has no file left for a connection.
const BREATH: Duration = Duration::from_millis(500);

/// The configuration of TLS as it is now.
pub(crate) type Tls = watch::Receiver<Arc<ServerConfig>>;

/// How long the other end may take.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Patience {
    /// For its handshake and for the head of a request.
    pub(crate) head: Duration,
    /// For taking what it is sent.
    pub(crate) stalled: Duration,
}

/// Answers whoever comes to `listener`, for ever.
pub(crate) async fn serve(listener: TcpListener, tls: Option<Tls>, app: Router) {
    let patience = Patience { head: HEAD, stalled: STALLED };
    serve_within(listener, tls, app, (patience, Places::new(CONNECTIONS, OF_ONE_CLIENT))).await;
}

/// The same with other times and places.
pub(crate) async fn serve_within(
    listener: TcpListener,
    tls: Option<Tls>,
    app: Router,
    (patience, places): (Patience, Arc<Places>),
) {
    loop {
        let (stream, peer) = match listener.accept().await {
            Ok(accepted) => accepted,
            Err(error) => {
                pause_for(&error).await;
                continue;
            }
        };
        // Without a place the connection is closed at once: an answer would cost more than it is worth.
        let Some(place) = places.take(Client::of(peer.ip())) else { continue };
        let (tls, app) = (tls.clone(), app.clone());
        tokio::spawn(async move {
            let _place = place;
            if let Err(error) = answer((stream, peer), tls, app, patience).await {
                tracing::debug!(%error, "a connection has ended");
            }
        });
    }
}

/// A connection that broke before it was accepted is nobody's fault; anything else is a lack of the system.
async fn pause_for(error: &io::Error) {
    let broken =
        [io::ErrorKind::ConnectionAborted, io::ErrorKind::ConnectionReset, io::ErrorKind::ConnectionRefused];
    if !broken.contains(&error.kind()) {
        tracing::error!(%error, "no connection can be accepted");
        sleep(BREATH).await;
    }
}

async fn answer(
    (stream, peer): (TcpStream, SocketAddr),
    tls: Option<Tls>,
    app: Router,
    patience: Patience,
) -> io::Result<()> {
    // Events are small and must not wait for each other.
    stream.set_nodelay(true)?;
    let mut stream = TimeoutStream::new(stream);
    stream.set_write_timeout(Some(patience.stalled));
    let stream = Box::pin(stream);
    match tls {
        None => speak(stream, peer, app, patience).await,
        Some(tls) => {
            let acceptor = TlsAcceptor::from(Arc::clone(&tls.borrow()));
            let stream = timeout(patience.head, acceptor.accept(stream)).await??;
            speak(stream, peer, app, patience).await
        }
    }
}

/// HTTP until either end has had enough.
async fn speak(
    stream: impl AsyncRead + AsyncWrite + Unpin,
    peer: SocketAddr,
    app: Router,
    patience: Patience,
) -> io::Result<()> {
    let app = TowerToHyperService::new(app);
    let service = service_fn(move |mut request: hyper::Request<Incoming>| {
        request.extensions_mut().insert(Peer(peer.ip()));
        app.call(request)
    });
    http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(patience.head)
        .serve_connection(TokioIo::new(stream), service)
        .await
        .map_err(io::Error::other)
}
