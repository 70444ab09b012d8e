//! A real nginx on loopback, with the project's own configuration in which only names and ports are changed.

use super::{connect, put};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

/// A running nginx.
pub struct Nginx(Child);

impl Drop for Nginx {
    fn drop(&mut self) {
        // Its workers end with it only when it ends by itself.
        let _ = Command::new("kill").args(["-TERM", &self.0.id().to_string()]).status();
        let start = Instant::now();
        while matches!(self.0.try_wait(), Ok(None)) && start.elapsed() < Duration::from_secs(5) {
            sleep(Duration::from_millis(20));
        }
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

impl Nginx {
    /// Starts it with `inside` in its `http { }`, and waits for a port.
    pub fn start(program: &Path, folder: &Path, inside: &str, port: u16) -> Self {
        let place = |name: &str| folder.join(name).display().to_string();
        let temp = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
            .map(|name| format!("{name}_temp_path {};", place(name)))
            .join("\n");
        // Run by root, its workers are somebody else, who may not read the test's folder.
        let user = if Path::new("/proc/self").exists() && is_root() { "user root;" } else { "" };
        let main = format!(
            "{user}\ndaemon off;\nworker_processes 1;\npid {};\nevents {{ worker_connections 256; }}\nhttp {{\n{temp}\n{inside}\n}}\n",
            place("nginx.pid")
        );
        let config: PathBuf = put(folder, "nginx.conf", main);
        let log = std::fs::File::create(folder.join("nginx.log")).unwrap();
        let child = Command::new(program)
            .args(["-p", folder.to_str().unwrap(), "-c", config.to_str().unwrap(), "-e", "stderr"])
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(log)
            .spawn()
            .unwrap();
        let mut nginx = Self(child);
        let (address, start) = (format!("127.0.0.1:{port}"), Instant::now());
        while std::net::TcpStream::connect(&address).is_err() {
            let said = || std::fs::read_to_string(folder.join("nginx.log")).unwrap();
            assert!(nginx.0.try_wait().unwrap().is_none(), "{}", said());
            assert!(start.elapsed() < Duration::from_secs(20), "{}", said());
            sleep(Duration::from_millis(20));
        }
        drop(connect(&address));
        nginx
    }
}

/// Whether the tests are run by root.
pub fn is_root() -> bool {
    Command::new("id").arg("-u").output().is_ok_and(|output| output.stdout.starts_with(b"0\n"))
}
