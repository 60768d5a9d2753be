//! Reads a request's head and refuses what does not come from the preview's own page: other methods, other hosts, other origins.

use std::io::{BufRead, BufReader, Read};

/// A request that may be answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    /// The path without what follows `?`.
    pub path: String,
    pub query: Vec<(String, String)>,
}

/// Why a request is not answered, by status code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    Malformed,
    Method,
    Foreign,
}

/// The longest head of a request, in bytes.
const LIMIT: u64 = 16 * 1024;

impl Refusal {
    /// Status line.
    pub fn status(self) -> &'static str {
        match self {
            Refusal::Malformed => "400 Bad Request",
            Refusal::Method => "405 Method Not Allowed",
            Refusal::Foreign => "403 Forbidden",
        }
    }
}

/// Reads one request for a server at a port.
pub fn parse(stream: impl Read, port: u16) -> Result<Request, Refusal> {
    let mut lines = BufReader::new(stream.take(LIMIT)).lines();
    let mut next = || lines.next().and_then(Result::ok).ok_or(Refusal::Malformed);
    let first = next()?;
    let mut words = first.split(' ');
    let (method, target, version) = (words.next(), words.next(), words.next());
    let (Some(target), Some("HTTP/1.1" | "HTTP/1.0"), None) = (target, version, words.next()) else { return Err(Refusal::Malformed) };
    let (mut hosts, mut foreign) = (0, false);
    loop {
        let line = next()?;
        if line.is_empty() {
            break;
        }
        let (name, value) = line.split_once(':').ok_or(Refusal::Malformed)?;
        let value = value.trim();
        match name.to_ascii_lowercase().as_str() {
            "host" => {
                hosts += 1;
                foreign |= !is_ours(value, port);
            }
            "origin" => foreign |= !value.strip_prefix("http://").is_some_and(|host| is_ours(host, port)),
            "sec-fetch-site" => foreign |= !matches!(value, "same-origin" | "none"),
            _ => {}
        }
    }
    if hosts != 1 || foreign {
        return Err(Refusal::Foreign);
    }
    if method != Some("GET") {
        return Err(Refusal::Method);
    }
    let (path, query) = target.split_once('?').unwrap_or((target, ""));
    let pairs = query.split('&').filter_map(|pair| pair.split_once('='));
    let query = pairs.map(|(name, value)| (name.to_owned(), decoded(value))).collect();
    Ok(Request { path: path.to_owned(), query })
}

/// The port that browsers leave out.
const USUAL: u16 = 80;

/// Whether a host is this machine by a name no other machine can have; a name that a foreign page made to point here is none.
fn is_ours(host: &str, port: u16) -> bool {
    ["127.0.0.1", "localhost", "[::1]"].iter().any(|name| host == format!("{name}:{port}") || port == USUAL && host == *name)
}

fn decoded(text: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        match byte {
            b'+' => bytes.push(b' '),
            b'%' => {
                let digits: Vec<u8> = rest.by_ref().take(2).collect();
                let code = std::str::from_utf8(&digits).ok().and_then(|digits| u8::from_str_radix(digits, 16).ok());
                bytes.extend(code);
            }
            byte => bytes.push(byte),
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

impl Request {
    /// A value of the query.
    pub fn value(&self, name: &str) -> Option<&str> {
        self.query.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ask(text: &str) -> Result<Request, Refusal> {
        parse(text.replace('\n', "\r\n").as_bytes(), 8123)
    }

    #[test]
    fn only_our_own_page_is_answered() {
        let good = ask("GET /explain?number=1%2C236.03 HTTP/1.1\nHost: 127.0.0.1:8123\n\n").expect("our own");
        assert_eq!((good.path.as_str(), good.value("number")), ("/explain", Some("1,236.03")));
        assert!(ask("GET / HTTP/1.1\nHost: localhost:8123\nOrigin: http://localhost:8123\n\n").is_ok());
        for foreign in [
            "GET / HTTP/1.1\nHost: evil.example:8123\n\n",
            "GET / HTTP/1.1\nHost: 127.0.0.1:9\n\n",
            "GET / HTTP/1.1\n\n",
            "GET / HTTP/1.1\nHost: 127.0.0.1:8123\nHost: evil.example\n\n",
            "GET / HTTP/1.1\nHost: 127.0.0.1:8123\nOrigin: http://evil.example\n\n",
            "GET / HTTP/1.1\nHost: 127.0.0.1:8123\nOrigin: null\n\n",
            "GET / HTTP/1.1\nHost: 127.0.0.1:8123\nSec-Fetch-Site: cross-site\n\n",
            "GET / HTTP/1.1\nHost: 127.0.0.1.evil.example:8123\n\n",
        ] {
            assert_eq!(ask(foreign), Err(Refusal::Foreign), "{foreign}");
        }
        let usual = |port| parse("GET / HTTP/1.1\r\nHost: localhost\r\nOrigin: http://localhost\r\n\r\n".as_bytes(), port);
        assert!(usual(80).is_ok() && usual(8123) == Err(Refusal::Foreign), "browsers leave 80 out, and no other");
        assert_eq!(ask("POST / HTTP/1.1\nHost: 127.0.0.1:8123\n\n"), Err(Refusal::Method));
        assert_eq!(ask("GET /"), Err(Refusal::Malformed));
        assert_eq!(ask(&format!("GET / HTTP/1.1\nX: {}\n", "a".repeat(20_000))), Err(Refusal::Malformed));
    }
}
