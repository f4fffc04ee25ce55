//! The tiles of the window's map: decoded and turned into geometry off the UI thread.

use std::{
    collections::{HashMap, HashSet},
    sync::{
        Arc,
        mpsc::{Receiver, Sender, channel},
    },
};

use eframe::egui;

use super::gpu::{Chunk, tile_chunk};
use crate::{
    basemap::{self, Pyramid, Tile, TileId, TileStore},
    jobs::{Task, parallel_map},
    model::Bilingual,
    style::MapStyle,
};

/// A tile ready to draw.
#[derive(Clone)]
pub struct ReadyTile {
    pub tile: Arc<Tile>,
    pub chunk: Arc<Chunk>,
}

fn make_ready(store: &TileStore, id: TileId) -> Result<ReadyTile, basemap::Error> {
    let tile = store.tile(id)?;
    let chunk = Arc::new(tile_chunk(&tile, MapStyle::embedded()));
    Ok(ReadyTile { tile: Arc::new(tile), chunk })
}

/// The tiles of one view, made on all cores.
pub fn load_now(store: &TileStore, ids: &[TileId]) -> Result<Vec<ReadyTile>, basemap::Error> {
    parallel_map(ids, |id| make_ready(store, *id)).into_iter().collect()
}

/// Above this many tiles those of other zooms are dropped.
const LIMIT: usize = 400;

pub struct MapTiles {
    ready: HashMap<TileId, ReadyTile>,
    pending: HashSet<TileId>,
    asked: Sender<(TileId, egui::Context)>,
    done: Receiver<(TileId, Result<ReadyTile, basemap::Error>)>,
    pyramid: Pyramid,
    attribution: Bilingual,
    is_schematic: bool,
    error: Option<String>,
    // Ends with the sender.
    _worker: Task<()>,
}

impl MapTiles {
    /// Starts the worker; `first` are tiles that are ready already.
    pub fn new(store: Arc<TileStore>, first: Vec<ReadyTile>) -> Self {
        let (asked, asked_by_map) = channel::<(TileId, egui::Context)>();
        let (done_by_worker, done) = channel();
        let (pyramid, attribution) = (store.pyramid(), store.attribution().clone());
        let is_schematic = store.is_embedded();
        let worker = Task::start(move || {
            while let Ok((id, ctx)) = asked_by_map.recv() {
                if done_by_worker.send((id, make_ready(&store, id))).is_err() {
                    break;
                }
                ctx.request_repaint();
            }
        });
        Self {
            ready: first.into_iter().map(|ready| (ready.tile.id, ready)).collect(),
            pending: HashSet::new(),
            asked,
            done,
            pyramid,
            attribution,
            is_schematic,
            error: None,
            _worker: worker,
        }
    }

    pub fn pyramid(&self) -> Pyramid {
        self.pyramid
    }

    /// Whom to credit for the base map.
    pub fn attribution(&self) -> &Bilingual {
        &self.attribution
    }

    /// Whether the base map is the schematic one that the program carries.
    pub fn is_schematic(&self) -> bool {
        self.is_schematic
    }

    /// The last tile that could not be read.
    pub fn error(&self) -> Option<&str> {
        self.error.as_deref()
    }

    /// What can be drawn for the wanted tiles, and whether that is all of them. A tile that is not
    /// ready yet is asked for, and the nearest ready ancestor stands in.
    pub fn get(&mut self, ctx: &egui::Context, wanted: &[TileId]) -> (Vec<ReadyTile>, bool) {
        while let Ok((id, result)) = self.done.try_recv() {
            self.pending.remove(&id);
            match result {
                Ok(ready) => {
                    self.ready.insert(id, ready);
                }
                // It stays pending, so that it is not asked for again each frame.
                Err(error) => {
                    self.pending.insert(id);
                    self.error = Some(error.to_string());
                }
            }
        }
        let mut shown: Vec<ReadyTile> = Vec::with_capacity(wanted.len());
        let mut complete = true;
        for &id in wanted {
            if let Some(ready) = self.ready.get(&id) {
                shown.push(ready.clone());
                continue;
            }
            complete = false;
            if self.pending.insert(id) {
                // A worker that is gone has panicked, which the map shows by its missing tiles.
                let _ = self.asked.send((id, ctx.clone()));
            }
            let stand_in = std::iter::successors(id.parent(), |id| id.parent())
                .find_map(|ancestor| self.ready.get(&ancestor));
            if let Some(ready) = stand_in
                && !shown.iter().any(|other| other.tile.id == ready.tile.id)
            {
                shown.insert(0, ready.clone());
            }
        }
        if self.ready.len() > LIMIT {
            let zoom = wanted.first().map_or(0, |id| id.zoom);
            self.ready.retain(|id, _| id.zoom == zoom || wanted.contains(id));
        }
        (shown, complete)
    }
}
