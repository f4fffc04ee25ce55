//! Work off the main thread.

use std::{
    num::NonZero,
    sync::{
        Mutex,
        atomic::{AtomicUsize, Ordering},
    },
    thread,
};

/// Maps every element on as many threads as the machine has cores; the results keep the order.
pub fn parallel_map<T: Sync, R: Send>(items: &[T], work: impl Fn(&T) -> R + Sync) -> Vec<R> {
    let threads = thread::available_parallelism().map_or(1, NonZero::get).min(items.len().max(1));
    let next = AtomicUsize::new(0);
    let results: Vec<Mutex<Option<R>>> = items.iter().map(|_| Mutex::new(None)).collect();
    thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                loop {
                    let at = next.fetch_add(1, Ordering::Relaxed);
                    let (Some(item), Some(slot)) = (items.get(at), results.get(at)) else { break };
                    let result = work(item);
                    *slot.lock().expect("no thread panics while it holds a result") = Some(result);
                }
            });
        }
    });
    results
        .into_iter()
        .filter_map(|slot| slot.into_inner().expect("no thread panics while it holds a result"))
        .collect()
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
    fn results_keep_the_order() {
        let numbers: Vec<u32> = (0..1000).collect();
        let doubled = parallel_map(&numbers, |number| number * 2);
        assert_eq!(doubled, numbers.iter().map(|number| number * 2).collect::<Vec<_>>());
        assert!(parallel_map(&[] as &[u32], |number| *number).is_empty());
    }
}
