//! A simulated scanner.

use std::collections::VecDeque;
use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::Device;
use crate::Tick;

/// How a code is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Manner {
    /// Whole, with CR at its end.
    #[default]
    Whole,
    /// The first half only, and no end.
    Cut,
    /// With every fifth byte spoilt.
    Garbled,
    /// Twice within 100 ms.
    Doubled,
    /// Byte by byte, 5 ms apart.
    Slow,
}

/// The simulated scanner, without a port. It does not hear what it is sent.
#[derive(Default)]
pub struct SimScanner {
    /// Bytes to come, and when.
    queue: VecDeque<(Tick, Vec<u8>)>,
    out: Vec<u8>,
}

impl SimScanner {
    /// A scanner that has read nothing.
    pub fn new() -> Self {
        Self::default()
    }

    /// Reads a code holding `payload`.
    pub fn scan(&mut self, now: Tick, payload: &[u8], manner: Manner) {
        let whole = [payload, b"\r"].concat();
        match manner {
            Manner::Whole => self.queue.push_back((now, whole)),
            Manner::Cut => {
                let half = payload[..payload.len() / 2].to_vec();
                self.queue.push_back((now, half));
            }
            Manner::Garbled => self.queue.push_back((now, spoilt(payload))),
            Manner::Doubled => {
                let again = now + Duration::from_millis(100);
                self.queue.push_back((now, whole.clone()));
                self.queue.push_back((again, whole));
            }
            Manner::Slow => {
                let step = Duration::from_millis(5);
                let times = std::iter::successors(Some(now), |at| Some(*at + step));
                let bytes = whole.into_iter().map(|byte| vec![byte]);
                self.queue.extend(times.zip(bytes));
            }
        }
        self.on_time(now);
    }
}

fn spoilt(payload: &[u8]) -> Vec<u8> {
    let mut bytes = payload.to_vec();
    for byte in bytes.iter_mut().step_by(5) {
        *byte ^= 0x80;
    }
    bytes.push(b'\r');
    bytes
}

impl Device for SimScanner {
    fn on_bytes(&mut self, _now: Tick, _bytes: &[u8]) {}

    fn on_time(&mut self, now: Tick) {
        while let Some((at, _)) = self.queue.front()
            && *at <= now
            && let Some((_, bytes)) = self.queue.pop_front()
        {
            self.out.extend(bytes);
        }
    }

    fn deadline(&self) -> Option<Tick> {
        self.queue.front().map(|(at, _)| *at)
    }

    fn take_output(&mut self) -> Vec<u8> {
        std::mem::take(&mut self.out)
    }
}
