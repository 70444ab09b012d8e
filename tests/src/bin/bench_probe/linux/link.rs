//! A wire between two namespaces with a delay: `tc netem` where the kernel has it, else two TUN
//! devices and packets that are held back here. Either delays every packet, the first SYN too,
//! which no proxy can.

use super::namespace::{Namespace, panicked, run};
use std::net::Ipv4Addr;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, SyncSender, channel, sync_channel};
use std::thread;
use std::time::{Duration, Instant};
use testkit::{Outcome, Trouble};
use tokio::runtime::{self, Runtime};
use tokio_tun::Tun;

/// The client's end.
pub const NEAR: Ipv4Addr = Ipv4Addr::new(10, 77, 0, 1);
/// The servers' end.
pub const FAR: Ipv4Addr = Ipv4Addr::new(10, 77, 0, 2);
/// The name of the device at each end.
const DEVICE: &str = "bench0";
/// The longest packet, and how many may be under way in one direction.
const PACKET: usize = 2048;
const UNDER_WAY: usize = 20_000;

/// A wire. It goes with [`cut`](Self::cut), or with its namespaces.
pub struct Link {
    /// How the delay is made.
    pub how: &'static str,
}

impl Link {
    /// Lays a wire whose round trip takes so long.
    ///
    /// # Errors
    /// Where neither way works here.
    pub fn lay(near: &Arc<Namespace>, far: &Arc<Namespace>, round_trip: Duration) -> Outcome<Self> {
        if with_netem(near, far, round_trip / 2).is_ok() {
            return Ok(Self { how: "tc netem" });
        }
        // What is there of it goes; there may be nothing.
        let _ = near.ip(&["link", "del", DEVICE]);
        with_tun(near, far, round_trip / 2)?;
        Ok(Self { how: "a delay line over two TUN devices" })
    }

    /// Takes it away: a device that is read from would keep its namespace.
    pub fn cut(near: &Namespace, far: &Namespace) {
        for end in [near, far] {
            let _ = end.ip(&["link", "del", DEVICE]);
        }
    }
}

fn with_netem(near: &Namespace, far: &Namespace, one_way: Duration) -> Outcome<()> {
    let pair = ["link", "add", DEVICE, "type", "veth", "peer", "name", DEVICE, "netns", far.name()];
    near.ip(&pair)?;
    let delay = format!("{}us", one_way.as_micros());
    for end in [near, far] {
        let words = [
            "netns",
            "exec",
            end.name(),
            "tc",
            "qdisc",
            "add",
            "dev",
            DEVICE,
            "root",
            "netem",
            "delay",
            &delay,
        ];
        run("ip", &words)?;
    }
    up(near, far)
}

fn up(near: &Namespace, far: &Namespace) -> Outcome<()> {
    for (end, own, other) in [(near, NEAR, FAR), (far, FAR, NEAR)] {
        end.ip(&["addr", "add", &own.to_string(), "peer", &other.to_string(), "dev", DEVICE])?;
        end.ip(&["link", "set", DEVICE, "up"])?;
    }
    Ok(())
}

fn with_tun(near: &Arc<Namespace>, far: &Arc<Namespace>, one_way: Duration) -> Outcome<()> {
    let (there, from_near) = sync_channel(UNDER_WAY);
    let (back, from_far) = sync_channel(UNDER_WAY);
    let one = take_in(Arc::clone(near), there, one_way)?;
    let other = take_in(Arc::clone(far), back, one_way)?;
    give_out(other, from_near);
    give_out(one, from_far);
    up(near, far)
}

/// A packet, and when it arrives.
type Held = (Instant, Vec<u8>);

/// Makes a device in a namespace, and takes from it what is sent there until it goes.
fn take_in(end: Arc<Namespace>, wire: SyncSender<Held>, one_way: Duration) -> Outcome<Arc<Tun>> {
    let (ready, made) = channel();
    thread::spawn(move || {
        let runtime = match open(&end) {
            Err(trouble) => return drop(ready.send(Err(trouble))),
            Ok(runtime) => runtime,
        };
        runtime.block_on(async {
            let device = match Tun::builder().name(DEVICE).build() {
                Ok(devices) => devices.into_iter().next().map(Arc::new),
                Err(error) => return drop(ready.send(Err(refused(&error)))),
            };
            let Some(device) = device else { return };
            // Not kept by this thread, which would keep its namespace.
            drop(end);
            let _ = ready.send(Ok(Arc::clone(&device)));
            let mut packet = [0; PACKET];
            while let Ok(length) = device.recv(&mut packet).await {
                let due = Instant::now() + one_way;
                // A full wire loses packets, as real ones do.
                let _ = wire.try_send((due, packet.get(..length).unwrap_or_default().to_vec()));
            }
        });
    });
    made.recv().unwrap_or_else(|_| Err(panicked()))
}

fn open(end: &Namespace) -> Outcome<Runtime> {
    end.enter()?;
    runtime::Builder::new_current_thread().enable_all().build().map_err(Trouble::io("make a wire"))
}

/// Gives to a device what arrives for it.
fn give_out(device: Arc<Tun>, wire: Receiver<Held>) {
    thread::spawn(move || {
        for (due, packet) in wire {
            thread::sleep(due.saturating_duration_since(Instant::now()));
            let _ = device.try_send(&packet);
        }
    });
}

fn refused(error: &tokio_tun::Error) -> Trouble {
    Trouble::Unexpected { what: "a TUN device".to_owned(), found: error.to_string() }
}
