//! Screens read aloud (đọc to) on the kiosk's own sound card: one thing at a time, and never over a call.

use std::ffi::OsString;
use std::io::Write;
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::thread;
use std::time::Duration;

use kiosk_core::citizen::Personal;
use kiosk_core::text::Lang;
use rustix::event::{PollFd, PollFlags, poll};
use rustix::process::{Pid, PidfdFlags, pidfd_open};

use crate::child;
use crate::error::VoiceError;
use crate::wave::Wave;

/// What is played to find out whether the sound card takes sound.
const SILENCE: Duration = Duration::from_millis(100);
/// Its rate in Hz.
const RATE: u32 = 22_050;

/// How screens are read aloud.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReaderSettings {
    /// How fast, in words a minute.
    pub speed: u16,
    /// How loud, 0 to 200; 100 is espeak-ng's own.
    pub volume: u8,
    /// The synthesizer, a program that takes espeak-ng's options.
    pub synthesizer: OsString,
    /// The player, a program that takes aplay's options.
    pub player: OsString,
    /// How long either may take to show that it works.
    pub deadline: Duration,
    /// How long after a failure it is tried whether both work again.
    pub retry: Duration,
}

impl Default for ReaderSettings {
    fn default() -> Self {
        Self {
            speed: 140,
            volume: 100,
            synthesizer: "espeak-ng".into(),
            player: "aplay".into(),
            deadline: Duration::from_secs(5),
            retry: Duration::from_secs(60),
        }
    }
}

/// Speaks to the thread that reads screens aloud, which ends with the last clone.
#[derive(Debug, Clone)]
pub struct Reader(Arc<Orders>);

#[derive(Debug)]
struct Orders(Sender<Order>);

impl Drop for Orders {
    fn drop(&mut self) {
        let _ = self.0.send(Order::Stop);
    }
}

/// The sound card is a call's until this is dropped.
#[derive(Debug)]
pub struct Floor(Reader);

enum Order {
    Say(Lang, Personal<String>),
    Hush,
    /// The sound that was begun as the one of this number has ended.
    Ended(u64),
    /// A call wants the sound card; answered when it is silent.
    Call(Sender<()>),
    CallEnded,
    Stop,
}

impl Reader {
    /// Starts the thread. It tries synthesizer and sound card and tells by `told`, on that thread, whether both work,
    /// and again whenever that changes.
    ///
    /// # Errors
    /// If the system gives no thread.
    pub fn start(
        settings: ReaderSettings,
        told: impl FnMut(Result<(), VoiceError>) + Send + 'static,
    ) -> std::io::Result<Self> {
        let (orders, inbox) = mpsc::channel();
        let desk = Desk {
            settings,
            told,
            works: None,
            wanted: None,
            calls: 0,
            speaking: None,
            runs: 0,
            orders: orders.clone(),
        };
        thread::Builder::new().name("read aloud".to_owned()).spawn(move || desk.serve(&inbox))?;
        Ok(Self(Arc::new(Orders(orders))))
    }

    /// Says `words` in `lang`, instead of whatever is being said. They reach the synthesizer by its stdin.
    pub fn say(&self, lang: Lang, words: Personal<String>) {
        self.order(Order::Say(lang, words));
    }

    /// Says nothing any more.
    pub fn hush(&self) {
        self.order(Order::Hush);
    }

    /// Falls silent for a call. What was being said is said from its beginning when the [`Floor`] is dropped. Blocks
    /// until the sound card is free.
    pub fn give_way(&self) -> Floor {
        let (reply, silent) = mpsc::channel();
        self.order(Order::Call(reply));
        // Without the thread nobody speaks.
        let _ = silent.recv();
        Floor(self.clone())
    }

    fn order(&self, order: Order) {
        // The thread ends before its last handle only by a panic of whom it tells.
        let _ = self.0.0.send(order);
    }
}

impl Drop for Floor {
    fn drop(&mut self) {
        self.0.order(Order::CallEnded);
    }
}

/// The thread's own.
struct Desk<F> {
    settings: ReaderSettings,
    told: F,
    /// What was told last.
    works: Option<Result<(), VoiceError>>,
    wanted: Option<(Lang, Personal<String>)>,
    calls: u32,
    speaking: Option<Speaking>,
    runs: u64,
    orders: Sender<Order>,
}

/// Two children, the one's sound going to the other.
struct Speaking {
    run: u64,
    synthesizer: Child,
    player: Child,
}

impl<F: FnMut(Result<(), VoiceError>)> Desk<F> {
    fn serve(mut self, inbox: &Receiver<Order>) {
        self.try_both();
        loop {
            let order = match self.works {
                Some(Ok(())) => inbox.recv().map_err(|_| RecvTimeoutError::Disconnected),
                Some(Err(_)) | None => inbox.recv_timeout(self.settings.retry),
            };
            match order {
                Ok(Order::Stop) | Err(RecvTimeoutError::Disconnected) => return self.fall_silent(),
                Ok(order) => self.take(order),
                Err(RecvTimeoutError::Timeout) => self.try_both(),
            }
        }
    }

    fn take(&mut self, order: Order) {
        match order {
            Order::Say(lang, words) => {
                self.fall_silent();
                self.wanted = Some((lang, words));
                self.begin();
            }
            Order::Hush => {
                self.fall_silent();
                self.wanted = None;
            }
            Order::Ended(run) => {
                if let Some(speaking) = self.speaking.take_if(|speaking| speaking.run == run) {
                    self.wanted = None;
                    let ended = speaking.end(&self.settings);
                    self.tell(ended);
                }
            }
            Order::Call(silent) => {
                self.calls += 1;
                self.fall_silent();
                // Who does not wait any more needs no answer.
                let _ = silent.send(());
            }
            Order::CallEnded => {
                self.calls = self.calls.saturating_sub(1);
                self.begin();
            }
            Order::Stop => {}
        }
    }

    /// Kills what is being said; both children are gone afterwards, and the sound card is free.
    fn fall_silent(&mut self) {
        if let Some(mut speaking) = self.speaking.take() {
            speaking.cut_off();
        }
    }

    fn begin(&mut self) {
        if self.calls > 0 || self.works != Some(Ok(())) {
            return;
        }
        let Some((lang, words)) = &self.wanted else { return };
        self.runs += 1;
        match self.settings.speak(*lang, words, self.runs, &self.orders) {
            Ok(speaking) => self.speaking = Some(speaking),
            Err(error) => {
                self.wanted = None;
                self.tell(Err(error));
            }
        }
    }

    /// A call that plays just now would look like a broken sound card.
    fn try_both(&mut self) {
        if self.calls == 0 {
            let tried = self.settings.tried();
            self.tell(tried);
        }
    }

    fn tell(&mut self, works: Result<(), VoiceError>) {
        if self.works.as_ref() != Some(&works) {
            self.works = Some(works.clone());
            (self.told)(works);
        }
    }
}

impl Speaking {
    fn cut_off(&mut self) {
        end(&mut self.player);
        end(&mut self.synthesizer);
    }

    /// How it ended. A synthesizer that has failed leaves the player nothing to play, so it is looked at first.
    fn end(mut self, settings: &ReaderSettings) -> Result<(), VoiceError> {
        let played = self.player.wait();
        let spoken = self.synthesizer.try_wait();
        // Without a taker for its sound it has nothing left to do.
        end(&mut self.synthesizer);
        match (spoken, played) {
            // One without a code was ended by a signal: the player took no more.
            (Ok(Some(status)), _) if status.code().is_some_and(|code| code != 0) => {
                Err(child::failed(&name(&settings.synthesizer), &status))
            }
            (_, Ok(status)) if status.success() => Ok(()),
            (_, Ok(status)) => Err(child::failed(&name(&settings.player), &status)),
            (_, Err(error)) => Err(child::failed(&name(&settings.player), &error)),
        }
    }
}

impl ReaderSettings {
    fn synthesizer(&self, lang: Lang) -> Command {
        let mut command = Command::new(&self.synthesizer);
        let (speed, volume) = (self.speed.to_string(), self.volume.to_string());
        let accent = match lang {
            Lang::Vi => "vi",
            Lang::En => "en",
        };
        command.args(["-v", accent, "-s", &speed, "-a", &volume, "--stdin", "--stdout"]);
        command
    }

    fn player(&self) -> Command {
        let mut command = Command::new(&self.player);
        command.args(["-q", "-"]);
        command
    }

    /// Whether the synthesizer speaks and the sound card takes sound; plays a moment of silence.
    ///
    /// # Errors
    /// What does not work.
    pub fn tried(&self) -> Result<(), VoiceError> {
        let wav = child::run(self.synthesizer(Lang::Vi), "một".as_bytes(), self.deadline)?;
        let no_sound = |reason| VoiceError::NoSound { program: name(&self.synthesizer), reason };
        Wave::read(&wav).map_err(no_sound)?;
        let silence = Wave::silence(RATE, SILENCE).to_wav().map_err(|error| no_sound(error.to_string()))?;
        child::run(self.player(), &silence, self.deadline).map(drop)
    }

    /// Starts both children and a thread that tells when the player has ended.
    fn speak(
        &self,
        lang: Lang,
        words: &Personal<String>,
        run: u64,
        orders: &Sender<Order>,
    ) -> Result<Speaking, VoiceError> {
        let mut synthesizer = started(self.synthesizer(lang).stdin(Stdio::piped()).stdout(Stdio::piped()))?;
        let sound = synthesizer.stdout.take().map_or_else(Stdio::null, Stdio::from);
        let player = match started(self.player().stdin(sound).stdout(Stdio::null())) {
            Ok(player) => player,
            Err(error) => {
                end(&mut synthesizer);
                return Err(error);
            }
        };
        let stdin = synthesizer.stdin.take();
        let mut speaking = Speaking { run, synthesizer, player };
        if let Err(error) = watch(&speaking.player, run, orders.clone()) {
            speaking.cut_off();
            return Err(child::failed(&name(&self.player), &error));
        }
        tell(stdin, words);
        Ok(speaking)
    }
}

/// Ends `child`. One that has ended by itself cannot be killed; it is only waited for.
fn end(child: &mut Child) {
    let _ = child.kill();
    let _ = child.wait();
}

fn name(program: &OsString) -> String {
    program.to_string_lossy().into_owned()
}

fn started(command: &mut Command) -> Result<Child, VoiceError> {
    let program = command.get_program().to_string_lossy().into_owned();
    command.stderr(Stdio::null()).spawn().map_err(|error| child::not_started(&program, &error))
}

/// Gives the synthesizer its words, which are fewer than a pipe holds.
fn tell(stdin: Option<ChildStdin>, words: &Personal<String>) {
    if let Some(mut stdin) = stdin {
        // A program that does not listen says so by how it ends.
        let _ = stdin.write_all(words.expose().as_bytes());
    }
}

fn watch(player: &Child, run: u64, orders: Sender<Order>) -> std::io::Result<()> {
    let handle = pidfd_open(Pid::from_child(player), PidfdFlags::empty())?;
    thread::Builder::new().name("read aloud ends".to_owned()).spawn(move || {
        while poll(&mut [PollFd::new(&handle, PollFlags::IN)], None) == Err(rustix::io::Errno::INTR) {}
        // The desk may be gone.
        let _ = orders.send(Order::Ended(run));
    })?;
    Ok(())
}
