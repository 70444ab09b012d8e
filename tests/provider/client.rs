//! A mail client of a few lines: what real ones say to a server, without their opinions.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::sync::Arc;
use std::time::Duration;

use engine::profile::{Role, Security};
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, ServerName};
use rustls::{ClientConfig, ClientConnection, RootCertStore, StreamOwned};
use testkit::provider::{Endpoint, Provider};

trait Both: Read + Write {}
impl<T: Read + Write> Both for T {}

/// A connection to one endpoint.
pub struct Client {
    stream: BufReader<Box<dyn Both>>,
    role: Role,
}

impl Client {
    /// Connects, encrypted as the endpoint says, up to where one signs in. The certificate must be
    /// for the endpoint's host, by the provider's authority.
    pub fn connect(provider: &Provider, endpoint: Endpoint) -> Self {
        let host = format!("{}.{}", endpoint.host, provider.domain());
        Self::connect_as(provider, endpoint, &host)
    }

    /// The same where the certificate must be for something else.
    pub fn connect_as(provider: &Provider, endpoint: Endpoint, name: &str) -> Self {
        let name = ServerName::try_from(name.to_owned()).unwrap();
        let mut tcp = tcp(provider, endpoint.port);
        if endpoint.security == Security::Starttls {
            let mut plain = Self::on(Box::new(tcp.try_clone().unwrap()), endpoint.role);
            plain.greeting();
            let (command, ok) = match endpoint.role {
                Role::Imap => ("a STARTTLS", "a OK"),
                Role::Pop => ("STLS", "+OK"),
                Role::Submission => ("STARTTLS", "220"),
            };
            let answer = plain.ask(command);
            assert!(answer.starts_with(ok), "{command}: {answer}");
            assert!(plain.stream.buffer().is_empty());
        }
        let connection = ClientConnection::new(Arc::new(trusting(provider)), name).unwrap();
        // A refused certificate shall be seen here, not at the first reading.
        let mut connection = connection;
        connection.complete_io(&mut tcp).unwrap();
        let mut client = Self::on(Box::new(StreamOwned::new(connection, tcp)), endpoint.role);
        if endpoint.security == Security::Tls {
            client.greeting();
        } else if endpoint.role == Role::Submission {
            client.ask("EHLO [127.0.0.1]");
        }
        client
    }

    /// Connects without encryption, past the greeting.
    pub fn plain(provider: &Provider, endpoint: Endpoint) -> Self {
        let mut client = Self::on(Box::new(tcp(provider, endpoint.port)), endpoint.role);
        client.greeting();
        client
    }

    fn on(stream: Box<dyn Both>, role: Role) -> Self {
        Self { stream: BufReader::new(stream), role }
    }

    fn greeting(&mut self) {
        match self.role {
            // Dovecot says that it waits before it is ready; the greeting lists capabilities.
            Role::Imap => while !self.line().contains("CAPABILITY") {},
            Role::Pop => assert!(self.line().starts_with("+OK")),
            Role::Submission => {
                assert!(self.reply().starts_with("220"));
                assert!(self.ask("EHLO [127.0.0.1]").starts_with("250"));
            }
        }
    }

    /// Sends a line; everything up to the end of the answer.
    pub fn ask(&mut self, command: &str) -> String {
        self.stream.get_mut().write_all(format!("{command}\r\n").as_bytes()).unwrap();
        self.stream.get_mut().flush().unwrap();
        match self.role {
            Role::Imap => {
                let tag = format!("{} ", command.split(' ').next().unwrap());
                let mut text = String::new();
                loop {
                    let line = self.line();
                    if line.starts_with(&tag) {
                        return format!("{line}\n{text}");
                    }
                    text += &line;
                    text += "\n";
                }
            }
            Role::Pop => self.line(),
            Role::Submission => self.reply(),
        }
    }

    /// The lines of a POP3 answer that has several (RFC 1939 section 3).
    pub fn lines(&mut self) -> String {
        let mut text = String::new();
        loop {
            match self.line().as_str() {
                "." => return text,
                line => text += &format!("{line}\n"),
            }
        }
    }

    /// Signs in; the server's answer.
    pub fn sign_in(&mut self, user: &str, password: &str) -> String {
        match self.role {
            Role::Imap => self.ask(&format!("s LOGIN {user} {password}")),
            Role::Pop => match self.ask(&format!("USER {user}")) {
                answer if answer.starts_with("+OK") => self.ask(&format!("PASS {password}")),
                answer => answer,
            },
            Role::Submission => {
                use base64::Engine as _;
                let both = base64::engine::general_purpose::STANDARD.encode(format!("\0{user}\0{password}"));
                self.ask(&format!("AUTH PLAIN {both}"))
            }
        }
    }

    /// Whether an answer of [`Self::sign_in`] lets one in.
    pub fn lets_in(&self, answer: &str) -> bool {
        answer.starts_with(match self.role {
            Role::Imap => "s OK",
            Role::Pop => "+OK",
            Role::Submission => "235",
        })
    }

    fn line(&mut self) -> String {
        let mut line = String::new();
        assert!(self.stream.read_line(&mut line).unwrap() > 0, "the server closed the connection");
        line.trim_end().to_owned()
    }

    fn reply(&mut self) -> String {
        let mut text = String::new();
        loop {
            let line = self.line();
            text += &line;
            if line.as_bytes().get(3) != Some(&b'-') {
                return text;
            }
            text += "\n";
        }
    }
}

fn tcp(provider: &Provider, port: u16) -> TcpStream {
    let tcp = TcpStream::connect((provider.ip(), port)).unwrap();
    tcp.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
    tcp
}

fn trusting(provider: &Provider) -> ClientConfig {
    let mut roots = RootCertStore::empty();
    for root in CertificateDer::pem_file_iter(provider.roots_pem()).unwrap() {
        roots.add(root.unwrap()).unwrap();
    }
    let crypto = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
    ClientConfig::builder_with_provider(crypto)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_root_certificates(roots)
        .with_no_client_auth()
}
