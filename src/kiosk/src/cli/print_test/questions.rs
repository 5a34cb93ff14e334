//! The questions about the page, in Vietnamese and English, and their answers.

use std::io::{BufRead, Write};

use kiosk_hardware::PrinterProfile;
use kiosk_hardware::print_test::Trial;
use kiosk_hardware::profile::{CodePage, Cutter};

/// What the technician saw. Of a section that was not printed, nothing is right.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Findings {
    /// Whether the pictures are right.
    pub raster: bool,
    /// Length of the ruler in mm, where an edge was missing.
    pub ruler_mm: Option<usize>,
    /// Whether the code sent as a picture can be scanned.
    pub raster_qr: bool,
    /// Whether the code drawn by the printer can be scanned.
    pub native_qr: bool,
    /// Whether the downloaded letters are right.
    pub user_defined: bool,
    /// The code page whose letters are all right.
    pub code_page: Option<CodePage>,
    /// Whether the sections were cut apart as the profile says.
    pub cut: bool,
    /// Whether the printer confirmed a section in the way that its profile says.
    pub confirmed: bool,
}

/// Asks about the sections that were `printed`, under the numbers that stand on them.
///
/// # Errors
/// The input ends before the last answer, or the output takes no more.
pub(super) fn ask(
    printed: &[(u64, Trial)],
    profile: &PrinterProfile,
    input: &mut impl BufRead,
    output: &mut impl Write,
) -> std::io::Result<Findings> {
    let mut asking = Asking { input, output };
    let mut found = Findings::default();
    for (number, trial) in printed {
        asking.about(*number, *trial, profile, &mut found)?;
    }
    found.code_page = asking.code_page(printed)?;
    let question = "Giấy có được cắt sau mỗi phần? / Was the paper cut after every section?";
    found.cut = profile.cutter == Cutter::None || asking.yes(question)?;
    Ok(found)
}

struct Asking<'a, I, O> {
    input: &'a mut I,
    output: &'a mut O,
}

impl<I: BufRead, O: Write> Asking<'_, I, O> {
    fn about(
        &mut self,
        number: u64,
        trial: Trial,
        profile: &PrinterProfile,
        found: &mut Findings,
    ) -> std::io::Result<()> {
        match trial {
            Trial::Raster => {
                found.raster = self.letters(number)?;
                found.ruler_mm = self.ruler(profile)?;
                found.raster_qr = self.scanned(number)?;
            }
            Trial::NativeQr => found.native_qr = self.scanned(number)?,
            Trial::UserDefined => found.user_defined = self.letters(number)?,
            Trial::CodePage(_) => {}
        }
        Ok(())
    }

    fn letters(&mut self, number: u64) -> std::io::Result<bool> {
        self.yes(&format!(
            "Phần {number}: đủ 134 chữ, đúng dấu, rõ nét? / Section {number}: all 134 letters right and clear?"
        ))
    }

    fn scanned(&mut self, number: u64) -> std::io::Result<bool> {
        self.yes(&format!(
            "Phần {number}: điện thoại quét được mã QR? / Section {number}: can a phone scan the QR code?"
        ))
    }

    /// The length that is on the paper, unless all of it is.
    fn ruler(&mut self, profile: &PrinterProfile) -> std::io::Result<Option<usize>> {
        let question = "Thước in đủ cả hai mép, vạch đầu và vạch cuối? / Does the ruler show its first and its last mark?";
        if self.yes(question)? {
            return Ok(None);
        }
        let longest = profile.dots / profile.dots_per_mm;
        loop {
            let answer = self.answer(&format!(
                "Vạch mm cuối cùng đọc được (1-{longest})? / Last mm that can be read (1-{longest})?"
            ))?;
            match answer.parse() {
                Ok(mm) if (1..=longest).contains(&mm) => return Ok(Some(mm)),
                Ok(_) | Err(_) => {}
            }
        }
    }

    /// The first section named among those of code pages; none for an empty answer.
    fn code_page(&mut self, printed: &[(u64, Trial)]) -> std::io::Result<Option<CodePage>> {
        let pages: Vec<(u64, CodePage)> =
            printed.iter().filter_map(|(n, trial)| Some((*n, page_of(*trial)?))).collect();
        if pages.is_empty() {
            return Ok(None);
        }
        let numbers: Vec<String> = pages.iter().map(|(number, _)| number.to_string()).collect();
        let question = format!(
            "Trong các phần {0}, phần nào đủ 134 chữ và đúng dấu? Gõ số, không có thì Enter. / Of sections {0}, which one has all 134 letters right? Its number, or Enter for none.",
            numbers.join(", ")
        );
        loop {
            let answer = self.answer(&question)?;
            if answer.is_empty() {
                return Ok(None);
            }
            if let Some((_, page)) = pages.iter().find(|(number, _)| answer == number.to_string()) {
                return Ok(Some(*page));
            }
        }
    }

    fn yes(&mut self, question: &str) -> std::io::Result<bool> {
        loop {
            let answer = self.answer(&format!("{question} [c/k, y/n]"))?;
            match answer.to_lowercase().as_str() {
                "c" | "có" | "y" | "yes" => return Ok(true),
                "k" | "không" | "n" | "no" => return Ok(false),
                _ => {}
            }
        }
    }

    fn answer(&mut self, question: &str) -> std::io::Result<String> {
        writeln!(self.output, "{question}")?;
        self.output.flush()?;
        let mut line = String::new();
        if self.input.read_line(&mut line)? == 0 {
            let why = "no answer on stdin: the page says nothing without one";
            return Err(std::io::Error::new(std::io::ErrorKind::UnexpectedEof, why));
        }
        Ok(line.trim().to_owned())
    }
}

fn page_of(trial: Trial) -> Option<CodePage> {
    match trial {
        Trial::CodePage(page) => Some(page),
        Trial::Raster | Trial::UserDefined | Trial::NativeQr => None,
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use super::*;

    fn asked(answers: &str) -> std::io::Result<(Findings, String)> {
        let profile = PrinterProfile::named("generic-80").unwrap();
        let printed: Vec<(u64, Trial)> = (1..).zip(Trial::all(&profile)).collect();
        let mut output = Vec::new();
        let found = ask(&printed, &profile, &mut answers.as_bytes(), &mut output)?;
        Ok((found, String::from_utf8(output).unwrap()))
    }

    #[test]
    fn answers_become_findings() {
        let (found, questions) = asked("y\nc\nyes\nn\ncó\n5\nk\n").unwrap();
        assert_eq!((found.raster, found.ruler_mm, found.raster_qr), (true, None, true));
        assert_eq!((found.native_qr, found.user_defined, found.cut), (false, true, false));
        assert_eq!(found.code_page.unwrap().page, 94);
        assert_eq!(questions.lines().count(), 7);
    }

    #[test]
    fn what_is_no_answer_is_asked_again() {
        let (found, questions) = asked("maybe\n\ny\nn\n900\n64\nn\nn\nn\n2\n\ny\n").unwrap();
        assert_eq!((found.raster, found.ruler_mm, found.code_page), (true, Some(64), None));
        assert_eq!(questions.lines().count(), 12);
    }

    #[test]
    fn without_answers_nothing_is_claimed() {
        assert!(asked("y\ny\n").unwrap_err().to_string().contains("no answer"));
    }
}
