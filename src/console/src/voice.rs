//! Calls said aloud: by the boards, which fetch each call as sound, and by the kiosk's own sound card.
//!
//! A call is made into sound once, whoever asks for it. What fails here is told to staff and touches nothing
//! else.

use std::collections::VecDeque;
use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use kiosk_core::queue::{CounterId, TicketNumber};
use kiosk_core::text::Text;
use kiosk_core::voice::{Backlog, Pending};
use kiosk_voice::{Voice, VoiceError};
use tokio::sync::{Mutex, watch};
use tokio::task::spawn_blocking;

use crate::alarm::{Alarm, Severity};
use crate::options::Console;

/// How many calls are kept as sound: as many as a board shows.
const KEPT: usize = 24;

/// How calls are said aloud.
#[derive(Debug, Clone)]
pub struct VoiceOptions {
    /// How they sound.
    pub voice: Voice,
    /// Whether boards say them.
    pub board: bool,
    /// Whether the kiosk's own sound card does.
    pub sound_card: bool,
}

/// What does not work of it; each stands once, however many calls it costs.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Troubles {
    saying: Option<Alarm>,
    playing: Option<Alarm>,
}

/// Says calls.
pub(crate) struct Announcer {
    options: VoiceOptions,
    /// The latest calls as sound, by their number in the journal; `None` for one that failed.
    kept: Mutex<VecDeque<(u64, Option<Bytes>)>>,
    troubles: watch::Sender<Troubles>,
}

impl Announcer {
    pub(crate) fn new(options: VoiceOptions) -> Self {
        Self { options, kept: Mutex::default(), troubles: watch::channel(Troubles::default()).0 }
    }

    /// What staff should know, if something fails.
    pub(crate) fn alarms(&self) -> impl Iterator<Item = Alarm> + use<> {
        let Troubles { saying, playing } = self.troubles.borrow().clone();
        saying.into_iter().chain(playing)
    }

    pub(crate) fn troubles(&self) -> watch::Receiver<Troubles> {
        self.troubles.subscribe()
    }

    /// A call as a WAV file. Whoever asks for one that is being made waits for it.
    async fn wav(&self, call: &Pending<(TicketNumber, CounterId)>) -> Option<Bytes> {
        let mut kept = self.kept.lock().await;
        if let Some((_, wav)) = kept.iter().find(|(seq, _)| *seq == call.seq) {
            return wav.clone();
        }
        let (number, counter) = call.what.clone();
        let wav = self.made(number, counter).await;
        if kept.len() >= KEPT {
            kept.pop_front();
        }
        kept.push_back((call.seq, wav.clone()));
        wav
    }

    async fn made(&self, number: TicketNumber, counter: CounterId) -> Option<Bytes> {
        let voice = self.options.voice.clone();
        let said = spawn_blocking(move || voice.say(&number, counter)).await.ok()?;
        let error = said.as_ref().map_or_else(Some, |said| said.without_clips.as_ref());
        self.tell("voice", error, |troubles| &mut troubles.saying);
        said.ok().map(|said| said.wav.into())
    }

    async fn play(&self, wav: Bytes) {
        let voice = self.options.voice.clone();
        if let Ok(played) = spawn_blocking(move || voice.play(&wav)).await {
            self.tell("sound-card", played.as_ref().err(), |troubles| &mut troubles.playing);
        }
    }

    /// Staff are told when it changes; it goes with the first call that is whole again.
    fn tell(&self, key: &str, error: Option<&VoiceError>, which: fn(&mut Troubles) -> &mut Option<Alarm>) {
        let alarm = error.map(|error| alarm(key, error));
        self.troubles.send_if_modified(|troubles| {
            let stands = which(troubles);
            let differs = *stands != alarm;
            if differs && let Some(error) = error {
                tracing::warn!(%error, "calls are not said as they should be");
            }
            *stands = alarm;
            differs
        });
    }
}

fn alarm(key: &str, error: &VoiceError) -> Alarm {
    let text = match error {
        VoiceError::NoClip { file, .. } | VoiceError::Format { file, .. } | VoiceError::Rate { file, .. } => {
            let file = file.display();
            Text::new(
                format!(
                    "Đoạn ghi âm gọi số {file} bị thiếu hoặc không dùng được; máy đọc thay. Xin báo kỹ thuật."
                ),
                format!(
                    "The recorded clip {file} is missing or cannot be used; the computer reads instead. Tell the technician."
                ),
            )
        }
        VoiceError::NotInstalled { program } => Text::new(
            format!("Không đọc được lời gọi số: chưa cài {program}. Xin gọi số bằng lời và báo kỹ thuật."),
            format!(
                "Calls are not heard: {program} is not installed. Please call out loud and tell the technician."
            ),
        ),
        VoiceError::NotStarted { .. }
        | VoiceError::Failed { .. }
        | VoiceError::TooSlow { .. }
        | VoiceError::NoSound { .. } => Text::new(
            "Không đọc được lời gọi số. Xin gọi số bằng lời và báo kỹ thuật.",
            "Calls are not heard. Please call out loud and tell the technician.",
        ),
    };
    Alarm { key: key.into(), text, severity: Severity::Warning }
}

/// Whether boards say calls.
pub(crate) fn on_board(console: &Console) -> bool {
    console.announcer.as_ref().is_some_and(|announcer| announcer.options.board)
}

/// `/board/voice/<seq>.wav`: a call of the board as sound, by its number in the journal, and `silence.wav`, by which
/// a browser finds out whether it lets sound through.
pub(crate) async fn sound(State(console): State<Arc<Console>>, Path(file): Path<String>) -> Response {
    let Some(announcer) = console.announcer.as_ref().filter(|announcer| announcer.options.board) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    if file == "silence.wav" {
        return answer(announcer.options.voice.silence().ok().map(Bytes::from));
    }
    let seq = file.strip_suffix(".wav").and_then(|seq| seq.parse().ok());
    let call = console.board.borrow().spoken.iter().find(|call| Some(call.seq) == seq).cloned();
    match call {
        Some(call) => answer(announcer.wav(&call).await),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

fn answer(wav: Option<Bytes>) -> Response {
    match wav {
        Some(wav) => ([(header::CONTENT_TYPE, "audio/wav")], wav).into_response(),
        None => StatusCode::SERVICE_UNAVAILABLE.into_response(),
    }
}

/// Says each call on the kiosk's own sound card, one after the other, for ever; nothing if the office does not
/// want it.
pub(crate) async fn say_calls(console: Arc<Console>) {
    let Some(announcer) = console.announcer.as_ref().filter(|announcer| announcer.options.sound_card) else {
        return;
    };
    let (mut board, mut backlog) = (console.board.clone(), Backlog::default());
    loop {
        let shown = Arc::clone(&board.borrow_and_update());
        // Before the database is read there is nothing to be called over.
        let next = if shown.available { backlog.next(&shown.spoken, console.now().civil) } else { None };
        match next {
            Some(call) => {
                if let Some(wav) = announcer.wav(call).await {
                    announcer.play(wav).await;
                }
            }
            None => {
                if board.changed().await.is_err() {
                    return;
                }
            }
        }
    }
}
