//! The report of a scan test, line by line; pure.

use jiff::civil::Date;
use kiosk_core::citizen::{self, CardError, Citizen};
use kiosk_hardware::keyboard::{KeyDecoder, KeyRecord};
use kiosk_hardware::profile::Interface;
use kiosk_hardware::{ProbeEvent, ScannerCondition, ScannerEvent, ScannerProfile, Tick};
use zeroize::Zeroizing;

use crate::cli::card::kind;

/// Bytes on one line.
const ROW: usize = 16;

/// What a scan test has seen so far.
pub(super) struct Report {
    profile: ScannerProfile,
    today: Date,
    keys: KeyDecoder,
    /// What came and is not told of yet.
    pending: Zeroizing<Vec<u8>>,
    last: Option<(Tick, Zeroizing<Vec<u8>>)>,
    codes: usize,
}

impl Report {
    /// An empty report. `today` decides whether a card can have been issued.
    pub(super) fn new(profile: ScannerProfile, today: Date) -> Self {
        let pending = Zeroizing::new(Vec::with_capacity(profile.limit_bytes));
        Self { profile, today, keys: KeyDecoder::new(), pending, last: None, codes: 0 }
    }

    /// How many codes came, good or bad.
    pub(super) fn codes(&self) -> usize {
        self.codes
    }

    /// What the profile stands for and what it wants of the scanner.
    pub(super) fn heading(&self) -> String {
        let advice: String = self.profile.advice.iter().map(|line| format!("\n  - {line}")).collect();
        format!(
            "{}: {}\nOn the scanner:{advice}\nEvery byte is shown: scan a sample code or your own card. Ctrl+C ends.",
            self.profile.name, self.profile.model
        )
    }

    /// What to say of an event.
    pub(super) fn lines(&mut self, event: &ProbeEvent<ScannerEvent>) -> Vec<String> {
        match event {
            ProbeEvent::Came(at, records) if self.profile.interface == Interface::Keyboard => {
                self.keys_came(*at, records.expose())
            }
            ProbeEvent::Came(at, bytes) => {
                self.pending.extend_from_slice(bytes.expose());
                rows(*at, "<-", bytes.expose())
            }
            ProbeEvent::Went(at, bytes) => rows(*at, "->", bytes),
            ProbeEvent::Told(at, ScannerEvent::Condition(ScannerCondition::Ready)) => {
                vec![line(*at, "the scanner is there; hold a code to it")]
            }
            ProbeEvent::Told(at, ScannerEvent::Condition(ScannerCondition::Unplugged)) => {
                vec![line(*at, "the scanner is not there: is it plugged in, and is its path right?")]
            }
            ProbeEvent::Told(
                at,
                ScannerEvent::Scanned(_) | ScannerEvent::Wedge(_) | ScannerEvent::Garbled(_),
            ) => self.code_came(*at),
        }
    }

    fn keys_came(&mut self, at: Tick, records: &[u8]) -> Vec<String> {
        let records = records.as_chunks::<3>().0.iter().map(|bytes| KeyRecord::from_bytes(*bytes));
        let mut lines = Vec::new();
        for record in records {
            let written = self.keys.key(record);
            self.pending.extend(written);
            let readable = written.map_or(String::new(), |byte| format!(" = {}", readable(&[byte])));
            lines.push(line(at, &format!("<- key {} value {}{readable}", record.code, record.value)));
        }
        lines
    }

    fn code_came(&mut self, at: Tick) -> Vec<String> {
        let (code, ending) = self.take_code();
        self.codes += 1;
        let mut said = vec![
            format!("code {}: {} bytes, ended by {}", self.codes, code.len(), ending_name(&ending)),
            format!("encoding: {}", encoding(&code)),
        ];
        if let Some((before, last)) = &self.last
            && *last == code
            && at < *before + self.profile.repeat()
        {
            let ms = (at - *before).as_millis();
            said.push(format!("the same code again after {ms} ms: the kiosk takes both for one scan"));
        }
        said.push(self.card(&code));
        said.extend(self.settings(&code, &ending).into_iter().map(|what| format!("to do: {what}")));
        self.last = Some((at, code));
        said.iter().map(|what| line(at, what)).collect()
    }

    /// The first code of what is pending, and the suffix that ended it; answers to orders are no codes.
    fn take_code(&mut self) -> (Zeroizing<Vec<u8>>, Vec<u8>) {
        let ends = |byte: &u8| self.profile.ends_frame(*byte);
        let mut rest = &self.pending[..];
        loop {
            let answer =
                self.profile.orders().map(|o| &o.reply).find(|r| !r.is_empty() && rest.starts_with(r));
            match answer {
                Some(answer) => rest = &rest[answer.len()..],
                None if rest.first().is_some_and(ends) => rest = &rest[1..],
                None => break,
            }
        }
        let length = rest.iter().position(ends).unwrap_or(rest.len());
        let ending: Vec<u8> = rest[length..].iter().copied().take_while(|b| ends(b)).collect();
        let code = Zeroizing::new(rest[..length].to_vec());
        let after = Zeroizing::new(rest[length + ending.len()..].to_vec());
        self.pending = after;
        (code, ending)
    }

    fn card(&self, code: &[u8]) -> String {
        match citizen::parse(code, self.today) {
            Ok(citizen) => card_line(&citizen, code),
            Err(error) => format!("no card: {error} ({})", error.code()),
        }
    }

    /// What would better be set on the scanner.
    fn settings(&self, code: &[u8], ending: &[u8]) -> Vec<String> {
        let silence = self.profile.silence_ms;
        let refused = citizen::parse(code, self.today).err();
        let encoding = matches!(
            refused,
            Some(
                CardError::NotUtf8
                    | CardError::Utf16
                    | CardError::DoublyEncoded
                    | CardError::ForeignLetters
                    | CardError::LostLetters
            )
        );
        let keyboard = self.profile.interface == Interface::Keyboard;
        let found = [
            (keyboard, "set it to USB virtual COM port: a keyboard gives the number alone".to_owned()),
            (ending.is_empty(), format!("set the suffix CR: each scan would end {silence} ms sooner")),
            (encoding, "set the character set of the output to UTF-8, or to raw bytes".to_owned()),
            (code.starts_with(b"]"), "switch AIM IDs and code IDs off".to_owned()),
        ];
        found.into_iter().filter_map(|(there, what)| there.then_some(what)).collect()
    }
}

/// A card without what it says of its holder: the number's last digits and how long each field is.
fn card_line(citizen: &Citizen, code: &[u8]) -> String {
    let text = String::from_utf8_lossy(code);
    let lengths: Vec<String> =
        text.split('|').map(|field| field.trim().chars().count().to_string()).collect();
    let warnings: Vec<&str> = citizen.warnings.iter().map(|w| w.code()).collect();
    let warnings = if warnings.is_empty() { "none".to_owned() } else { warnings.join(", ") };
    format!(
        "a card ({}), number {}, field lengths {}, warnings: {warnings}",
        kind(citizen.kind),
        citizen.id_number.masked(),
        lengths.join(" ")
    )
}

fn ending_name(ending: &[u8]) -> String {
    let names = ending.iter().map(|byte| match byte {
        b'\r' => "CR",
        b'\n' => "LF",
        _ => "TAB",
    });
    if ending.is_empty() { "a pause".to_owned() } else { names.collect::<Vec<_>>().join(" ") }
}

fn encoding(code: &[u8]) -> &'static str {
    let composing = |text: &str| text.chars().any(|c| ('\u{300}'..='\u{36f}').contains(&c));
    match std::str::from_utf8(code) {
        Err(_) => "not UTF-8",
        Ok(text) if text.is_ascii() => "ASCII alone, which tells nothing: try a code with Vietnamese letters",
        Ok(text) if text.contains(char::REPLACEMENT_CHARACTER) => "UTF-8, but letters were lost before",
        Ok(text) if composing(text) => "UTF-8 with letters taken apart, which the kiosk puts together",
        Ok(_) => "UTF-8",
    }
}

fn line(at: Tick, what: &str) -> String {
    format!("{:9.3}  {what}", at.as_secs_f64())
}

/// Bytes in hexadecimal and as far as they can be read.
fn rows(at: Tick, way: &str, bytes: &[u8]) -> Vec<String> {
    let row = |bytes: &[u8]| {
        let hexadecimal: Vec<String> = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
        line(at, &format!("{way} {:<48}{}", hexadecimal.join(" "), readable(bytes)))
    };
    bytes.chunks(ROW).map(row).collect()
}

/// ASCII as it is, and a dot for every other byte.
fn readable(bytes: &[u8]) -> String {
    bytes.iter().map(|b| if b.is_ascii_graphic() || *b == b' ' { char::from(*b) } else { '·' }).collect()
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use kiosk_hardware::{Frame, Garbling};

    use super::*;

    const CARD: &str = "048160001234||Trần Thị Thu Hà|14051960|Nữ|Đà Nẵng|22042021";

    fn report(profile: &str) -> Result<Report, kiosk_hardware::ProfileError> {
        Ok(Report::new(ScannerProfile::named(profile)?, date(2026, 11, 23)))
    }

    /// The lines about the codes that end with `bytes`, without their times.
    fn told(report: &mut Report, at: u64, bytes: &[u8], events: &[ScannerEvent]) -> String {
        let at = Tick::from_millis(at);
        let came = report.lines(&ProbeEvent::Came(at, Frame::new(bytes.to_vec())));
        assert!(!came.is_empty());
        let lines = events.iter().flat_map(|event| report.lines(&ProbeEvent::Told(at, event.clone())));
        lines.map(|line| line[11..].to_owned()).collect::<Vec<_>>().join("\n")
    }

    fn scanned() -> ScannerEvent {
        ScannerEvent::Scanned(Frame::new(Vec::new()))
    }

    #[test]
    fn bytes_are_shown_in_rows() -> Result<(), kiosk_hardware::ProfileError> {
        let bytes = Frame::new("0481 Hà\r".into());
        let lines = report("generic-cdc")?.lines(&ProbeEvent::Came(Tick::from_millis(1234), bytes));
        assert_eq!(lines, [format!("    1.234  <- {:<48}0481 H···", "30 34 38 31 20 48 c3 a0 0d")]);
        Ok(())
    }

    #[test]
    fn a_card_is_told_without_its_holder() -> Result<(), kiosk_hardware::ProfileError> {
        let text = told(&mut report("generic-cdc")?, 0, format!("{CARD}\r\n").as_bytes(), &[scanned()]);
        let wanted = "code 1: 69 bytes, ended by CR LF\nencoding: UTF-8\na card (cccd), number •••• •••• 1234, \
            field lengths 12 0 15 8 2 7 8, warnings: none";
        assert_eq!(text, wanted);
        Ok(())
    }

    #[test]
    fn what_is_wrong_is_followed_by_what_to_set() -> Result<(), kiosk_hardware::ProfileError> {
        let table: [(&str, &[u8], ScannerEvent, &str); 4] = [
            ("generic-cdc", b"Tr\xe2\xccn\r", ScannerEvent::Garbled(Garbling::NotUtf8), "UTF-8, or to raw"),
            ("generic-cdc", CARD.as_bytes(), scanned(), "to do: set the suffix CR"),
            ("generic-cdc", b"]Q1048160001234\r", scanned(), "AIM IDs"),
            ("hid-keyboard", &[11, 0, 1, 28, 0, 1], ScannerEvent::Garbled(Garbling::NoNumber), "virtual COM"),
        ];
        for (profile, bytes, event, wanted) in table {
            let text = told(&mut report(profile)?, 0, bytes, &[event]);
            assert!(text.contains(wanted), "{text}");
        }
        Ok(())
    }

    #[test]
    fn answers_repeats_and_two_codes_at_once_are_told_apart() -> Result<(), kiosk_hardware::ProfileError> {
        let mut report = report("gm65")?;
        let answer = [2, 0, 0, 1, 0, 0x33, 0x31];
        let bytes = [&answer[..], CARD.as_bytes(), b"\rwww.example.com\r"].concat();
        let text = told(&mut report, 0, &bytes, &[scanned(), scanned()]);
        assert!(text.contains("code 1: 69 bytes") && text.contains("no card: a link (link)"), "{text}");
        let again = told(&mut report, 700, b"www.example.com\r", &[scanned()]);
        assert!(again.contains("the same code again after 700 ms"), "{again}");
        assert_eq!(report.codes(), 3);
        Ok(())
    }
}
