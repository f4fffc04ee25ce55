//! One server asked for tiles: what its answer means, and how long to leave it alone after it.

use std::{
    io::Read as _,
    sync::{Mutex, OnceLock},
    time::{Duration, Instant},
};

use reqwest::{
    StatusCode,
    blocking::{Client, Response},
    header::{
        CACHE_CONTROL, CONTENT_RANGE, CONTENT_TYPE, ETAG, HeaderMap, IF_NONE_MATCH, RANGE,
        RETRY_AFTER,
    },
    redirect::Policy,
};

/// Why a tile did not come. The texts name no address, which may hold a key.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FetchError {
    #[error("the server cannot be reached")]
    Offline,
    #[error("the server does not answer in time")]
    Slow,
    #[error("the server refuses it (HTTP {0}); check the key")]
    Denied(u16),
    #[error("the server has no such tile")]
    Absent,
    #[error("the server asks for a pause of {} s", .0.as_secs())]
    TooMany(Duration),
    #[error("the server has failed (HTTP {0})")]
    Server(u16),
    #[error("the server answers with a web page, perhaps to log in, instead of a tile")]
    WebPage,
    #[error("what the server sends is no tile")]
    Damaged,
    #[error("the server sends tiles of {got} pixels instead of {wanted}")]
    WrongSize { got: u32, wanted: u32 },
    #[error("the server sends more than {} MB for one tile", MOST_BYTES >> 20)]
    TooLarge,
    #[error("the server answers HTTP {0}")]
    Unexpected(u16),
    #[error("the server does not send parts of a file (HTTP range requests)")]
    NoRanges,
    #[error("the archive on the server has been replaced meanwhile; open it again")]
    Replaced,
}

impl FetchError {
    /// How long to wait before the same tile is asked for again.
    pub fn retry_after(&self) -> Duration {
        Duration::from_secs(match self {
            FetchError::Offline | FetchError::Slow => 5,
            FetchError::TooMany(pause) => pause.as_secs() + 1,
            FetchError::Server(_) => 10,
            FetchError::Absent => 600,
            _ => 60,
        })
    }

    /// How long the whole server is left alone.
    fn pause(&self) -> Option<Duration> {
        match self {
            FetchError::Offline | FetchError::Slow => Some(Duration::from_secs(5)),
            FetchError::TooMany(pause) => Some(*pause),
            FetchError::Denied(_) | FetchError::WebPage => Some(Duration::from_mins(1)),
            _ => None,
        }
    }
}

/// What a server sent.
#[derive(Debug)]
pub struct Answer {
    /// `None`: what is in the cache still holds.
    pub bytes: Option<Vec<u8>>,
    pub etag: Option<String>,
    /// How long it may be used without asking again; `None` where the server does not say.
    pub max_age: Option<Duration>,
    /// Bytes of the whole file, of an answer with a part of it.
    pub whole: Option<u64>,
}

/// Asks one server, and remembers when it asked for a pause.
pub struct Fetcher {
    client: Client,
    paused: Mutex<Option<(Instant, FetchError)>>,
}

/// No tile is larger.
const MOST_BYTES: u64 = 16 << 20;
/// A pause is at most so long, whatever the server says.
const LONGEST_PAUSE: u64 = 3600;
const USUAL_PAUSE: u64 = 30;
const CONNECT_TIMEOUT: Duration = Duration::from_secs(8);

/// How long a server may take for a tile.
pub const PATIENCE: Duration = Duration::from_secs(20);

impl Fetcher {
    pub fn new(patience: Duration) -> Self {
        static PROVIDER: OnceLock<()> = OnceLock::new();
        PROVIDER.get_or_init(|| {
            // It is installed already where another part of the program was first.
            let _ = rustls::crypto::ring::default_provider().install_default();
        });
        // To log in somewhere else is no way to a tile.
        let same_host = Policy::custom(|attempt| {
            let from = attempt.previous().last().and_then(reqwest::Url::host_str);
            if attempt.previous().len() < 4 && from == attempt.url().host_str() {
                attempt.follow()
            } else {
                attempt.stop()
            }
        });
        let client = Client::builder()
            .user_agent(concat!("BeijingZones/", env!("CARGO_PKG_VERSION")))
            .connect_timeout(CONNECT_TIMEOUT.min(patience))
            .timeout(patience)
            .redirect(same_host)
            .build()
            .expect("a client of fixed settings");
        Self { client, paused: Mutex::new(None) }
    }

    /// The answer at an address; with an `etag` it may be that nothing has changed.
    pub fn get(&self, address: &str, etag: Option<&str>) -> Result<Answer, FetchError> {
        self.ask(address, |request| match etag {
            Some(etag) => request.header(IF_NONE_MATCH, etag),
            None => request,
        })
    }

    /// The bytes from `start` to before `end` of a file; fewer where it ends earlier.
    pub fn get_part(&self, address: &str, start: u64, end: u64) -> Result<Answer, FetchError> {
        let answer = self
            .ask(address, |request| request.header(RANGE, format!("bytes={start}-{}", end - 1)))?;
        if answer.whole.is_none() { Err(FetchError::NoRanges) } else { Ok(answer) }
    }

    fn ask(
        &self,
        address: &str,
        prepare: impl FnOnce(reqwest::blocking::RequestBuilder) -> reqwest::blocking::RequestBuilder,
    ) -> Result<Answer, FetchError> {
        self.check_pause()?;
        let result = prepare(self.client.get(address))
            .send()
            .map_err(|error| failure(&error))
            .and_then(understand);
        let pause = result.as_ref().err().and_then(|error| Some((error.pause()?, error.clone())));
        // An answer that was under way does not end the pause that another one began.
        if let Some((pause, error)) = pause {
            *self.paused() = Some((Instant::now() + pause, error));
        }
        result
    }

    /// The reason of a pause that is not over.
    fn check_pause(&self) -> Result<(), FetchError> {
        match &*self.paused() {
            Some((until, FetchError::TooMany(_))) if Instant::now() < *until => {
                Err(FetchError::TooMany(*until - Instant::now()))
            }
            Some((until, error)) if Instant::now() < *until => Err(error.clone()),
            _ => Ok(()),
        }
    }

    fn paused(&self) -> std::sync::MutexGuard<'_, Option<(Instant, FetchError)>> {
        self.paused.lock().expect("no thread panics while it holds it")
    }
}

fn failure(error: &reqwest::Error) -> FetchError {
    if error.is_timeout() { FetchError::Slow } else { FetchError::Offline }
}

fn understand(response: Response) -> Result<Answer, FetchError> {
    let status = response.status();
    let headers = response.headers().clone();
    let text = |name| headers.get(name).and_then(|value| value.to_str().ok());
    match status {
        StatusCode::OK | StatusCode::PARTIAL_CONTENT => {}
        StatusCode::NOT_MODIFIED => {
            let etag = text(ETAG).map(str::to_owned);
            return Ok(Answer { bytes: None, etag, max_age: max_age(&headers), whole: None });
        }
        StatusCode::NO_CONTENT | StatusCode::NOT_FOUND | StatusCode::GONE => {
            return Err(FetchError::Absent);
        }
        StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN => {
            return Err(FetchError::Denied(status.as_u16()));
        }
        StatusCode::TOO_MANY_REQUESTS | StatusCode::SERVICE_UNAVAILABLE
            if status == StatusCode::TOO_MANY_REQUESTS || text(RETRY_AFTER).is_some() =>
        {
            let seconds = text(RETRY_AFTER).and_then(|text| text.trim().parse().ok());
            let seconds: u64 = seconds.unwrap_or(USUAL_PAUSE).min(LONGEST_PAUSE);
            return Err(FetchError::TooMany(Duration::from_secs(seconds)));
        }
        status if status.is_redirection() => return Err(FetchError::WebPage),
        status if status.is_server_error() => return Err(FetchError::Server(status.as_u16())),
        status => return Err(FetchError::Unexpected(status.as_u16())),
    }
    if text(CONTENT_TYPE).is_some_and(|kind| kind.starts_with("text/html")) {
        return Err(FetchError::WebPage);
    }
    let whole = if status == StatusCode::PARTIAL_CONTENT {
        text(CONTENT_RANGE).and_then(|range| range.rsplit('/').next()?.parse().ok())
    } else {
        None
    };
    let etag = text(ETAG).map(str::to_owned);
    let max_age = max_age(&headers);
    let mut bytes = Vec::new();
    let read = response.take(MOST_BYTES + 1).read_to_end(&mut bytes);
    // What breaks off or dawdles is like a server that cannot be reached.
    read.map_err(|error| {
        if error.kind() == std::io::ErrorKind::TimedOut {
            FetchError::Slow
        } else {
            FetchError::Offline
        }
    })?;
    if bytes.len() as u64 > MOST_BYTES {
        return Err(FetchError::TooLarge);
    }
    Ok(Answer { bytes: Some(bytes), etag, max_age, whole })
}

fn max_age(headers: &HeaderMap) -> Option<Duration> {
    let control = headers.get(CACHE_CONTROL)?.to_str().ok()?;
    let part = |name: &str| {
        control.split(',').find_map(|part| part.trim().strip_prefix(name)).map(str::to_owned)
    };
    if part("no-store").is_some() || part("no-cache").is_some() {
        return Some(Duration::ZERO);
    }
    Some(Duration::from_secs(part("max-age=")?.parse().ok()?))
}
