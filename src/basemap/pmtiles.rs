//! PMTiles version 3, read from memory: header, directories and tiles, gzip or plain.
//!
//! The format is described at github.com/protomaps/PMTiles (spec v3). The crate `pmtiles` reads
//! only through an async runtime, which the offline map has no use for.

use std::{borrow::Cow, io::Read as _};

use flate2::read::GzDecoder;

use super::feature::TileId;

const HEADER_LEN: usize = 127;
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
}

/// An archive in memory, read where it lies.
pub struct PmTiles {
    bytes: Cow<'static, [u8]>,
    root: Vec<Entry>,
    leaves: (usize, usize),
    data: (usize, usize),
    metadata: (usize, usize),
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
    pub fn open(bytes: impl Into<Cow<'static, [u8]>>) -> Result<Self, PmTilesError> {
        let bytes = bytes.into();
        if bytes.get(..7) != Some(b"PMTiles") {
            return Err(PmTilesError::Magic);
        }
        let header = bytes.get(..HEADER_LEN).ok_or(PmTilesError::CutShort)?;
        if header[7] != 3 {
            return Err(PmTilesError::Version(header[7]));
        }
        let span = |at: usize| -> Result<(usize, usize), PmTilesError> {
            let number = |at: usize| -> Option<usize> {
                usize::try_from(u64::from_le_bytes(header[at..at + 8].try_into().ok()?)).ok()
            };
            let (offset, length) = number(at).zip(number(at + 8)).ok_or(PmTilesError::CutShort)?;
            let end = offset.checked_add(length).ok_or(PmTilesError::CutShort)?;
            if end > bytes.len() { Err(PmTilesError::CutShort) } else { Ok((offset, end)) }
        };
        let (root, metadata, leaves, data) = (span(8)?, span(24)?, span(40)?, span(56)?);
        let directory_gzip = is_gzip(header[97])?;
        let tile_gzip = is_gzip(header[98])?;
        // MVT, PNG, JPEG, WebP.
        if !(1..=4).contains(&header[99]) {
            return Err(PmTilesError::TileType(header[99]));
        }
        let is_raster = header[99] != 1;
        let root = read_directory(&inflate(&bytes[root.0..root.1], directory_gzip)?)?;
        let (min_zoom, max_zoom) = (header[100], header[101]);
        Ok(Self {
            bytes,
            root,
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
        let bytes = inflate(&self.bytes[self.metadata.0..self.metadata.1], self.directory_gzip)?;
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
                    Ok(Some(inflate(self.part(self.data, entry)?, self.tile_gzip)?))
                } else {
                    Ok(None)
                };
            }
            let leaf = inflate(self.part(self.leaves, entry)?, self.directory_gzip)?;
            let Some(next) = find(&read_directory(&leaf)?, number) else { return Ok(None) };
            entry = next;
        }
        Err(PmTilesError::Directory)
    }

    fn part(&self, section: (usize, usize), entry: Entry) -> Result<&[u8], PmTilesError> {
        let number = |value: u64| usize::try_from(value).map_err(|_| PmTilesError::Directory);
        let start = section.0.checked_add(number(entry.offset)?).ok_or(PmTilesError::Directory)?;
        let end = start.checked_add(number(entry.length)?).ok_or(PmTilesError::Directory)?;
        if end > section.1 {
            return Err(PmTilesError::CutShort);
        }
        self.bytes.get(start..end).ok_or(PmTilesError::CutShort)
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
        assert!(matches!(PmTiles::open(&b""[..]), Err(PmTilesError::Magic)));
        assert!(matches!(PmTiles::open(&b"PMTiles"[..]), Err(PmTilesError::CutShort)));
        let mut old = vec![0; 200];
        old[..7].copy_from_slice(b"PMTiles");
        old[7] = 2;
        assert!(matches!(PmTiles::open(old), Err(PmTilesError::Version(2))));
    }
}
