//! The geometry of a crowd's cells, made off the UI thread: simplified for a far view, whole for a
//! near one.

use std::{
    collections::{HashMap, HashSet},
    ops::Range,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
        mpsc::{Receiver, Sender, channel},
    },
};

use eframe::egui;

use super::gpu::{Chunk, Classes, crowd_chunk, spots_chunk};
use crate::{
    editor::MapContent,
    jobs::Task,
    scene::{Viewport, ZoneShape, crowd},
};

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Detail {
    /// A spot for each zone.
    Spots,
    /// Few corners.
    Far,
    /// Whole outlines.
    Near,
}

impl Detail {
    /// What zones need of which the largest has this size, logical pixels.
    fn for_size(largest_px: f64) -> Self {
        if largest_px >= NEAR_FROM_PX {
            Detail::Near
        } else if largest_px >= FAR_FROM_PX {
            Detail::Far
        } else {
            Detail::Spots
        }
    }
}

/// From these sizes of a cell's largest zone, logical pixels, its whole outlines are drawn, or
/// outlines at all.
const NEAR_FROM_PX: f64 = 12.0;
const FAR_FROM_PX: f64 = 4.0;
/// Above this many whole cells those out of view are dropped.
const NEAR_LIMIT: usize = 96;

struct Order {
    generation: u64,
    shapes: Arc<Vec<ZoneShape>>,
    classes: Classes,
    range: Range<usize>,
    key: (usize, Detail),
    ctx: egui::Context,
}

/// A cell ready to draw.
pub struct ReadyCell {
    /// Index of the cell.
    pub at: usize,
    pub detail: Detail,
    pub chunk: Arc<Chunk>,
}

pub struct MapCrowd {
    /// Generation of the shapes and of the classes.
    made_for: (u64, u64),
    /// Counts what was ordered anew.
    generation: u64,
    /// The generation that the worker should still work for.
    current: Arc<AtomicU64>,
    ready: HashMap<(usize, Detail), Arc<Chunk>>,
    pending: HashSet<(usize, Detail)>,
    asked: Sender<Order>,
    done: Receiver<(u64, (usize, Detail), Arc<Chunk>)>,
    // Ends with the sender.
    _worker: Task<()>,
}

fn classes(content: &MapContent) -> Classes {
    match &content.theming {
        Some(theming) => {
            Classes { of_zone: Some(theming.of_zones()), count: theming.classes.len() }
        }
        None => Classes { of_zone: None, count: 1 },
    }
}

impl MapCrowd {
    pub fn new() -> Self {
        let (asked, asked_by_map) = channel::<Order>();
        let (done_by_worker, done) = channel();
        let current = Arc::new(AtomicU64::new(0));
        let wanted = current.clone();
        let worker = Task::start(move || {
            while let Ok(order) = asked_by_map.recv() {
                if order.generation != wanted.load(Ordering::Relaxed) {
                    continue;
                }
                let shapes = &order.shapes[order.range];
                let chunk = Arc::new(match order.key.1 {
                    Detail::Spots => spots_chunk(shapes, &order.classes),
                    Detail::Far => crowd_chunk(shapes, &order.classes, true),
                    Detail::Near => crowd_chunk(shapes, &order.classes, false),
                });
                if done_by_worker.send((order.generation, order.key, chunk)).is_err() {
                    break;
                }
                order.ctx.request_repaint();
            }
        });
        Self {
            made_for: (0, 0),
            generation: 0,
            current,
            ready: HashMap::new(),
            pending: HashSet::new(),
            asked,
            done,
            _worker: worker,
        }
    }

    /// The cells in view that can be drawn, by their index, and whether those are all as they
    /// should be. What is not ready is asked for; until then the other detail stands in.
    pub fn get(
        &mut self,
        ctx: &egui::Context,
        content: &MapContent,
        view: &Viewport,
    ) -> (Vec<ReadyCell>, bool) {
        let made_for = (content.generation, content.theming_generation);
        if self.made_for != made_for {
            self.made_for = made_for;
            self.generation += 1;
            self.current.store(self.generation, Ordering::Relaxed);
            self.ready.clear();
            self.pending.clear();
        }
        while let Ok((generation, key, chunk)) = self.done.try_recv() {
            if generation == self.generation {
                self.pending.remove(&key);
                self.ready.insert(key, chunk);
            }
        }
        let mut shown = Vec::new();
        let mut complete = true;
        for (at, cell) in crowd::in_view(&content.cells, view) {
            let best = Detail::for_size(cell.largest_px(view));
            if let Some(chunk) = self.ready.get(&(at, best)) {
                shown.push(ReadyCell { at, detail: best, chunk: chunk.clone() });
                continue;
            }
            complete = false;
            if self.pending.insert((at, best)) {
                // A worker that is gone has panicked, which the map shows by its missing cells.
                let _ = self.asked.send(Order {
                    generation: self.generation,
                    shapes: content.shapes.clone(),
                    classes: classes(content),
                    range: cell.range.clone(),
                    key: (at, best),
                    ctx: ctx.clone(),
                });
            }
            let others = [Detail::Far, Detail::Near, Detail::Spots];
            let stand_in = others.into_iter().find_map(|detail| {
                let chunk = self.ready.get(&(at, detail))?.clone();
                Some(ReadyCell { at, detail, chunk })
            });
            shown.extend(stand_in);
        }
        let is_near = |key: &(usize, Detail)| key.1 == Detail::Near;
        if self.ready.keys().filter(|key| is_near(key)).count() > NEAR_LIMIT {
            let in_view: HashSet<usize> = shown.iter().map(|cell| cell.at).collect();
            self.ready.retain(|key, _| !is_near(key) || in_view.contains(&key.0));
        }
        (shown, complete)
    }
}
