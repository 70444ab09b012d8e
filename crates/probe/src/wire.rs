//! The TCP connection as the layers above see it: acknowledged at once, counted, and with its first
//! bytes remembered.

use std::io;
use std::net::IpAddr;
use std::pin::Pin;
use std::task::{Context, Poll};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;

/// How many bytes are remembered for telling plain text from TLS.
const REMEMBERED: usize = 1024;

/// The connection delivered more than is accepted.
#[derive(Debug, thiserror::Error)]
#[error("the connection delivered more bytes than are accepted")]
pub(crate) struct OverBudget;

/// A counted TCP connection.
#[derive(Debug)]
pub(crate) struct Wire {
    tcp: TcpStream,
    budget: usize,
    head: Vec<u8>,
}

impl Wire {
    /// Takes over a connection that may deliver `budget` bytes.
    pub fn new(tcp: TcpStream, budget: usize) -> Self {
        // Commands are single small segments: nothing is gained by waiting for more.
        let _ = tcp.set_nodelay(true);
        Self { tcp, budget, head: Vec::new() }
    }

    /// This end's address.
    pub fn local_ip(&self) -> Option<IpAddr> {
        self.tcp.local_addr().ok().map(|address| address.ip().to_canonical())
    }

    /// Begins to remember anew.
    pub fn forget_head(&mut self) {
        self.head.clear();
    }

    /// The first bytes since [`forget_head`](Self::forget_head).
    pub fn head(&self) -> &[u8] {
        &self.head
    }
}

/// A server that has sent TLS tickets holds its greeting back until they are acknowledged (Nagle),
/// and Linux delays that by 40 ms. The option is not sticky, so it is set before each read
/// (facts/probe.md 4.4: 44 ms become 2 on loopback).
#[cfg(target_os = "linux")]
fn acknowledge_at_once(tcp: &TcpStream) {
    let _ = tcp.set_quickack(true);
}
#[cfg(not(target_os = "linux"))]
fn acknowledge_at_once(_: &TcpStream) {}

impl AsyncRead for Wire {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        into: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        acknowledge_at_once(&self.tcp);
        let before = into.filled().len();
        std::task::ready!(Pin::new(&mut self.tcp).poll_read(context, into))?;
        let new = into.filled().get(before..).unwrap_or_default();
        let Some(left) = self.budget.checked_sub(new.len()) else {
            return Poll::Ready(Err(io::Error::other(OverBudget)));
        };
        self.budget = left;
        let room = REMEMBERED.saturating_sub(self.head.len()).min(new.len());
        self.head.extend_from_slice(new.get(..room).unwrap_or_default());
        Poll::Ready(Ok(()))
    }
}

impl AsyncWrite for Wire {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.tcp).poll_write(context, bytes)
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.tcp).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.tcp).poll_shutdown(context)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    use tokio::net::TcpListener;

    #[tokio::test]
    async fn what_is_over_the_budget_is_an_error_and_the_head_is_kept() {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let tcp = TcpStream::connect(listener.local_addr().unwrap()).await.unwrap();
        let (mut server, _) = listener.accept().await.unwrap();
        server.write_all(&[7; 3000]).await.unwrap();
        let mut wire = Wire::new(tcp, 2500);
        let mut into = [0; 2000];
        wire.read_exact(&mut into).await.unwrap();
        assert_eq!(wire.head(), [7; REMEMBERED]);
        wire.forget_head();
        let error = wire.read_exact(&mut into[..600]).await.unwrap_err();
        assert_eq!(crate::fault::of_io(&error), crate::Code::TooLong);
        assert!(wire.head().is_empty());
        assert_eq!(wire.local_ip(), Some([127, 0, 0, 1].into()));
    }
}
