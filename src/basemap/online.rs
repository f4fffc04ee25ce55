//! Tiles of a server, by way of the cache on the disk.

use std::sync::Arc;

use super::{
    Raster,
    cache::{Cached, DiskCache},
    feature::TileId,
    fetch::{FetchError, Fetcher},
    source::{Source, tile_address},
};

/// A source whose tiles are pictures, each at an address of its own.
pub struct Online {
    source: Source,
    key: String,
    fetcher: Arc<Fetcher>,
    cache: Option<DiskCache>,
}

impl Online {
    pub fn new(
        source: Source,
        key: String,
        fetcher: Arc<Fetcher>,
        cache: Option<DiskCache>,
    ) -> Self {
        Self { source, key, fetcher, cache }
    }

    /// The picture of a tile with what is laid over it.
    pub fn picture(&self, id: TileId) -> Result<Raster, FetchError> {
        let mut picture = self.layer(&self.source.url, id)?;
        for template in &self.source.over {
            match self.layer(template, id) {
                Ok(over) => picture.lay_over(&over),
                // Names that the server does not have here leave the picture whole.
                Err(FetchError::Absent) => {}
                Err(error) => return Err(error),
            }
        }
        Ok(picture)
    }

    /// The picture of one template. One that has grown old in the cache is asked for again, and
    /// serves all the same where the server does not answer.
    fn layer(&self, template: &str, id: TileId) -> Result<Raster, FetchError> {
        let kept = self.cache.as_ref().and_then(|cache| cache.get(template, id));
        if let Some(kept) = &kept
            && kept.is_fresh
            && let Ok(raster) = self.decoded(&kept.bytes)
        {
            return Ok(raster);
        }
        match self.fetched(template, id, kept.as_ref()) {
            Ok(raster) => Ok(raster),
            Err(error) => match kept.map(|kept| self.decoded(&kept.bytes)) {
                Some(Ok(raster)) if error != FetchError::Absent => Ok(raster),
                _ => Err(error),
            },
        }
    }

    fn fetched(
        &self,
        template: &str,
        id: TileId,
        kept: Option<&Cached>,
    ) -> Result<Raster, FetchError> {
        let address = tile_address(template, id, &self.source.subdomains, &self.key);
        let etag = kept.and_then(|kept| kept.etag.as_deref());
        let answer = self.fetcher.get(&address, etag)?;
        let Some(bytes) = answer.bytes else {
            if let Some(cache) = &self.cache {
                cache.refresh(template, id, answer.max_age);
            }
            return kept.map_or(Err(FetchError::Damaged), |kept| self.decoded(&kept.bytes));
        };
        let raster = self.decoded(&bytes)?;
        if let Some(cache) = &self.cache {
            cache.put(template, id, &bytes, answer.etag.as_deref(), answer.max_age);
        }
        Ok(raster)
    }

    fn decoded(&self, bytes: &[u8]) -> Result<Raster, FetchError> {
        let raster = Raster::decode(bytes).map_err(|_| FetchError::Damaged)?;
        let wanted = self.source.tile_size;
        if (raster.width, raster.height) == (wanted, wanted) {
            Ok(raster)
        } else {
            Err(FetchError::WrongSize { got: raster.width, wanted })
        }
    }
}
