//! Mean, median and 90th percentile.

/// How long something took, over several times; in seconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Times {
    /// How many were measured.
    pub count: u32,
    /// The mean, rounded.
    pub mean: u32,
    /// The median: of an even number the mean of the two in the middle, rounded.
    pub median: u32,
    /// The 90th percentile by nearest rank: the shortest that nine in ten were not longer than.
    pub p90: u32,
}

impl Times {
    /// Of `samples` in seconds, in any order; `None` without any.
    pub fn of(mut samples: Vec<u32>) -> Option<Self> {
        samples.sort_unstable();
        let count = samples.len();
        let sum: u64 = samples.iter().map(|sample| u64::from(*sample)).sum();
        let (low, high) = (*samples.get(count.checked_sub(1)? / 2)?, *samples.get(count / 2)?);
        Some(Self {
            count: u32::try_from(count).unwrap_or(u32::MAX),
            mean: rounded(sum, count as u64),
            median: rounded(u64::from(low) + u64::from(high), 2),
            p90: *samples.get((count * 9).div_ceil(10) - 1)?,
        })
    }
}

fn rounded(sum: u64, parts: u64) -> u32 {
    u32::try_from((sum + parts / 2) / parts).unwrap_or(u32::MAX)
}
