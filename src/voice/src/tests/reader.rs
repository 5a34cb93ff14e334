//! Screens read aloud by stand-ins that write down what they get, and by the real synthesizer.

use std::sync::mpsc::{Receiver, channel};

use kiosk_core::citizen::Personal;
use kiosk_core::text::Lang;

use super::*;
use crate::{Reader, ReaderSettings};

/// Longer than anything here takes on a busy machine.
const LONG: Duration = Duration::from_secs(60);

/// Stand-ins in a folder. The player answers through a pipe with a name, so that a test waits for what happens and not
/// for time to pass.
struct Stage {
    folder: TempDir,
    settings: ReaderSettings,
}

impl Stage {
    /// A synthesizer whose "sound" is its words, but for the trial at start, and a player that plays as long as `plays`,
    /// a line of shell script, says.
    fn new(plays: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        record(folder.path(), "trial", RATE, 7);
        let (path, trial) = (folder.path().display(), folder.path().join("trial.wav"));
        let speaks = format!(
            "words=$(cat); echo \"$@\" >> '{path}/options'; if [ \"$words\" = một ]; then cat '{}'; else echo \"$words\"; fi",
            trial.display()
        );
        let plays = format!(
            "cat > '{path}/sound.$$'; if head -c 4 '{path}/sound.$$' | grep -q RIFF; then exit 0; fi; cat '{path}/sound.$$' > '{path}/heard'; {plays}"
        );
        let settings = ReaderSettings {
            synthesizer: program(folder.path(), "synthesizer", &speaks),
            player: program(folder.path(), "player", &plays),
            deadline: LONG,
            retry: LONG,
            ..ReaderSettings::default()
        };
        let heard = folder.path().join("heard");
        assert!(std::process::Command::new("mkfifo").arg(&heard).status().unwrap().success());
        Self { folder, settings }
    }

    fn start(&self) -> (Reader, Receiver<Result<(), VoiceError>>) {
        let (told, works) = channel();
        let reader = Reader::start(self.settings.clone(), move |works| told.send(works).unwrap_or_default());
        (reader.unwrap(), works)
    }

    /// What is heard next; waits for it.
    fn heard(&self) -> String {
        fs::read_to_string(self.folder.path().join("heard")).unwrap()
    }
}

fn words(words: &str) -> Personal<String> {
    Personal::new(words.to_owned())
}

#[test]
fn words_are_heard_and_later_ones_cut_them_off() {
    let stage = Stage::new("exec sleep 600");
    let (reader, works) = stage.start();
    assert_eq!(works.recv_timeout(LONG), Ok(Ok(())));
    reader.say(Lang::Vi, words("Kính chào Quý khách"));
    assert_eq!(stage.heard(), "Kính chào Quý khách\n");
    // Its player would go on for ten minutes.
    reader.say(Lang::En, words("Welcome"));
    assert_eq!(stage.heard(), "Welcome\n");
    let options = fs::read_to_string(stage.folder.path().join("options")).unwrap();
    let accents: Vec<&str> = options.lines().map(|line| &line[..6]).collect();
    assert_eq!(accents, ["-v vi ", "-v vi ", "-v en "]);
    assert!(options.lines().all(|line| line.ends_with("-s 140 -a 100 --stdin --stdout")), "{options}");
    reader.hush();
    drop(reader);
    assert_eq!(works.recv_timeout(LONG).ok(), None, "the thread ends, and being cut off is no failure");
}

#[test]
fn a_call_goes_before_and_the_words_begin_anew_after_it() {
    let stage = Stage::new("exec sleep 600");
    let (reader, _works) = stage.start();
    reader.say(Lang::Vi, words("một hai ba"));
    assert_eq!(stage.heard(), "một hai ba\n");
    let floor = reader.give_way();
    // Not before the call is over.
    reader.say(Lang::Vi, words("bốn năm sáu"));
    drop(floor);
    assert_eq!(stage.heard(), "bốn năm sáu\n");
    drop(reader.give_way());
    assert_eq!(stage.heard(), "bốn năm sáu\n", "what was cut off by a call is said again");
}

#[test]
fn a_call_is_played_by_a_voice_while_the_reader_is_silent() {
    let stage = Stage::new("exec sleep 600");
    let (reader, _works) = stage.start();
    reader.say(Lang::Vi, words("một hai ba"));
    assert_eq!(stage.heard(), "một hai ba\n");
    let pids = stage.folder.path().join("pids");
    // The call's player looks whether the other one still runs.
    let script = format!(
        "cat > /dev/null; pgrep -f '{}/player' > '{}' || true",
        stage.folder.path().display(),
        pids.display()
    );
    let player = program(stage.folder.path(), "calls", &script);
    let voice = Voice::new(Settings { player, ..Settings::default() }).beside(reader);
    voice.play(&voice.silence().unwrap()).unwrap();
    assert_eq!(fs::read_to_string(pids).unwrap(), "");
    assert_eq!(stage.heard(), "một hai ba\n");
}

#[test]
fn what_does_not_work_is_told_and_tried_again() {
    let mut stage = Stage::new("exit 1");
    stage.settings.retry = Duration::from_millis(1);
    let (reader, works) = stage.start();
    assert_eq!(works.recv_timeout(LONG), Ok(Ok(())));
    reader.say(Lang::Vi, words("một hai"));
    assert_eq!(stage.heard(), "một hai\n");
    let failed = works.recv_timeout(LONG).unwrap();
    assert!(
        matches!(&failed, Err(VoiceError::Failed { program, .. }) if program.ends_with("player")),
        "{failed:?}"
    );
    assert_eq!(works.recv_timeout(LONG), Ok(Ok(())), "the trial plays again");
}

#[test]
fn without_a_synthesizer_or_a_sound_card_nothing_is_offered() {
    let stage = Stage::new("exit 0");
    let first = |settings: ReaderSettings| {
        let (told, works) = channel();
        let reader = Reader::start(settings, move |works| told.send(works).unwrap_or_default()).unwrap();
        reader.say(Lang::Vi, words("một hai"));
        works.recv_timeout(LONG).unwrap().unwrap_err()
    };
    let no_synthesizer = ReaderSettings { synthesizer: nowhere(), ..stage.settings.clone() };
    assert!(matches!(first(no_synthesizer), VoiceError::NotInstalled { .. }));
    let no_card = program(stage.folder.path(), "no-card", "cat > /dev/null; exit 1");
    let no_card = ReaderSettings { player: no_card, ..stage.settings.clone() };
    assert!(matches!(first(no_card), VoiceError::Failed { .. }));
}

#[test]
fn espeak_gives_sound_through_a_pipe_in_both_languages() {
    for lang in [Lang::Vi, Lang::En] {
        let folder = tempfile::tempdir().unwrap();
        let played = folder.path().join("played.wav");
        assert!(std::process::Command::new("mkfifo").arg(&played).status().unwrap().success());
        let player = program(
            folder.path(),
            "player",
            &format!(
                "cat > '{0}/sound.$$'; [ $(stat -c %s '{0}/sound.$$') -lt 20000 ] || cat '{0}/sound.$$' > '{1}'",
                folder.path().display(),
                played.display()
            ),
        );
        let settings = ReaderSettings { player, deadline: LONG, ..ReaderSettings::default() };
        let reader = Reader::start(settings, |works| assert_eq!(works, Ok(()))).unwrap();
        reader.say(lang, words("Welcome. Xin mời Quý khách chạm vào việc cần làm."));
        let sound = Wave::read(&fs::read(&played).unwrap()).unwrap();
        assert!(sound.length() > Duration::from_secs(2), "{lang:?}: {:?}", sound.length());
    }
}
