//! Pages of a test's own, served on loopback over HTTP/1.1: a portal that embeds the product, a
//! page with a known fault.

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use crate::trouble::{Outcome, Trouble};

/// A page or file.
#[derive(Clone, Debug)]
pub struct Page {
    path: String,
    headers: String,
    body: Vec<u8>,
    gate: Option<Gate>,
}

/// Holds answers back until it is opened: a slow network, without a clock.
#[derive(Clone, Default, Debug)]
pub struct Gate(Arc<AtomicBool>);

impl Gate {
    /// Lets the answers through, those that wait and those that come.
    pub fn open(&self) {
        self.0.store(true, Ordering::SeqCst);
    }

    fn wait(&self) {
        let end = Instant::now() + LONGEST;
        while !self.0.load(Ordering::SeqCst) && Instant::now() < end {
            thread::sleep(Duration::from_millis(10));
        }
    }
}

/// A gate that a failed test left closed opens by itself.
const LONGEST: Duration = Duration::from_secs(30);

impl Page {
    /// A page at `path` (`/index.html`), without its query, with a content type and a body.
    #[must_use]
    pub fn new(path: &str, content_type: &str, body: impl Into<Vec<u8>>) -> Self {
        Self {
            path: path.to_owned(),
            headers: format!("Content-Type: {content_type}\r\n"),
            body: body.into(),
            gate: None,
        }
    }

    /// An HTML page.
    #[must_use]
    pub fn html(path: &str, body: &str) -> Self {
        Self::new(path, "text/html; charset=utf-8", body)
    }

    /// Answered only when the gate is open, if the path ends so.
    #[must_use]
    pub fn held(mut self, ending: &str, gate: &Gate) -> Self {
        if self.path.ends_with(ending) {
            self.gate = Some(gate.clone());
        }
        self
    }

    /// Puts one text in place of another, in a page that is text.
    pub fn replace(&mut self, text: &str, by: &str) {
        if let Ok(body) = std::str::from_utf8(&self.body) {
            self.body = body.replace(text, by).into_bytes();
        }
    }

    /// With one more response header.
    #[must_use]
    pub fn header(mut self, name: &str, value: &str) -> Self {
        self.headers.push_str(&format!("{name}: {value}\r\n"));
        self
    }
}

/// A folder as a plain static host serves it: `index.html` for the folder itself, no headers of
/// its own but the content type, nothing that the folder does not have.
///
/// # Errors
/// [`Trouble::Io`] where the folder cannot be read.
pub fn folder(root: &Path) -> Outcome<Vec<Page>> {
    let mut pages = Vec::new();
    let mut folders = vec![root.to_owned()];
    while let Some(folder) = folders.pop() {
        let cannot = || Trouble::io(format!("read {}", folder.display()));
        for entry in fs::read_dir(&folder).map_err(cannot())? {
            let path = entry.map_err(cannot())?.path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let Some(kind) = path.extension().and_then(|ending| content_type(ending.to_str()?)) else {
                continue;
            };
            let body = fs::read(&path).map_err(cannot())?;
            let inside = path.strip_prefix(root).unwrap_or(&path).to_string_lossy().into_owned();
            if inside == "index.html" {
                pages.push(Page::new("/", kind, body.clone()));
            }
            pages.push(Page::new(&format!("/{inside}"), kind, body));
        }
    }
    Ok(pages)
}

fn content_type(ending: &str) -> Option<&'static str> {
    Some(match ending {
        "html" => "text/html; charset=utf-8",
        "css" => "text/css",
        "js" => "text/javascript",
        "json" => "application/json",
        "wasm" => "application/wasm",
        "svg" => "image/svg+xml",
        _ => return None,
    })
}

/// A port that is ours before there are pages for it: pages and what they embed name each other.
#[derive(Debug)]
pub struct Place(TcpListener);

impl Place {
    /// A free port of loopback.
    ///
    /// # Errors
    /// [`Trouble::Io`] where none can be had.
    pub fn free() -> Outcome<Self> {
        TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).map(Self).map_err(Trouble::io("take a free port"))
    }

    /// Its number.
    ///
    /// # Errors
    /// [`Trouble::Io`] where the system does not tell it.
    pub fn port(&self) -> Outcome<u16> {
        self.0.local_addr().map(|address| address.port()).map_err(Trouble::io("read the port"))
    }

    /// Serves these pages there; everything else is "not found".
    ///
    /// # Errors
    /// [`Trouble::Io`] where the system does not tell the port.
    pub fn serve(self, pages: Vec<Page>) -> Outcome<Pages> {
        Pages::on(self.0, pages)
    }
}

/// A running server. Dropped, it ends.
#[derive(Debug)]
pub struct Pages {
    address: SocketAddr,
    over: Arc<AtomicBool>,
    thread: Option<JoinHandle<()>>,
}

impl Pages {
    /// Serves these pages on a free port; everything else is "not found".
    ///
    /// # Errors
    /// [`Trouble::Io`] where no port can be had.
    pub fn serve(pages: Vec<Page>) -> Outcome<Self> {
        Self::serve_at((Ipv4Addr::LOCALHOST, 0).into(), pages)
    }

    /// The same at an address and port of the test's choice.
    ///
    /// # Errors
    /// [`Trouble::Io`] where nobody may listen there.
    pub fn serve_at(address: SocketAddr, pages: Vec<Page>) -> Outcome<Self> {
        let listener = TcpListener::bind(address).map_err(Trouble::io(format!("listen on {address}")))?;
        Self::on(listener, pages)
    }

    fn on(listener: TcpListener, pages: Vec<Page>) -> Outcome<Self> {
        let address = listener.local_addr().map_err(Trouble::io("read the port"))?;
        let (pages, over) = (Arc::new(pages), Arc::new(AtomicBool::new(false)));
        let told = over.clone();
        let thread = thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                if told.load(Ordering::SeqCst) {
                    break;
                }
                let pages = pages.clone();
                // A browser opens connections ahead of need: each has to wait by itself.
                thread::spawn(move || answer(stream, &pages));
            }
        });
        Ok(Self { address, over, thread: Some(thread) })
    }

    /// The address of a path: `http://127.0.0.1:40123/index.html`.
    #[must_use]
    pub fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    /// The port.
    #[must_use]
    pub fn port(&self) -> u16 {
        self.address.port()
    }
}

impl Drop for Pages {
    fn drop(&mut self) {
        self.over.store(true, Ordering::SeqCst);
        let _ = TcpStream::connect(self.address);
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

/// Answers one request; whatever fails is the browser's business.
fn answer(stream: TcpStream, pages: &[Page]) -> Option<()> {
    stream.set_read_timeout(Some(Duration::from_secs(30))).ok()?;
    let mut reader = BufReader::new(stream);
    let mut first = String::new();
    reader.read_line(&mut first).ok()?;
    let path = first.split(' ').nth(1)?.split('?').next()?.to_owned();
    let mut body_length = 0;
    loop {
        let mut line = String::new();
        reader.read_line(&mut line).ok()?;
        if line.trim().is_empty() {
            break;
        }
        if let Some(value) = line.to_lowercase().strip_prefix("content-length:") {
            body_length = value.trim().parse().ok()?;
        }
    }
    // Closing before the body is read would reset the connection under the answer.
    std::io::copy(&mut reader.by_ref().take(body_length), &mut std::io::sink()).ok()?;
    let mut stream = reader.into_inner();
    let found = pages.iter().find(|page| page.path == path);
    if let Some(gate) = found.and_then(|page| page.gate.as_ref()) {
        gate.wait();
    }
    let (status, headers, body) = match found {
        Some(page) => ("200 OK", page.headers.as_str(), page.body.as_slice()),
        None => ("404 Not Found", "Content-Type: text/plain\r\n", b"not found".as_slice()),
    };
    let head =
        format!("HTTP/1.1 {status}\r\n{headers}Content-Length: {}\r\nConnection: close\r\n\r\n", body.len());
    stream.write_all(head.as_bytes()).ok()?;
    stream.write_all(body).ok()
}
