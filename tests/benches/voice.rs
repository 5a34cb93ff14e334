//! `make bench`: how quickly a call becomes sound, by the synthesizer and out of recorded clips.

#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a bench prints its figures")]

use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use kiosk::config;
use kiosk_core::queue::{CounterId, TicketNumber};
use kiosk_core::voice::{Manner, record_list};
use kiosk_voice::{Settings, Voice};

/// Calls that are timed each way.
const CALLS: u32 = 50;

fn main() {
    let folder = tempfile::tempdir().unwrap();
    stand_in_clips(folder.path());
    let clips = Settings { clips: Some(folder.path().to_owned()), ..Settings::default() };
    println!("a call by espeak-ng                 {}", figures(times(&Voice::new(Settings::default()))));
    println!("a call joined from clips            {}", figures(times(&Voice::new(clips))));
}

/// The synthesizer reads each clip, as an office's clerk would.
fn stand_in_clips(folder: &Path) {
    let (office, _) = config::demo().unwrap();
    for clip in record_list(&office, Manner::default()) {
        let file = folder.join(format!("{}.wav", clip.name));
        let read =
            Command::new("espeak-ng").args(["-v", "vi", "-w"]).arg(file).arg(clip.sound).status().unwrap();
        assert!(read.success());
    }
}

fn times(voice: &Voice) -> Vec<Duration> {
    let call = |nth: u32| {
        let number = TicketNumber { prefix: "A".into(), count: 100 + nth * 17, width: 3 };
        let began = Instant::now();
        let said = voice.say(&number, CounterId(nth % 5 + 1)).unwrap();
        assert_eq!(said.without_clips, None);
        began.elapsed()
    };
    (0..CALLS).map(call).collect()
}

fn figures(mut times: Vec<Duration>) -> String {
    times.sort_unstable();
    let at = |share: f64| times[((times.len() - 1) as f64 * share).round() as usize].as_secs_f64() * 1000.0;
    format!("n={:3}  median {:6.2} ms  p95 {:6.2} ms  max {:6.2} ms", times.len(), at(0.5), at(0.95), at(1.0))
}
