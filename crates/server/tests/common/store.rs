//! A real Valkey or Redis on loopback, without persistence, gone with the test.

use redis::{Client, Commands as _, Connection};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

/// A running store.
pub struct Store {
    pub port: u16,
    program: PathBuf,
    folder: PathBuf,
    child: Child,
}

impl Drop for Store {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Store {
    /// A store on a free port, with its socket in `folder`; none where no such program is installed,
    /// which is said in one line, and in CI a failure.
    pub fn start(folder: &Path) -> Option<Self> {
        let program = super::installed(&["valkey-server", "redis-server"], "redis-server")?;
        let port = super::mail::closed_port();
        let child = spawn(&program, folder, port);
        let store = Self { port, program, folder: folder.to_owned(), child };
        store.await_ready();
        Some(store)
    }

    /// The same with TLS beside it, on the port that comes back, with a certificate for `localhost` of the
    /// authority in `folder`/roots.pem.
    pub fn start_with_tls(folder: &Path) -> Option<(Self, u16)> {
        let key = rcgen::KeyPair::generate().unwrap();
        let params = rcgen::CertificateParams::new(vec!["localhost".to_owned()]).unwrap();
        let pem = params.self_signed(&key).unwrap().pem();
        super::put(folder, "roots.pem", &pem);
        super::put(folder, "key.pem", key.serialize_pem());
        let (store, port) = (Self::start(folder)?, super::mail::closed_port());
        let place = |name: &str| folder.join(name).display().to_string();
        let mut set = redis::cmd("CONFIG");
        set.arg("SET").arg("tls-cert-file").arg(place("roots.pem")).arg("tls-key-file").arg(place("key.pem"));
        set.arg("tls-ca-cert-file").arg(place("roots.pem")).arg("tls-auth-clients").arg("no");
        set.arg("tls-port").arg(port).exec(&mut store.connection()).unwrap();
        Some((store, port))
    }

    /// The configuration's section, which must come before `[check]`.
    pub fn section(&self) -> String {
        format!("[share]\nurl = \"redis://127.0.0.1:{}\"\n", self.port)
    }

    /// The same over its socket.
    pub fn socket_section(&self) -> String {
        format!("[share]\nurl = \"unix:{}\"\n", self.folder.join("store.sock").display())
    }

    pub fn kill(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    pub fn restart(&mut self) {
        self.child = spawn(&self.program, &self.folder, self.port);
        self.await_ready();
    }

    /// Stops it as it stands, so that it keeps connections and says nothing; or lets it go on.
    pub fn hang(&self, hang: bool) {
        let signal = if hang { "-STOP" } else { "-CONT" };
        assert!(
            Command::new("kill").args([signal, &self.child.id().to_string()]).status().unwrap().success()
        );
    }

    pub fn connection(&self) -> Connection {
        Client::open(format!("redis://127.0.0.1:{}", self.port)).unwrap().get_connection().unwrap()
    }

    pub fn keys(&self) -> Vec<String> {
        let mut keys: Vec<String> = self.connection().keys("*").unwrap();
        keys.sort();
        keys
    }

    fn await_ready(&self) {
        let start = Instant::now();
        let client = Client::open(format!("redis://127.0.0.1:{}", self.port)).unwrap();
        while client.get_connection().is_err() {
            assert!(start.elapsed() < Duration::from_secs(20), "the store does not start");
            sleep(Duration::from_millis(20));
        }
    }
}

fn spawn(program: &Path, folder: &Path, port: u16) -> Child {
    let socket = folder.join("store.sock");
    Command::new(program)
        .args(["--port", &port.to_string(), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"])
        .args(["--dir", folder.to_str().unwrap(), "--unixsocket", socket.to_str().unwrap()])
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap()
}
