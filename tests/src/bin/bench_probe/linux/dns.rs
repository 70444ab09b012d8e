//! A name server that knows one address: every name has it, and holds for no time at all, so that
//! each check asks. RFC 1035 section 4.

use super::namespace::{Namespace, panicked};
use std::net::{Ipv4Addr, UdpSocket};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::channel;
use std::thread::{self, JoinHandle};
use std::time::Duration;
use testkit::{Outcome, Trouble};

/// Between two looks at whether it is to end.
const LOOK: Duration = Duration::from_millis(100);
/// The length of a message's head.
const HEAD: usize = 12;
/// The type of a question for an IPv4 address.
const A: [u8; 2] = [0, 1];

/// A running name server. Dropped, it ends.
pub struct Names {
    end: Arc<AtomicBool>,
    thread: Option<JoinHandle<()>>,
}

impl Names {
    /// Starts it in a namespace, on port 53 of the address that it also gives.
    ///
    /// # Errors
    /// Where the port is taken.
    pub fn start(namespace: Arc<Namespace>, ip: Ipv4Addr) -> Outcome<Self> {
        let end = Arc::new(AtomicBool::new(false));
        let (ready, started) = channel();
        let over = Arc::clone(&end);
        let thread = thread::spawn(move || {
            let open = || {
                let socket = UdpSocket::bind((ip, 53))?;
                socket.set_read_timeout(Some(LOOK))?;
                Ok(socket)
            };
            let opened = namespace.enter().and_then(|()| open().map_err(Trouble::io("start a name server")));
            let socket = match opened {
                Ok(socket) => socket,
                Err(trouble) => return drop(ready.send(Err(trouble))),
            };
            let _ = ready.send(Ok(()));
            let mut bytes = [0; 512];
            while !over.load(Ordering::SeqCst) {
                if let Ok((length, from)) = socket.recv_from(&mut bytes)
                    && let Some(answer) = answer(bytes.get(..length).unwrap_or_default(), ip)
                {
                    let _ = socket.send_to(&answer, from);
                }
            }
        });
        started.recv().unwrap_or_else(|_| Err(panicked()))?;
        Ok(Self { end, thread: Some(thread) })
    }
}

impl Drop for Names {
    fn drop(&mut self) {
        self.end.store(true, Ordering::SeqCst);
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

/// The answer to a question; nothing to what is none.
fn answer(asked: &[u8], ip: Ipv4Addr) -> Option<Vec<u8>> {
    let mut at = HEAD;
    while let Some(length) = asked.get(at).copied().filter(|length| *length > 0) {
        at += 1 + usize::from(length);
    }
    let question = asked.get(HEAD..at + 5)?;
    let is_a = asked.get(at + 1..at + 3)? == A;
    let mut answer = asked.get(..2)?.to_vec();
    // An answer, authoritative, recursion wanted and available; one question, no additions.
    answer.extend([0x85, 0x80, 0, 1, 0, u8::from(is_a), 0, 0, 0, 0]);
    answer.extend(question);
    if is_a {
        // The question's name, IN, zero seconds, four bytes.
        answer.extend([0xc0, 12, 0, 1, 0, 1, 0, 0, 0, 0, 0, 4]);
        answer.extend(ip.octets());
    }
    Some(answer)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn question(kind: u8) -> Vec<u8> {
        let head = [0xab, 0xcd, 1, 0, 0, 1, 0, 0, 0, 0, 0, 1];
        // An addition (EDNS, RFC 6891) follows, as resolvers send it.
        [&head[..], b"\x04mail\x07example\0", &[0, kind, 0, 1], &[0, 0, 41, 4, 208, 0, 0, 0, 0, 0, 0]]
            .concat()
    }

    #[test]
    fn a_name_has_the_address_and_no_other() {
        let ip = Ipv4Addr::new(10, 77, 0, 2);
        let found = answer(&question(1), ip).unwrap();
        assert_eq!(found[..8], [0xab, 0xcd, 0x85, 0x80, 0, 1, 0, 1]);
        assert_eq!(found[found.len() - 4..], ip.octets());
        let none = answer(&question(28), ip).unwrap();
        assert_eq!((none[7], none.len()), (0, found.len() - 16));
        assert_eq!(answer(&question(1)[..15], ip), None);
        assert_eq!(answer(&[], ip), None);
    }
}
