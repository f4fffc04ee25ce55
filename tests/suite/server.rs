//! A server for tests: answers each path as a table says, and counts what it was asked.

use std::{
    collections::HashMap,
    io::{BufRead as _, BufReader, Write as _},
    net::{TcpListener, TcpStream},
    sync::{Arc, Mutex},
    time::Duration,
};

#[derive(Clone, Default)]
pub struct Reply {
    pub status: u16,
    pub headers: Vec<(&'static str, String)>,
    pub body: Vec<u8>,
    pub wait: Duration,
}

impl Reply {
    pub fn ok(body: Vec<u8>) -> Self {
        Self { status: 200, body, ..Self::default() }
    }

    pub fn status(status: u16) -> Self {
        Self { status, ..Self::default() }
    }

    pub fn with(mut self, name: &'static str, value: &str) -> Self {
        self.headers.push((name, value.to_owned()));
        self
    }
}

/// Path and headers of every request.
type Log = Vec<(String, HashMap<String, String>)>;
type Rule = Box<dyn Fn(&str, &HashMap<String, String>) -> Reply + Send + Sync>;

pub struct Server {
    pub address: String,
    /// Path and headers of every request.
    pub asked: Arc<Mutex<Log>>,
    rule: Arc<Mutex<Rule>>,
}

impl Server {
    pub fn start(
        rule: impl Fn(&str, &HashMap<String, String>) -> Reply + Send + Sync + 'static,
    ) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let address = format!("http://{}", listener.local_addr().expect("an address"));
        let asked = Arc::new(Mutex::new(Vec::new()));
        let rule: Arc<Mutex<Rule>> = Arc::new(Mutex::new(Box::new(rule)));
        let (log, answers) = (asked.clone(), rule.clone());
        // Lives as long as the test process.
        let _detached = beijing_zones::jobs::Task::start(move || {
            for stream in listener.incoming().flatten() {
                let (log, answers) = (log.clone(), answers.clone());
                let _detached = beijing_zones::jobs::Task::start(move || {
                    let _ = answer(stream, &log, &answers);
                });
            }
        });
        Self { address, asked, rule }
    }

    pub fn change(
        &self,
        rule: impl Fn(&str, &HashMap<String, String>) -> Reply + Send + Sync + 'static,
    ) {
        *self.rule.lock().expect("no thread panics") = Box::new(rule);
    }

    pub fn count(&self) -> usize {
        self.asked.lock().expect("no thread panics").len()
    }
}

fn answer(mut stream: TcpStream, log: &Mutex<Log>, rule: &Mutex<Rule>) -> std::io::Result<()> {
    let mut lines = BufReader::new(stream.try_clone()?).lines();
    let first = lines.next().transpose()?.unwrap_or_default();
    let path = first.split(' ').nth(1).unwrap_or_default().to_owned();
    let mut headers = HashMap::new();
    for line in lines {
        let line = line?;
        let Some((name, value)) = line.split_once(':') else { break };
        headers.insert(name.to_ascii_lowercase(), value.trim().to_owned());
    }
    log.lock().expect("no thread panics").push((path.clone(), headers.clone()));
    let reply = rule.lock().expect("no thread panics")(&path, &headers);
    std::thread::sleep(reply.wait);
    write!(stream, "HTTP/1.1 {} Answer\r\nConnection: close\r\n", reply.status)?;
    write!(stream, "Content-Length: {}\r\n", reply.body.len())?;
    for (name, value) in &reply.headers {
        write!(stream, "{name}: {value}\r\n")?;
    }
    stream.write_all(b"\r\n")?;
    stream.write_all(&reply.body)?;
    stream.flush()
}
