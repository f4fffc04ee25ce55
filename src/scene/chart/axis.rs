//! The axis of a chart: round steps, and decades where values are orders of magnitude apart.

/// Values that span more than so many times the least stand on a logarithmic axis: on a linear one,
/// the small ones could not be told from nothing.
const DECADES: f64 = 1000.0;

/// How values are spread along an axis.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ChartScale {
    Linear,
    /// By the decimal logarithm.
    Log,
}

impl ChartScale {
    /// Logarithmic where all values are above nothing and span more than three decades.
    pub fn of(values: &[f64]) -> Self {
        let least = values.iter().copied().fold(f64::INFINITY, f64::min);
        let greatest = values.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        if least > 0.0 && greatest.is_finite() && greatest / least > DECADES {
            ChartScale::Log
        } else {
            ChartScale::Linear
        }
    }

    /// Where a value stands.
    pub fn place(self, value: f64) -> f64 {
        match self {
            ChartScale::Linear => value,
            ChartScale::Log => libm::log10(value.max(f64::MIN_POSITIVE)),
        }
    }

    /// The value of a tick at a place; `None` between two decades.
    pub fn tick(self, place: f64) -> Option<f64> {
        match self {
            ChartScale::Linear => Some(place),
            ChartScale::Log => {
                ((place - place.round()).abs() < 1e-6).then(|| libm::pow(10.0, place.round()))
            }
        }
    }
}

/// An axis that encloses its values.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct ChartAxis {
    scale: ChartScale,
    /// Values, the least first: two at least.
    pub steps: Vec<f64>,
}

impl ChartAxis {
    /// For points: from about the least value to about the greatest.
    pub fn around(values: &[f64]) -> Self {
        let scale = ChartScale::of(values);
        let (low, high) = values
            .iter()
            .fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), v| (low.min(*v), high.max(*v)));
        let (low, high) = if low > high { (0.0, 0.0) } else { (low, high) };
        let steps = match scale {
            ChartScale::Linear => ticks(low, high),
            ChartScale::Log => decades(low, high),
        };
        Self { scale, steps }
    }

    /// For bars: from nothing; on a logarithmic axis from a decade below the least, so that each bar
    /// has a length.
    pub fn of_bars(values: &[f64]) -> Self {
        match ChartScale::of(values) {
            ChartScale::Linear => {
                let mut with_nothing = values.to_vec();
                with_nothing.push(0.0);
                Self::around(&with_nothing)
            }
            ChartScale::Log => {
                let low = values.iter().copied().fold(f64::INFINITY, f64::min);
                let high = values.iter().copied().fold(0.0, f64::max);
                Self { scale: ChartScale::Log, steps: decades(low / 1.5, high) }
            }
        }
    }

    /// From 0 at the first step to 1 at the last.
    #[expect(clippy::cast_possible_truncation, reason = "a share")]
    pub fn share(&self, value: f64) -> f32 {
        let place = |value| self.scale.place(value);
        let (low, high) = (place(self.steps[0]), place(self.steps[self.steps.len() - 1]));
        ((place(value) - low) / (high - low).max(1e-12)) as f32
    }

    /// Where bars begin, as a share.
    pub fn start(&self) -> f32 {
        match self.scale {
            ChartScale::Linear => self.share(0.0),
            ChartScale::Log => 0.0,
        }
    }
}

/// Powers of ten from at most the least to at least the greatest.
fn decades(low: f64, high: f64) -> Vec<f64> {
    let first = (libm::log10(low) + 1e-9).floor();
    let last = (libm::log10(high) - 1e-9).ceil().max(first + 1.0);
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "some hundreds")]
    let count = (last - first) as u32;
    // Of very many decades, some.
    let step = count.div_ceil(12).max(1);
    let mut steps: Vec<f64> = (0..=count.div_ceil(step))
        .map(|at| libm::pow(10.0, first + f64::from(at * step)))
        .collect();
    steps.retain(|step| step.is_finite());
    steps
}

/// Round numbers from at most the least to at least the greatest: three at least, ten at most.
fn ticks(low: f64, high: f64) -> Vec<f64> {
    let span = (high - low).max(high.abs().max(low.abs()) * 1e-6).max(1e-9);
    let power = libm::pow(10.0, libm::log10(span / 5.0).floor());
    let step = [1.0, 2.0, 5.0, 10.0]
        .into_iter()
        .map(|digit| digit * power)
        .find(|step| span / step <= 6.0)
        .unwrap_or(power * 10.0);
    let first = (low / step).floor();
    let last = (high / step).ceil().max(first + 1.0);
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a few steps")]
    let count = (last - first) as u32;
    (0..=count).map(|at| (first + f64::from(at)) * step).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ticks_are_round_and_enclose() {
        assert_eq!(ticks(0.0, 35.5), [0.0, 10.0, 20.0, 30.0, 40.0]);
        for (low, high) in [(0.0, 0.0), (-2.4, 0.9), (1992.0, 2025.0), (3.0, 3.0), (0.0, 785_000.0)]
        {
            let ticks = ticks(low, high);
            assert!(ticks[0] <= low && ticks[ticks.len() - 1] >= high, "{ticks:?}");
            assert!((2..=10).contains(&ticks.len()), "{ticks:?}");
        }
    }

    #[test]
    fn wide_values_stand_by_decades() {
        assert_eq!(ChartScale::of(&[0.5, 499.0]), ChartScale::Linear);
        assert_eq!(ChartScale::of(&[0.5, 501.0]), ChartScale::Log);
        assert_eq!(ChartScale::of(&[-0.5, 0.0, 50_000.0]), ChartScale::Linear);
        assert_eq!(ChartScale::of(&[]), ChartScale::Linear);
        let axis = ChartAxis::of_bars(&[1.0, 20.0, 5000.0]);
        assert_eq!(axis.steps, [0.1, 1.0, 10.0, 100.0, 1000.0, 10_000.0]);
        assert!(axis.start().abs() < 1e-6 && (axis.share(10.0) - 0.4).abs() < 1e-6);
        let points = ChartAxis::around(&[1.0, 20.0, 5000.0]);
        assert_eq!(points.steps, [1.0, 10.0, 100.0, 1000.0, 10_000.0]);
        assert_eq!(ChartScale::Log.tick(2.0), Some(100.0));
        assert_eq!(ChartScale::Log.tick(2.5), None);
        let odd = ChartAxis::around(&[1e-300, 1e300]);
        assert!(odd.steps.len() <= 14, "{}", odd.steps.len());
    }
}
