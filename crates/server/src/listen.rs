//! Accepting connections, and ending without cutting anybody off.

use crate::client::Peer;
use crate::config::Limits;
use axum::Router;
use hyper::Request;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::{Service as _, service_fn};
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use std::net::SocketAddr;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// The address and port of ours that a connection came to.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Here(pub(crate) SocketAddr);

/// The longest request head, in bytes. The longest token has about 1400.
const LONGEST_HEAD: usize = 16 * 1024;

/// Serves `app` until `shutdown` is done, then lets requests in flight end, for at most
/// [`Limits::drain_seconds`]. HTTP/1.1 only: a reverse proxy in front speaks whatever browsers like.
pub async fn serve(listener: TcpListener, app: Router, limits: &Limits, shutdown: impl Future<Output = ()>) {
    let places = Arc::new(Semaphore::new(limits.connections.get() as usize));
    let graceful = GracefulShutdown::new();
    let mut shutdown = pin!(shutdown);
    loop {
        let next = async {
            // A place first: a connection that is accepted is also answered.
            let place = Arc::clone(&places).acquire_owned().await.ok();
            (listener.accept().await, place)
        };
        tokio::select! {
            () = &mut shutdown => break,
            (accepted, place) = next => match accepted {
                Ok((stream, peer)) => answer(stream, Peer(peer.ip()), app.clone(), limits, &graceful, place),
                // Out of file descriptors, for one: others may become free.
                Err(_) => tokio::time::sleep(Duration::from_millis(50)).await,
            },
        }
    }
    drop(listener);
    let drain = Duration::from_secs(limits.drain_seconds.into());
    if tokio::time::timeout(drain, graceful.shutdown()).await.is_err() {
        tracing::warn!("some requests did not end in time and were cut off");
    }
}

fn answer(
    stream: TcpStream,
    peer: Peer,
    app: Router,
    limits: &Limits,
    graceful: &GracefulShutdown,
    place: Option<OwnedSemaphorePermit>,
) {
    // Answers are written whole; waiting for more only delays them.
    let _ = stream.set_nodelay(true);
    let here = stream.local_addr().ok().map(Here);
    let app = TowerToHyperService::new(app);
    let service = service_fn(move |mut request: Request<Incoming>| {
        request.extensions_mut().insert(peer);
        if let Some(here) = here {
            request.extensions_mut().insert(here);
        }
        app.call(request)
    });
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(limits.request())
        .max_buf_size(LONGEST_HEAD)
        .serve_connection(TokioIo::new(stream), service);
    let connection = graceful.watch(connection);
    tokio::spawn(async move {
        // A client that goes away is not our trouble, and its error may quote what it sent.
        let _ = connection.await;
        drop(place);
    });
}
