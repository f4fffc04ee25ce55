//! PMTiles version 3, read from memory, from a file or from a server in parts: header, directories
//! and tiles, gzip or plain.
//!
//! The format is described at github.com/protomaps/PMTiles (spec v3). The crate `pmtiles` reads
//! only through an async runtime, which the offline map has no use for.

use std::{
    borrow::Cow,
    collections::HashMap,
    fs::File,
    io::{Read as _, Seek as _, SeekFrom},
    sync::{Arc, Mutex},
};

use flate2::read::GzDecoder;

use super::{
    feature::TileId,
    fetch::{FetchError, Fetcher},
};

const HEADER_LEN: u64 = 127;
/// The specification keeps header and root directory within this.
const START_LEN: u64 = 16_384;
/// So many leaf directories are kept.
const MOST_LEAVES: usize = 64;
/// A directory of more entries than this is taken for a broken file.
const MAX_ENTRIES: u64 = 1 << 24;
/// A tile or directory that inflates to more than this is taken for a broken file.
const MAX_INFLATED: u64 = 64 << 20;

#[derive(Debug, thiserror::Error)]
pub enum PmTilesError {
    #[error("it is not a PMTiles file: the first bytes are not \"PMTiles\"")]
    Magic,
    #[error("it is PMTiles version {0}; this program reads version 3")]
    Version(u8),
    #[error(
        "it is compressed by a method this program does not read (number {0}); gzip or none is needed"
    )]
    Compression(u8),
    #[error("its tiles are neither vector tiles nor PNG, JPEG or WebP (type number {0})")]
    TileType(u8),
    #[error("it ends too early: it may have been cut off while it was copied")]
    CutShort,
    #[error("its directory is damaged")]
    Directory,
    #[error("a compressed part of it is damaged")]
    Gzip(#[source] std::io::Error),
    #[error("it cannot be read: {0}")]
    Io(#[from] std::io::Error),
    #[error(transparent)]
    Fetch(#[from] FetchError),
}

/// Where the bytes of an archive lie.
pub enum Bytes {
    Memory(Cow<'static, [u8]>),
    /// An open file and its length.
    File(Mutex<File>, u64),
    Server(Served),
}

/// A file on a server that is read in parts.
pub struct Served {
    pub fetcher: Arc<Fetcher>,
    pub address: String,
    /// Its first bytes, its length and its version, once they are known.
    start: Mutex<Option<Start>>,
}

/// First bytes, length and version.
type Start = (Arc<[u8]>, u64, Option<String>);

impl Served {
    pub fn new(fetcher: Arc<Fetcher>, address: String) -> Self {
        Self { fetcher, address, start: Mutex::new(None) }
    }

    fn read(&self, from: u64, to: u64) -> Result<Vec<u8>, FetchError> {
        let known = self.start.lock().expect("no thread panics while it holds it").clone();
        let (start, _, version) = match known {
            Some(known) => known,
            None => {
                let answer = self.fetcher.get_part(&self.address, 0, START_LEN)?;
                let bytes: Arc<[u8]> = answer.bytes.unwrap_or_default().into();
                let known = (bytes, answer.whole.unwrap_or_default(), answer.etag);
                *self.start.lock().expect("no thread panics while it holds it") =
                    Some(known.clone());
                known
            }
        };
        let place = |number: u64| usize::try_from(number).ok();
        if let Some(part) = place(from).zip(place(to)).and_then(|(from, to)| start.get(from..to)) {
            return Ok(part.to_vec());
        }
        let answer = self.fetcher.get_part(&self.address, from, to)?;
        if answer.etag != version {
            return Err(FetchError::Replaced);
        }
        Ok(answer.bytes.unwrap_or_default())
    }

    fn len(&self) -> Result<u64, FetchError> {
        self.read(0, 1)?;
        let start = self.start.lock().expect("no thread panics while it holds it");
        Ok(start.as_ref().map_or(0, |(_, len, _)| *len))
    }
}

impl Bytes {
    fn len(&self) -> Result<u64, PmTilesError> {
        match self {
            Bytes::Memory(bytes) => Ok(bytes.len() as u64),
            Bytes::File(_, len) => Ok(*len),
            Bytes::Server(served) => Ok(served.len()?),
        }
    }

    /// The bytes from one place to before another.
    fn read(&self, from: u64, to: u64) -> Result<Cow<'_, [u8]>, PmTilesError> {
        if to < from || to > self.len()? {
            return Err(PmTilesError::CutShort);
        }
        let place = |number: u64| usize::try_from(number).map_err(|_| PmTilesError::CutShort);
        let bytes = match self {
            Bytes::Memory(bytes) => Cow::Borrowed(&bytes[place(from)?..place(to)?]),
            Bytes::File(file, _) => {
                let mut bytes = vec![0; place(to - from)?];
                let mut file = file.lock().expect("no thread panics while it holds the file");
                file.seek(SeekFrom::Start(from))?;
                file.read_exact(&mut bytes)?;
                Cow::Owned(bytes)
            }
            Bytes::Server(_) if from == to => Cow::Owned(Vec::new()),
            Bytes::Server(served) => Cow::Owned(served.read(from, to)?),
        };
        if bytes.len() as u64 == to - from { Ok(bytes) } else { Err(PmTilesError::CutShort) }
    }
}

/// An archive, read where it lies.
pub struct PmTiles {
    bytes: Bytes,
    root: Vec<Entry>,
    /// Leaf directories that were read already, by their place.
    known_leaves: Mutex<HashMap<u64, Arc<Vec<Entry>>>>,
    leaves: (u64, u64),
    data: (u64, u64),
    metadata: (u64, u64),
    directory_gzip: bool,
    tile_gzip: bool,
    pub is_raster: bool,
    pub min_zoom: u8,
    pub max_zoom: u8,
}

#[derive(Debug, Clone, Copy)]
struct Entry {
    tile: u64,
    run: u64,
    length: u64,
    offset: u64,
}

impl PmTiles {
    pub fn open(bytes: Bytes) -> Result<Self, PmTilesError> {
        let len = bytes.len()?;
        let start = bytes.read(0, HEADER_LEN.min(len))?.into_owned();
        if start.get(..7) != Some(b"PMTiles") {
            return Err(PmTilesError::Magic);
        }
        if (start.len() as u64) < HEADER_LEN {
            return Err(PmTilesError::CutShort);
        }
        let header = start;
        if header[7] != 3 {
            return Err(PmTilesError::Version(header[7]));
        }
        let span = |at: usize| -> Result<(u64, u64), PmTilesError> {
            let number =
                |at: usize| u64::from_le_bytes(header[at..at + 8].try_into().expect("eight bytes"));
            let end = number(at).checked_add(number(at + 8)).ok_or(PmTilesError::CutShort)?;
            if end > len { Err(PmTilesError::CutShort) } else { Ok((number(at), end)) }
        };
        let (root, metadata, leaves, data) = (span(8)?, span(24)?, span(40)?, span(56)?);
        let directory_gzip = is_gzip(header[97])?;
        let tile_gzip = is_gzip(header[98])?;
        // MVT, PNG, JPEG, WebP.
        if !(1..=4).contains(&header[99]) {
            return Err(PmTilesError::TileType(header[99]));
        }
        let is_raster = header[99] != 1;
        let root = read_directory(&inflate(&bytes.read(root.0, root.1)?, directory_gzip)?)?;
        let (min_zoom, max_zoom) = (header[100], header[101]);
        Ok(Self {
            bytes,
            root,
            known_leaves: Mutex::default(),
            leaves,
            data,
            metadata,
            directory_gzip,
            tile_gzip,
            is_raster,
            min_zoom,
            max_zoom,
        })
    }

    /// The metadata, JSON text.
    pub fn metadata(&self) -> Result<String, PmTilesError> {
        let bytes =
            inflate(&self.bytes.read(self.metadata.0, self.metadata.1)?, self.directory_gzip)?;
        String::from_utf8(bytes).map_err(|_| PmTilesError::Directory)
    }

    /// The bytes of a tile. `None` if the archive has none there.
    pub fn tile(&self, id: TileId) -> Result<Option<Vec<u8>>, PmTilesError> {
        let Some(number) = hilbert_number(id) else { return Ok(None) };
        let Some(mut entry) = find(&self.root, number) else { return Ok(None) };
        // The specification allows at most three levels of leaves.
        for _ in 0..4 {
            if entry.run > 0 {
                let inside = number - entry.tile < entry.run;
                return if inside {
                    Ok(Some(inflate(&self.part(self.data, entry)?, self.tile_gzip)?))
                } else {
                    Ok(None)
                };
            }
            let Some(next) = find(&self.leaf(entry)?, number) else { return Ok(None) };
            entry = next;
        }
        Err(PmTilesError::Directory)
    }

    fn leaf(&self, entry: Entry) -> Result<Arc<Vec<Entry>>, PmTilesError> {
        let known = || self.known_leaves.lock().expect("no thread panics while it holds them");
        if let Some(leaf) = known().get(&entry.offset) {
            return Ok(leaf.clone());
        }
        let leaf = inflate(&self.part(self.leaves, entry)?, self.directory_gzip)?;
        let leaf = Arc::new(read_directory(&leaf)?);
        let mut known = known();
        if known.len() >= MOST_LEAVES {
            known.clear();
        }
        known.insert(entry.offset, leaf.clone());
        Ok(leaf)
    }

    fn part(&self, section: (u64, u64), entry: Entry) -> Result<Cow<'_, [u8]>, PmTilesError> {
        let start = section.0.checked_add(entry.offset).ok_or(PmTilesError::Directory)?;
        let end = start.checked_add(entry.length).ok_or(PmTilesError::Directory)?;
        if end > section.1 {
            return Err(PmTilesError::CutShort);
        }
        self.bytes.read(start, end)
    }
}

fn is_gzip(number: u8) -> Result<bool, PmTilesError> {
    match number {
        1 => Ok(false),
        2 => Ok(true),
        other => Err(PmTilesError::Compression(other)),
    }
}

fn inflate(bytes: &[u8], gzip: bool) -> Result<Vec<u8>, PmTilesError> {
    if !gzip {
        return Ok(bytes.to_vec());
    }
    let mut inflated = Vec::new();
    GzDecoder::new(bytes)
        .take(MAX_INFLATED)
        .read_to_end(&mut inflated)
        .map_err(PmTilesError::Gzip)?;
    Ok(inflated)
}

fn find(entries: &[Entry], number: u64) -> Option<Entry> {
    let after = entries.partition_point(|entry| entry.tile <= number);
    entries.get(after.checked_sub(1)?).copied()
}

fn read_directory(bytes: &[u8]) -> Result<Vec<Entry>, PmTilesError> {
    let mut rest = bytes;
    let count = varint(&mut rest)?;
    // Each entry takes four bytes at least.
    if count > MAX_ENTRIES || count > bytes.len() as u64 / 4 + 1 {
        return Err(PmTilesError::Directory);
    }
    let mut column = |count: u64| -> Result<Vec<u64>, PmTilesError> {
        (0..count).map(|_| varint(&mut rest)).collect()
    };
    let steps = column(count)?;
    let runs = column(count)?;
    let lengths = column(count)?;
    let offsets = column(count)?;
    let mut entries: Vec<Entry> = Vec::new();
    let mut tile = 0_u64;
    for (((step, run), length), offset) in steps.into_iter().zip(runs).zip(lengths).zip(offsets) {
        tile = tile.checked_add(step).ok_or(PmTilesError::Directory)?;
        let offset = match (offset, entries.last()) {
            (0, Some(previous)) => {
                previous.offset.checked_add(previous.length).ok_or(PmTilesError::Directory)?
            }
            (0, None) => return Err(PmTilesError::Directory),
            (offset, _) => offset - 1,
        };
        entries.push(Entry { tile, run, length, offset });
    }
    Ok(entries)
}

fn varint(bytes: &mut &[u8]) -> Result<u64, PmTilesError> {
    prost::encoding::decode_varint(bytes).map_err(|_| PmTilesError::Directory)
}

/// The number of a tile along the Hilbert curve, counted from zoom 0. `None` for a tile outside its
/// zoom's square.
fn hilbert_number(id: TileId) -> Option<u64> {
    if id.zoom > 26 || id.x >= 1 << id.zoom || id.y >= 1 << id.zoom {
        return None;
    }
    let before: u64 = (0..id.zoom).map(|zoom| 1_u64 << (2 * zoom)).sum();
    let (mut x, mut y) = (u64::from(id.x), u64::from(id.y));
    let mut number = 0;
    let mut side = (1_u64 << id.zoom) / 2;
    while side > 0 {
        let right = u64::from(x & side > 0);
        let low = u64::from(y & side > 0);
        number += side * side * ((3 * right) ^ low);
        if low == 0 {
            if right == 1 {
                x = (side - 1).wrapping_sub(x);
                y = (side - 1).wrapping_sub(y);
            }
            std::mem::swap(&mut x, &mut y);
        }
        side /= 2;
    }
    Some(before + number)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Numbers from the specification's examples.
    #[test]
    fn tiles_are_numbered_along_the_hilbert_curve() {
        let number = |zoom, x, y| hilbert_number(TileId { zoom, x, y });
        assert_eq!(number(0, 0, 0), Some(0));
        assert_eq!(number(1, 0, 0), Some(1));
        assert_eq!(number(1, 0, 1), Some(2));
        assert_eq!(number(1, 1, 1), Some(3));
        assert_eq!(number(1, 1, 0), Some(4));
        assert_eq!(number(2, 0, 0), Some(5));
        assert_eq!(number(12, 3423, 1763), Some(19_078_479));
        assert_eq!(number(1, 2, 0), None);
    }

    #[test]
    fn what_is_no_archive_is_refused() {
        let open = |bytes: &[u8]| PmTiles::open(Bytes::Memory(bytes.to_vec().into()));
        assert!(matches!(open(b""), Err(PmTilesError::Magic)));
        assert!(matches!(open(b"PMTiles"), Err(PmTilesError::CutShort)));
        let mut old = vec![0; 200];
        old[..7].copy_from_slice(b"PMTiles");
        old[7] = 2;
        assert!(matches!(open(&old), Err(PmTilesError::Version(2))));
    }
}
