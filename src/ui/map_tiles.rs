//! The tiles of the window's map: decoded and turned into geometry off the UI thread.

use std::{
    collections::{HashMap, HashSet},
    sync::{
        Arc, Condvar, Mutex, MutexGuard,
        mpsc::{Receiver, Sender, channel},
    },
    time::{Duration, Instant},
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

/// What the workers are to make; a view that was left is forgotten.
#[derive(Default)]
struct Wanted {
    tiles: Vec<TileId>,
    in_work: HashSet<TileId>,
    is_over: bool,
}

#[derive(Default)]
struct Queue {
    wanted: Mutex<Wanted>,
    changed: Condvar,
}

impl Queue {
    fn lock(&self) -> MutexGuard<'_, Wanted> {
        self.wanted.lock().expect("no thread panics while it holds the list")
    }

    /// The next tile to make; waits for one. `None` once the map is gone.
    fn next(&self) -> Option<TileId> {
        let mut wanted = self.lock();
        loop {
            if wanted.is_over {
                return None;
            }
            if !wanted.tiles.is_empty() {
                let id = wanted.tiles.remove(0);
                wanted.in_work.insert(id);
                return Some(id);
            }
            wanted = self.changed.wait(wanted).expect("no thread panics while it holds the list");
        }
    }
}

type Outcome = (TileId, Result<ReadyTile, basemap::Error>);

pub struct MapTiles {
    store: Arc<TileStore>,
    ready: HashMap<TileId, ReadyTile>,
    /// Tiles that did not come, and when to ask again; `None` for never.
    failed: HashMap<TileId, Option<Instant>>,
    queue: Arc<Queue>,
    finished: Sender<Outcome>,
    done: Receiver<Outcome>,
    has_workers: bool,
    error: Option<basemap::Error>,
}

impl Drop for MapTiles {
    fn drop(&mut self) {
        self.queue.lock().is_over = true;
        self.queue.changed.notify_all();
    }
}

impl MapTiles {
    /// `first` are tiles that are ready already.
    pub fn new(store: Arc<TileStore>, first: Vec<ReadyTile>) -> Self {
        let (finished, done) = channel();
        Self {
            store,
            ready: first.into_iter().map(|ready| (ready.tile.id, ready)).collect(),
            failed: HashMap::new(),
            queue: Arc::default(),
            finished,
            done,
            has_workers: false,
            error: None,
        }
    }

    pub fn pyramid(&self) -> Pyramid {
        self.store.pyramid()
    }

    /// Whom to credit for the base map.
    pub fn attribution(&self) -> &Bilingual {
        self.store.attribution()
    }

    /// Whether the base map is the schematic one that the program carries.
    pub fn is_schematic(&self) -> bool {
        self.store.is_embedded()
    }

    /// Whether its pictures are shifted (GCJ-02 or BD-09).
    pub fn is_shifted(&self) -> bool {
        self.store.is_shifted()
    }

    /// Why the last tile that was asked for did not come; `None` once tiles come again.
    pub fn error(&self) -> Option<&basemap::Error> {
        self.error.as_ref()
    }

    /// Starts the workers with the first tile that is wanted.
    fn start_workers(&mut self, ctx: &egui::Context) {
        if std::mem::replace(&mut self.has_workers, true) {
            return;
        }
        for _ in 0..self.store.connections() {
            let (queue, finished) = (self.queue.clone(), self.finished.clone());
            let (store, ctx) = (self.store.clone(), ctx.clone());
            // The thread ends when the map goes, after the tile in work.
            let _detached = Task::start(move || {
                while let Some(id) = queue.next() {
                    if finished.send((id, make_ready(&store, id))).is_err() {
                        break;
                    }
                    ctx.request_repaint();
                }
            });
        }
    }

    fn take_finished(&mut self) {
        while let Ok((id, result)) = self.done.try_recv() {
            self.queue.lock().in_work.remove(&id);
            match result {
                Ok(ready) => {
                    self.ready.insert(id, ready);
                    self.failed.remove(&id);
                    self.error = None;
                }
                Err(error) => {
                    let again = error.retry_after().map(|pause| Instant::now() + pause);
                    self.failed.insert(id, again);
                    if !error.is_absence() {
                        self.error = Some(error);
                    }
                }
            }
        }
    }

    /// Whether a tile that did not come is not to be asked for yet.
    fn is_put_off(&self, id: TileId) -> bool {
        self.failed.get(&id).is_some_and(|again| again.is_none_or(|again| Instant::now() < again))
    }

    /// What can be drawn for the wanted tiles, and whether that is all of them. A tile that is not
    /// ready yet is asked for, and the nearest ready ancestor stands in; of a tile that does not
    /// come the ancestors are asked for too.
    pub fn get(&mut self, ctx: &egui::Context, wanted: &[TileId]) -> (Vec<ReadyTile>, bool) {
        self.take_finished();
        let mut shown: Vec<ReadyTile> = Vec::with_capacity(wanted.len());
        let mut asked: Vec<TileId> = Vec::new();
        let mut complete = true;
        for &id in wanted {
            if let Some(ready) = self.ready.get(&id) {
                shown.push(ready.clone());
                continue;
            }
            complete = false;
            let lowest = self.store.pyramid().min_zoom;
            let line = std::iter::successors(Some(id), |id| id.parent());
            let ask = line.take_while(|id| id.zoom >= lowest).find(|id| !self.is_put_off(*id));
            if let Some(ask) = ask
                && !self.ready.contains_key(&ask)
                && !asked.contains(&ask)
            {
                asked.push(ask);
            }
            let stand_in = std::iter::successors(id.parent(), |id| id.parent())
                .find_map(|ancestor| self.ready.get(&ancestor));
            if let Some(ready) = stand_in
                && !shown.iter().any(|other| other.tile.id == ready.tile.id)
            {
                shown.insert(0, ready.clone());
            }
        }
        // The coarser lie under the finer.
        shown.sort_by_key(|ready| ready.tile.id.zoom);
        self.ask(ctx, wanted, asked);
        if self.ready.len() > LIMIT {
            let zoom = wanted.first().map_or(0, |id| id.zoom);
            self.ready.retain(|id, _| id.zoom == zoom || wanted.contains(id));
        }
        (shown, complete)
    }

    /// Tells the workers what is wanted now, the middle of the view first.
    fn ask(&mut self, ctx: &egui::Context, wanted: &[TileId], mut asked: Vec<TileId>) {
        if let Some(soonest) = wanted
            .iter()
            .filter_map(|id| *self.failed.get(id)?)
            .map(|again| again.saturating_duration_since(Instant::now()))
            .min()
        {
            ctx.request_repaint_after(soonest.max(Duration::from_millis(100)));
        }
        if !asked.is_empty() {
            self.start_workers(ctx);
        }
        if let (Some(first), Some(last)) = (wanted.first(), wanted.last()) {
            let middle = (first.x.midpoint(last.x), first.y.midpoint(last.y));
            asked.sort_by_key(|id| (id.zoom, id.x.abs_diff(middle.0).max(id.y.abs_diff(middle.1))));
        }
        let mut list = self.queue.lock();
        asked.retain(|id| !list.in_work.contains(id));
        list.tiles = asked;
        drop(list);
        self.queue.changed.notify_all();
    }
}
