//! Answers the preview's requests out of memory. Bound to 127.0.0.1; a request names nothing but pages, numbers and files already read.

use std::io::{self, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use serde_json::{Value, json};

use super::request::{Refusal, Request, parse};
use super::session::Session;

const PAGE: &str = include_str!("page.html");
const SCRIPT: &str = include_str!("page.js");
const STYLE: &str = include_str!("page.css");

/// Connections at a time; a browser opens half a dozen.
const CONNECTIONS: usize = 32;
/// How long a request may take to arrive, and how long one that waits for news waits.
const PATIENCE: Duration = Duration::from_secs(10);
const NEWS: Duration = Duration::from_secs(20);

const HEADERS: &str = "Connection: close\r\nCache-Control: no-store\r\nX-Content-Type-Options: nosniff\r\nReferrer-Policy: no-referrer\r\n\
Cross-Origin-Resource-Policy: same-origin\r\nCross-Origin-Opener-Policy: same-origin\r\nX-Frame-Options: DENY\r\n\
Content-Security-Policy: default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; frame-ancestors 'none'\r\n";

/// A listening preview.
#[derive(Debug)]
pub struct Server {
    listener: TcpListener,
    address: SocketAddr,
}

impl Server {
    /// Listens on the loopback interface; port 0 takes any that is free.
    pub fn bind(port: u16) -> io::Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port))?;
        let address = listener.local_addr()?;
        Ok(Self { listener, address })
    }

    /// The page's address.
    pub fn url(&self) -> String {
        format!("http://{}/", self.address)
    }

    /// The port.
    pub fn port(&self) -> u16 {
        self.address.port()
    }
}

/// Answers requests for ever.
pub fn serve(server: &Server, session: &Arc<Session>) {
    let open = Arc::new(AtomicUsize::new(0));
    for stream in server.listener.incoming().flatten() {
        let Some(connection) = Connection::open(&open) else { continue };
        let (session, port) = (Arc::clone(session), server.port());
        std::thread::spawn(move || {
            let _connection = connection;
            // A browser that hung up has no use for an error.
            let _ = answer(&stream, port, &session);
        });
    }
}

/// One of the connections that may be open at a time; given back when dropped, whatever happened.
struct Connection(Arc<AtomicUsize>);

impl Connection {
    fn open(count: &Arc<AtomicUsize>) -> Option<Self> {
        let counted = count.fetch_update(Ordering::SeqCst, Ordering::SeqCst, |open| (open < CONNECTIONS).then_some(open + 1));
        counted.ok().map(|_| Self(Arc::clone(count)))
    }
}

impl Drop for Connection {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::SeqCst);
    }
}

struct Reply {
    status: &'static str,
    kind: &'static str,
    body: Vec<u8>,
}

impl Reply {
    fn ok(kind: &'static str, body: impl Into<Vec<u8>>) -> Self {
        Self { status: "200 OK", kind, body: body.into() }
    }

    fn json(value: &Value) -> Self {
        Self::ok("application/json; charset=utf-8", value.to_string())
    }

    fn missing() -> Self {
        Self { status: "404 Not Found", kind: "text/plain; charset=utf-8", body: "没有这一页".into() }
    }

    fn refused(refusal: Refusal) -> Self {
        Self { status: refusal.status(), kind: "text/plain; charset=utf-8", body: "拒绝".into() }
    }
}

fn answer(mut stream: &TcpStream, port: u16, session: &Session) -> io::Result<()> {
    stream.set_read_timeout(Some(PATIENCE))?;
    stream.set_write_timeout(Some(PATIENCE))?;
    let reply = match parse(stream, port) {
        Ok(request) => reply(&request, session),
        Err(refusal) => Reply::refused(refusal),
    };
    let head =
        format!("HTTP/1.1 {}\r\nContent-Type: {}\r\nContent-Length: {}\r\n{HEADERS}\r\n", reply.status, reply.kind, reply.body.len());
    stream.write_all(head.as_bytes())?;
    stream.write_all(&reply.body)?;
    stream.flush()
}

fn reply(request: &Request, session: &Session) -> Reply {
    let number = |name: &str| request.value(name).and_then(|value| value.parse::<usize>().ok());
    match request.path.as_str() {
        "/" => Reply::ok("text/html; charset=utf-8", PAGE),
        "/page.js" => Reply::ok("text/javascript; charset=utf-8", SCRIPT),
        "/page.css" => Reply::ok("text/css; charset=utf-8", STYLE),
        "/state" => {
            let since = request.value("since").and_then(|value| value.parse().ok()).unwrap_or_default();
            Reply::json(&session.newer_than(since, NEWS).describe())
        }
        "/picture" => {
            let shown = session.shown();
            let svg = number("page").and_then(|page| shown.laid_out.as_ref()?.compiled.svg(page));
            svg.map_or_else(Reply::missing, |svg| Reply::ok("image/svg+xml", svg))
        }
        "/numbers" => Reply::json(&json!(session.shown().numbers(number("page").unwrap_or(usize::MAX)))),
        "/explain" => Reply::ok("text/plain; charset=utf-8", session.shown().explain(request.value("number").unwrap_or_default())),
        "/source" => {
            let shown = session.shown();
            let text = request.value("file").and_then(|file| shown.text(file));
            text.map_or_else(Reply::missing, |text| Reply::ok("text/plain; charset=utf-8", text))
        }
        _ => Reply::missing(),
    }
}
