//! Work off the main thread.

use std::{
    num::NonZero,
    sync::{
        Mutex,
        atomic::{AtomicBool, AtomicUsize, Ordering},
        mpsc::sync_channel,
    },
    thread,
};

/// Maps every element on as many threads as the machine has cores; the results keep the order.
pub fn parallel_map<T: Sync, R: Send>(items: &[T], work: impl Fn(&T) -> R + Sync) -> Vec<R> {
    /// Each thread takes so many blocks in turn, so that uneven work is shared evenly.
    const BLOCKS_PER_THREAD: usize = 16;
    let threads = thread::available_parallelism().map_or(1, NonZero::get).min(items.len());
    if threads <= 1 {
        return items.iter().map(work).collect();
    }
    let block = items.len().div_ceil(threads * BLOCKS_PER_THREAD);
    let blocks: Vec<&[T]> = items.chunks(block).collect();
    let next = AtomicUsize::new(0);
    let results: Mutex<Vec<(usize, Vec<R>)>> = Mutex::new(Vec::with_capacity(blocks.len()));
    thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                loop {
                    let at = next.fetch_add(1, Ordering::Relaxed);
                    let Some(block) = blocks.get(at) else { break };
                    let mapped = block.iter().map(&work).collect();
                    results
                        .lock()
                        .expect("no thread panics while it holds them")
                        .push((at, mapped));
                }
            });
        }
    });
    let mut results = results.into_inner().expect("no thread panics while it holds them");
    results.sort_unstable_by_key(|(at, _)| *at);
    results.into_iter().flat_map(|(_, mapped)| mapped).collect()
}

/// Works on elements on all cores and hands each result on in their order; no more results are held
/// than there are cores. Each core begins with a state of its own and keeps it. Ends with the first
/// error.
pub fn in_order<T: Sync, S, R: Send, E>(
    items: &[T],
    begin: impl Fn() -> S + Sync,
    work: impl Fn(&mut S, &T) -> R + Sync,
    mut take: impl FnMut(R) -> Result<(), E>,
) -> Result<(), E> {
    let threads = thread::available_parallelism().map_or(1, NonZero::get).min(items.len()).max(1);
    thread::scope(|scope| {
        let mut ends = Vec::new();
        for first in 0..threads {
            // A worker waits until its result is taken.
            let (done, results) = sync_channel(0);
            ends.push(results);
            let (begin, work) = (&begin, &work);
            scope.spawn(move || {
                let mut state = begin();
                for item in items.iter().skip(first).step_by(threads) {
                    if done.send(work(&mut state, item)).is_err() {
                        break;
                    }
                }
            });
        }
        for at in 0..items.len() {
            // A worker that is gone has panicked, which the scope passes on.
            let Ok(result) = ends[at % threads].recv() else { break };
            take(result)?;
        }
        Ok(())
    })
}

/// How far a long work is, and whether it should stop: shared by who works and who waits.
#[derive(Debug, Default)]
pub struct Progress {
    done: AtomicUsize,
    total: AtomicUsize,
    cancelled: AtomicBool,
}

impl Progress {
    /// Begins a part of the work that has so many steps.
    pub fn begin(&self, total: usize) {
        self.done.store(0, Ordering::Relaxed);
        self.total.store(total, Ordering::Relaxed);
    }

    pub fn step(&self) {
        self.done.fetch_add(1, Ordering::Relaxed);
    }

    /// The share done, 0 to 1; `None` where the work does not say yet.
    #[expect(clippy::cast_precision_loss, reason = "a share for the eye")]
    pub fn share(&self) -> Option<f32> {
        let total = self.total.load(Ordering::Relaxed);
        (total > 0).then(|| self.done.load(Ordering::Relaxed) as f32 / total as f32)
    }

    pub fn cancel(&self) {
        self.cancelled.store(true, Ordering::Relaxed);
    }

    pub fn is_cancelled(&self) -> bool {
        self.cancelled.load(Ordering::Relaxed)
    }
}

/// A task on a thread of its own, whose result is asked for later.
pub struct Task<R>(thread::JoinHandle<R>);

impl<R: Send + 'static> Task<R> {
    /// Starts the work at once.
    #[expect(clippy::disallowed_methods, reason = "this is the one place that starts threads")]
    pub fn start(work: impl FnOnce() -> R + Send + 'static) -> Self {
        Self(thread::spawn(work))
    }

    pub fn is_done(&self) -> bool {
        self.0.is_finished()
    }

    /// Waits for the result; `None` if the work has panicked.
    pub fn outcome(self) -> Option<R> {
        self.0.join().ok()
    }

    /// Waits for the result. A panic of the work goes on here.
    pub fn join(self) -> R {
        self.0.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_are_handed_on_in_order_until_one_is_refused() {
        let numbers: Vec<u32> = (0..100).collect();
        let mut taken = Vec::new();
        let result = in_order(
            &numbers,
            || 2,
            |factor, number| number * *factor,
            |doubled| {
                taken.push(doubled);
                if doubled < 60 { Ok(()) } else { Err(doubled) }
            },
        );
        assert_eq!(result, Err(60));
        assert_eq!(taken, (0..=30).map(|number| number * 2).collect::<Vec<_>>());
        assert_eq!(in_order(&[] as &[u32], || (), |(), number| *number, |_| Err(())), Ok(()));
    }

    #[test]
    fn results_keep_the_order() {
        let numbers: Vec<u32> = (0..1000).collect();
        let doubled = parallel_map(&numbers, |number| number * 2);
        assert_eq!(doubled, numbers.iter().map(|number| number * 2).collect::<Vec<_>>());
        assert!(parallel_map(&[] as &[u32], |number| *number).is_empty());
    }
}
