//! Durations of one thing done many times.

use serde_json::{Value, json};
use std::time::{Duration, Instant};

/// Durations, in milliseconds.
#[derive(Debug, Clone, Default)]
pub struct Sample {
    wall: Vec<f64>,
    /// Processor time of the calling thread, where it was taken: other processes do not count.
    cpu: Vec<f64>,
}

impl Sample {
    /// Runs `f` and keeps how long it took, and how long this thread had the processor.
    pub fn time<T>(&mut self, f: impl FnOnce() -> T) -> T {
        let (start, cpu) = (Instant::now(), thread_cpu());
        let out = f();
        let spent = thread_cpu().saturating_sub(cpu);
        self.push(start.elapsed());
        self.cpu.push(spent.as_secs_f64() * 1e3);
        out
    }

    /// Keeps a duration.
    pub fn push(&mut self, duration: Duration) {
        self.wall.push(duration.as_secs_f64() * 1e3);
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.wall.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.wall.is_empty()
    }

    /// The duration that the share `p` (0 to 1) does not exceed, in milliseconds: the nearest rank.
    pub fn quantile(&self, p: f64) -> f64 {
        quantile(&self.wall, p)
    }

    /// The mean, in milliseconds.
    pub fn mean(&self) -> f64 {
        self.wall.iter().sum::<f64>() / self.wall.len() as f64
    }

    /// The sum, in seconds.
    pub fn total_s(&self) -> f64 {
        self.wall.iter().sum::<f64>() / 1e3
    }

    /// `n`, `p50_ms`, `p95_ms` and `mean_ms`; `cpu_p50_ms` and `cpu_p95_ms` where all was timed here.
    pub fn to_json(&self) -> Value {
        let mut figures = json!({
            "n": self.len(),
            "p50_ms": rounded(self.quantile(0.50)),
            "p95_ms": rounded(self.quantile(0.95)),
            "mean_ms": rounded(self.mean()),
        });
        if self.cpu.len() == self.wall.len() {
            figures["cpu_p50_ms"] = rounded(quantile(&self.cpu, 0.50));
            figures["cpu_p95_ms"] = rounded(quantile(&self.cpu, 0.95));
        }
        figures
    }
}

fn quantile(values: &[f64], p: f64) -> f64 {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let rank = (p * sorted.len() as f64).ceil() as usize;
    sorted.get(rank.saturating_sub(1)).copied().unwrap_or(f64::NAN)
}

fn thread_cpu() -> Duration {
    let time = rustix::time::clock_gettime(rustix::time::ClockId::ThreadCPUTime);
    Duration::new(time.tv_sec.unsigned_abs(), u32::try_from(time.tv_nsec).unwrap_or_default())
}

/// Four significant digits: more is noise. `null` for what is not finite.
pub fn rounded(value: f64) -> Value {
    if value == 0.0 || !value.is_finite() {
        return json!(value);
    }
    let scale = 10f64.powi(3 - value.abs().log10().floor() as i32);
    json!((value * scale).round() / scale)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantiles_are_nearest_ranks() {
        let mut sample = Sample::default();
        (1..=20).rev().for_each(|n| sample.push(Duration::from_millis(n)));
        assert_eq!((sample.quantile(0.5), sample.quantile(0.95)), (10.0, 19.0));
        assert_eq!((sample.quantile(1.0), sample.mean()), (20.0, 10.5));
        assert!(Sample::default().quantile(0.5).is_nan());
    }

    #[test]
    fn four_digits_are_kept() {
        let strings = [1234.56, 0.0123456, 7.0].map(|value| rounded(value).to_string());
        assert_eq!(strings, ["1235.0", "0.01235", "7.0"]);
        assert_eq!(rounded(f64::NAN).to_string(), "null");
    }
}
