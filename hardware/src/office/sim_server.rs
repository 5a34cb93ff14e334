//! The simulated page printer behind HTTP on a loopback port, so that the real driver and the
//! real HTTP client run against it in demo and tests.

use std::{
    convert::Infallible,
    future::pending,
    io,
    net::{Ipv4Addr, SocketAddr, TcpListener as StdListener},
    sync::{Arc, Mutex, mpsc},
    thread::{self, JoinHandle},
    time::Duration,
};

use http_body_util::{BodyExt as _, Full, Limited};
use hyper::{
    Method, Request, Response, StatusCode,
    body::{Bytes, Incoming},
    header::CONTENT_TYPE,
    server::conn::http1,
    service::service_fn,
};
use hyper_util::rt::TokioIo;
use tokio::{
    net::{TcpListener, TcpStream},
    runtime::{Builder, Runtime},
    sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel},
    task::JoinSet,
};

use super::{OfficeFault, SimAnswer, SimOffice};
use crate::{Clock, clock::lock};

/// Far more than any form; a request beyond it gets HTTP 413.
const REQUEST_LIMIT: usize = 64 * 1024 * 1024;
const PATH: &str = "/ipp/print";
const IPP: &str = "application/ipp";
/// Between attempts to take the port again after power comes back.
const BIND_RETRY: Duration = Duration::from_millis(20);
/// The longest wait for the server thread to switch the port.
const SWITCH_LIMIT: Duration = Duration::from_secs(5);

/// Why the simulated page printer cannot be served.
#[derive(Debug, thiserror::Error)]
pub enum SimOfficeError {
    /// No loopback port.
    #[error("no loopback port for the simulated page printer")]
    Listen(#[source] io::Error),
    /// No runtime for the server.
    #[error("no runtime for the simulated page printer")]
    Runtime(#[source] io::Error),
    /// No thread for the server.
    #[error("no thread for the simulated page printer")]
    Thread(#[source] io::Error),
}

/// Serves a [`SimOffice`] over HTTP.
pub struct SimOfficeServer;

impl SimOfficeServer {
    /// Starts a printer whose jobs take `processing` each, on a port that the system chooses.
    ///
    /// # Errors
    /// No port, runtime or thread.
    pub fn start(processing: Duration, clock: Arc<dyn Clock>) -> Result<SimOfficeHandle, SimOfficeError> {
        let listener = listen(SocketAddr::from((Ipv4Addr::LOCALHOST, 0)))?;
        let address = listener.local_addr().map_err(SimOfficeError::Listen)?;
        let runtime = Builder::new_current_thread().enable_all().build();
        let runtime = runtime.map_err(SimOfficeError::Runtime)?;
        let office = Office { sim: Arc::new(Mutex::new(SimOffice::new(processing))), clock };
        let (power, switches) = unbounded_channel();
        let served = office.clone();
        let thread = thread::Builder::new()
            .name("office-sim".to_owned())
            .spawn(move || run(&runtime, listener, address, &served, switches))
            .map_err(SimOfficeError::Thread)?;
        Ok(SimOfficeHandle { office, address, power: Some(power), thread: Some(thread) })
    }
}

#[derive(Clone)]
struct Office {
    sim: Arc<Mutex<SimOffice>>,
    clock: Arc<dyn Clock>,
}

/// Opens or closes the port, then says so.
struct Switch {
    on: bool,
    done: mpsc::Sender<()>,
}

/// A served page printer; may be shared between threads. Dropping it closes the port.
pub struct SimOfficeHandle {
    office: Office,
    address: SocketAddr,
    power: Option<UnboundedSender<Switch>>,
    thread: Option<JoinHandle<()>>,
}

impl SimOfficeHandle {
    /// Where it prints: `ipp://127.0.0.1:PORT/ipp/print`.
    #[must_use]
    pub fn uri(&self) -> String {
        format!("ipp://{}{PATH}", self.address)
    }

    /// Breaks it in one more way; in effect on return.
    pub fn fault(&self, fault: OfficeFault) {
        self.change(|sim, now| sim.fault(now, fault));
    }

    /// Mends one fault; in effect on return.
    pub fn clear(&self, fault: OfficeFault) {
        self.change(|sim, now| sim.clear(now, fault));
    }

    /// Mends everything; in effect on return.
    pub fn repair(&self) {
        self.change(SimOffice::repair);
    }

    /// The document printed last, byte for byte.
    #[must_use]
    pub fn latest_pdf(&self) -> Option<Vec<u8>> {
        self.look(|sim| sim.latest_pdf().map(<[u8]>::to_vec))
    }

    /// Documents accepted so far.
    #[must_use]
    pub fn received(&self) -> u64 {
        self.look(|sim| sim.received())
    }

    /// Documents that came out so far.
    #[must_use]
    pub fn printed(&self) -> u64 {
        self.look(|sim| sim.printed())
    }

    fn look<T>(&self, read: impl FnOnce(&SimOffice) -> T) -> T {
        read(&lock(&self.office.sim))
    }

    fn change(&self, change: impl FnOnce(&mut SimOffice, Duration)) {
        let (before, after) = {
            let mut sim = lock(&self.office.sim);
            let before = sim.has(OfficeFault::Off);
            change(&mut sim, self.office.clock.now());
            (before, sim.has(OfficeFault::Off))
        };
        if before != after {
            self.switch(!after);
        }
    }

    fn switch(&self, on: bool) {
        let (done, ready) = mpsc::channel();
        let told = self.power.as_ref().map(|power| power.send(Switch { on, done }));
        if told.is_none_or(|told| told.is_err()) || ready.recv_timeout(SWITCH_LIMIT).is_err() {
            tracing::error!("the simulated page printer's port could not be switched");
        }
    }
}

impl Drop for SimOfficeHandle {
    fn drop(&mut self) {
        drop(self.power.take());
        if self.thread.take().is_some_and(|thread| thread.join().is_err()) {
            tracing::error!("the simulated page printer's thread panicked");
        }
    }
}

fn listen(address: SocketAddr) -> Result<StdListener, SimOfficeError> {
    let listener = StdListener::bind(address).map_err(SimOfficeError::Listen)?;
    listener.set_nonblocking(true).map_err(SimOfficeError::Listen)?;
    Ok(listener)
}

fn run(
    runtime: &Runtime,
    listener: StdListener,
    address: SocketAddr,
    office: &Office,
    switches: UnboundedReceiver<Switch>,
) {
    runtime.block_on(async {
        match TcpListener::from_std(listener) {
            Ok(listener) => serve(listener, address, office, switches).await,
            Err(error) => tracing::error!(%error, "the simulated page printer cannot listen"),
        }
    });
}

async fn serve(
    listener: TcpListener,
    address: SocketAddr,
    office: &Office,
    mut switches: UnboundedReceiver<Switch>,
) {
    let mut listener = Some(listener);
    let mut visits = JoinSet::new();
    loop {
        tokio::select! {
            switch = switches.recv() => {
                let Some(Switch { on, done }) = switch else { return };
                listener = None;
                if on {
                    listener = Some(rebind(address).await);
                } else {
                    visits.shutdown().await;
                }
                // Whoever waits may have stopped waiting.
                let _ = done.send(());
            }
            stream = accept(listener.as_ref()) => {
                visits.spawn(converse(stream, office.clone()));
            }
            Some(_) = visits.join_next() => {}
        }
    }
}

async fn accept(listener: Option<&TcpListener>) -> TcpStream {
    let Some(listener) = listener else {
        return pending().await;
    };
    loop {
        match listener.accept().await {
            Ok((stream, _)) => return stream,
            Err(_) => tokio::time::sleep(BIND_RETRY).await,
        }
    }
}

/// The same port again: the address is the printer's identity.
async fn rebind(address: SocketAddr) -> TcpListener {
    loop {
        match TcpListener::bind(address).await {
            Ok(listener) => return listener,
            Err(_) => tokio::time::sleep(BIND_RETRY).await,
        }
    }
}

async fn converse(stream: TcpStream, office: Office) {
    let service = service_fn(move |request| answer(request, office.clone()));
    let connection = http1::Builder::new().serve_connection(TokioIo::new(stream), service);
    if let Err(error) = connection.await {
        tracing::debug!(%error, "a connection to the simulated page printer broke");
    }
}

async fn answer(request: Request<Incoming>, office: Office) -> Result<Response<Full<Bytes>>, Infallible> {
    let refused = refusal(&request);
    let Ok(body) = Limited::new(request.into_body(), REQUEST_LIMIT).collect().await else {
        return Ok(plain(StatusCode::PAYLOAD_TOO_LARGE));
    };
    // Only now: closing on a client that still sends may reset the connection before it has the answer.
    if let Some(status) = refused {
        return Ok(plain(status));
    }
    let now = office.clock.now();
    let said = lock(&office.sim).handle(now, &body.to_bytes());
    match said {
        SimAnswer::Reply(bytes) => {
            let mut response = Response::new(Full::from(bytes));
            let ipp = hyper::header::HeaderValue::from_static(IPP);
            response.headers_mut().insert(CONTENT_TYPE, ipp);
            Ok(response)
        }
        SimAnswer::Refused | SimAnswer::Silence => pending().await,
    }
}

fn refusal(request: &Request<Incoming>) -> Option<StatusCode> {
    let ipp = request.headers().get(CONTENT_TYPE);
    if request.uri().path() != PATH {
        Some(StatusCode::NOT_FOUND)
    } else if request.method() != Method::POST {
        Some(StatusCode::METHOD_NOT_ALLOWED)
    } else if ipp.is_none_or(|kind| kind.as_bytes() != IPP.as_bytes()) {
        Some(StatusCode::UNSUPPORTED_MEDIA_TYPE)
    } else {
        None
    }
}

fn plain(status: StatusCode) -> Response<Full<Bytes>> {
    let mut response = Response::new(Full::default());
    *response.status_mut() = status;
    response
}
