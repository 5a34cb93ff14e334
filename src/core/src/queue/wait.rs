//! How long somebody will probably wait.

use jiff::civil::DateTime;

use crate::text::Lang;

/// Above this many minutes a wait is told in hours: nobody plans by minutes then.
const MINUTES: u32 = 120;

/// How long a citizen will probably wait, in minutes: multiples of 5, `from` at least 5 and at most `to`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Wait {
    /// If those before are quick.
    pub from: u32,
    /// If they are slow.
    pub to: u32,
}

impl Wait {
    /// As people say it, in minutes or, when it is long, in whole hours: "15 đến 30 phút".
    pub fn in_words(self, lang: Lang) -> String {
        let (minutes, hours) = match lang {
            Lang::Vi => ("phút", "giờ"),
            Lang::En => ("minutes", "hours"),
        };
        if self.to <= MINUTES {
            range(lang, self.from, self.to, minutes)
        } else {
            range(lang, (self.from / 60).max(1), self.to.div_ceil(60), hours)
        }
    }
}

fn range(lang: Lang, from: u32, to: u32, unit: &str) -> String {
    if from == to {
        return format!("{to} {unit}");
    }
    match lang {
        Lang::Vi => format!("{from} đến {to} {unit}"),
        Lang::En => format!("{from} to {to} {unit}"),
    }
}

/// The wait of somebody who has `ahead` people before them, when one person usually takes `minutes` and
/// `counters` call the service: from 0.7 times to 1.5 times what the pace alone says.
///
/// `None` where nothing honest can be said: nobody is ahead, the pace is not known, or no counter calls
/// the service.
pub fn expected_wait(ahead: u32, minutes: Option<u32>, counters: usize) -> Option<Wait> {
    let work = u128::from(ahead) * u128::from(minutes?);
    let step = 50 * counters as u128;
    if work == 0 || step == 0 {
        return None;
    }
    let from = (work * 7 + step / 2) / step;
    let to = (work * 15).div_ceil(step);
    Some(Wait { from: five(from.max(1)), to: five(to) })
}

fn five(steps: u128) -> u32 {
    u32::try_from(steps * 5).unwrap_or(u32::MAX)
}

/// How many gaps have to be measured before a pace is told.
pub const LEAST_GAPS: usize = 8;

/// A longer gap than this many seconds is a break and says nothing about the pace.
const BREAK: i64 = 60 * 60;

/// Half the width of the range in standard deviations: four out of five waits lie within it, if waits are
/// spread normally.
const SPREAD: f64 = 1.28;

/// The gaps in seconds between a service's calls, while the queue was never empty in between. `calls` are
/// pairs of arrival and first call, in the order of the calls.
///
/// Counted so, the pace contains all that slows it down: other services of the same counters, counters that
/// have paused, citizens who do not come. A gap counts only if the one called at its end was there at its
/// beginning; otherwise the counter was waiting and not the citizen.
pub fn busy_gaps(calls: &[(DateTime, DateTime)]) -> Vec<u32> {
    let gap = |pair: &[(DateTime, DateTime)]| match pair {
        [(_, before), (arrived, called)] if arrived <= before => {
            let seconds = called.duration_since(*before).as_secs();
            u32::try_from(seconds).ok().filter(|_| seconds <= BREAK)
        }
        _ => None,
    };
    calls.windows(2).filter_map(gap).collect()
}

/// The wait of somebody who has `ahead` people before them, from the `gaps` in seconds between the latest
/// calls of the service: the range in which four out of five such waits lie. It grows with the queue, with
/// the unevenness of the gaps, and with how few of them were measured.
///
/// `None` where nothing honest can be said: nobody is ahead, or fewer than [`LEAST_GAPS`] were measured.
pub fn measured_wait(ahead: u32, gaps: &[u32]) -> Option<Wait> {
    if ahead == 0 || gaps.len() < LEAST_GAPS {
        return None;
    }
    let count = gaps.len() as f64;
    let mean = gaps.iter().map(|gap| f64::from(*gap)).sum::<f64>() / count;
    let squares = gaps.iter().map(|gap| (f64::from(*gap) - mean).powi(2)).sum::<f64>();
    let deviation = (squares / (count - 1.0)).sqrt();
    // The sum of n gaps, each of which is uncertain, and so is their mean.
    let margin = |n: f64| SPREAD * deviation * (n + n * n / count).sqrt();
    // The call that is running now is somewhere in its gap: at its end at best, at its beginning at worst.
    let (best, worst) = (f64::from(ahead), f64::from(ahead) + 1.0);
    let steps = |seconds: f64| seconds / 300.0;
    let from = steps(best * mean - margin(best)).floor().max(1.0);
    let to = steps(worst * mean + margin(worst)).ceil().max(from);
    Some(Wait { from: five(from as u128), to: five(to as u128) })
}
