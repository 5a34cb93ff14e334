//! Whether a CUPS configuration lets citizens' documents stay on the machine.

use std::fmt;

/// What CUPS does when cupsd.conf(5) says nothing, as of CUPS 2.4: documents stay for a day, the list of
/// jobs for good.
const FILES_DEFAULT: Kept = Kept::Seconds(86_400);
const HISTORY_DEFAULT: Kept = Kept::Forever;
/// The longest that a list of jobs may stay, in seconds: an hour is enough for the slowest job, and a list of
/// who printed when is nobody's business the next day.
const HISTORY_LONGEST: u64 = 3_600;

const FILES: &str = "PreserveJobFiles";
const HISTORY: &str = "PreserveJobHistory";

/// What is wrong with a CUPS configuration.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CupsFault {
    /// Documents stay after their job for this many seconds; `None` for good.
    FilesKept(Option<u64>),
    /// The list of jobs stays for longer than an hour: for this many seconds; `None` for good.
    HistoryKept(Option<u64>),
    /// A job is forgotten as it ends: the kiosk could not tell whether the page has come out.
    HistoryForgotten,
}

impl CupsFault {
    /// The line that cupsd.conf must have instead.
    #[must_use]
    pub fn remedy(self) -> &'static str {
        match self {
            Self::FilesKept(_) => "PreserveJobFiles No",
            Self::HistoryKept(_) | Self::HistoryForgotten => "PreserveJobHistory 60",
        }
    }
}

impl fmt::Display for CupsFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::FilesKept(None) => f.write_str("citizens' documents are kept for good"),
            Self::FilesKept(Some(seconds)) => write!(f, "citizens' documents are kept for {seconds} s"),
            Self::HistoryKept(None) => f.write_str("the list of jobs is kept for good"),
            Self::HistoryKept(Some(seconds)) => write!(f, "the list of jobs is kept for {seconds} s"),
            Self::HistoryForgotten => {
                f.write_str("jobs are forgotten as they end, so that nobody can tell whether a page came out")
            }
        }
    }
}

/// A fault and where it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CupsFinding {
    /// The line of cupsd.conf, from 1; `None` when there is none and the default of CUPS is at fault.
    pub line: Option<usize>,
    /// What is wrong.
    pub fault: CupsFault,
}

impl fmt::Display for CupsFinding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { line, fault } = self;
        match line {
            Some(line) => write!(f, "line {line}: {fault}. Write: {}", fault.remedy()),
            None => write!(f, "no such line: {fault}, which CUPS does by itself. Add: {}", fault.remedy()),
        }
    }
}

/// What is wrong with this text of a cupsd.conf; empty when no document stays and jobs are remembered just
/// long enough. Reads it as CUPS does: the last good line counts, a bad value is passed over.
#[must_use]
pub fn check_cups(text: &str) -> Vec<CupsFinding> {
    let (line, files) = in_force(text, FILES, FILES_DEFAULT);
    let files = files_fault(files).map(|fault| CupsFinding { line, fault });
    let (line, history) = in_force(text, HISTORY, HISTORY_DEFAULT);
    let history = history_fault(history).map(|fault| CupsFinding { line, fault });
    files.into_iter().chain(history).collect()
}

fn files_fault(kept: Kept) -> Option<CupsFault> {
    (kept != Kept::Seconds(0)).then(|| CupsFault::FilesKept(kept.seconds()))
}

fn history_fault(kept: Kept) -> Option<CupsFault> {
    match kept {
        Kept::Seconds(0) => Some(CupsFault::HistoryForgotten),
        Kept::Seconds(1..=HISTORY_LONGEST) => None,
        Kept::Seconds(_) | Kept::Forever => Some(CupsFault::HistoryKept(kept.seconds())),
    }
}

/// How long CUPS keeps something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kept {
    Seconds(u64),
    Forever,
}

impl Kept {
    fn seconds(self) -> Option<u64> {
        match self {
            Self::Seconds(seconds) => Some(seconds),
            Self::Forever => None,
        }
    }

    /// A value of the `PreserveJob` lines as the scheduler's `parse_variable` reads it; `None` for what it
    /// passes over.
    fn parse(value: &str) -> Option<Self> {
        let value = value.to_ascii_lowercase();
        match value.as_str() {
            "yes" | "on" | "true" | "enabled" => Some(Self::Forever),
            "no" | "off" | "false" | "disabled" => Some(Self::Seconds(0)),
            number => interval(number).map(Self::Seconds),
        }
    }
}

/// Seconds, or a number with the first letter of weeks, days, hours or minutes; fractions are cut off.
fn interval(text: &str) -> Option<u64> {
    let end = text.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(text.len());
    let (number, unit) = text.split_at(end);
    let seconds = match unit.chars().next() {
        None => 1.0,
        Some('m') => 60.0,
        Some('h') => 3_600.0,
        Some('d') => 86_400.0,
        Some('w') => 604_800.0,
        Some(_) => return None,
    };
    let total = number.parse::<f64>().ok()? * seconds;
    (total <= f64::from(i32::MAX)).then_some(total as u64)
}

/// The value that CUPS goes by, and the line that gave it.
fn in_force(text: &str, name: &str, default: Kept) -> (Option<usize>, Kept) {
    let lines = (1..).zip(text.lines());
    let given = lines.filter_map(|(number, line)| Some((Some(number), Kept::parse(value(line, name)?)?)));
    given.last().unwrap_or((None, default))
}

/// The value of a line that sets `name`; names know no case, and a comment begins anywhere.
fn value<'a>(line: &'a str, name: &str) -> Option<&'a str> {
    let line = line.split('#').next().unwrap_or_default().trim();
    let (word, value) = line.split_once(char::is_whitespace)?;
    word.eq_ignore_ascii_case(name).then(|| value.trim())
}

#[cfg(test)]
mod tests {
    use super::*;

    const SHIPPED: &str = include_str!("../../cups/cupsd.conf");

    fn faults(text: &str) -> Vec<(Option<usize>, CupsFault)> {
        check_cups(text).into_iter().map(|finding| (finding.line, finding.fault)).collect()
    }

    #[test]
    fn the_configuration_that_is_shipped_keeps_nothing() {
        assert_eq!(faults(SHIPPED), []);
    }

    #[test]
    fn an_empty_configuration_keeps_documents_for_a_day_and_jobs_for_good() {
        let expected = [(None, CupsFault::FilesKept(Some(86_400))), (None, CupsFault::HistoryKept(None))];
        for text in ["", "LogLevel warn\n", "# PreserveJobFiles No\n#PreserveJobHistory 60"] {
            assert_eq!(faults(text), expected, "{text}");
        }
    }

    #[test]
    fn how_long_documents_stay() {
        let cases: [(&str, Option<CupsFault>); 14] = [
            ("No", None),
            ("off", None),
            ("FALSE", None),
            ("Disabled", None),
            ("0", None),
            ("0.5", None),
            ("Yes", Some(CupsFault::FilesKept(None))),
            ("on", Some(CupsFault::FilesKept(None))),
            ("1", Some(CupsFault::FilesKept(Some(1)))),
            ("5m", Some(CupsFault::FilesKept(Some(300)))),
            ("2h", Some(CupsFault::FilesKept(Some(7_200)))),
            ("1.5days", Some(CupsFault::FilesKept(Some(129_600)))),
            ("1W", Some(CupsFault::FilesKept(Some(604_800)))),
            ("no # never", None),
        ];
        for (value, fault) in cases {
            let text = format!("PreserveJobHistory 60\n  preservejobfiles\t {value}\r\n");
            let expected: Vec<_> = fault.map(|fault| (Some(2), fault)).into_iter().collect();
            assert_eq!(faults(&text), expected, "{value}");
        }
    }

    #[test]
    fn how_long_jobs_are_remembered() {
        let cases: [(&str, Option<CupsFault>); 6] = [
            ("60", None),
            ("1h", None),
            ("3601", Some(CupsFault::HistoryKept(Some(3_601)))),
            ("Yes", Some(CupsFault::HistoryKept(None))),
            ("No", Some(CupsFault::HistoryForgotten)),
            ("0", Some(CupsFault::HistoryForgotten)),
        ];
        for (value, fault) in cases {
            let text = format!("PreserveJobFiles No\nPreserveJobHistory {value}");
            let expected: Vec<_> = fault.map(|fault| (Some(2), fault)).into_iter().collect();
            assert_eq!(faults(&text), expected, "{value}");
        }
    }

    #[test]
    fn the_last_good_line_counts() {
        let history = "PreserveJobHistory 60\n";
        let twice = format!("{history}PreserveJobFiles No\nPreserveJobFiles Yes");
        assert_eq!(faults(&twice), [(Some(3), CupsFault::FilesKept(None))]);
        for bad in ["never", "-1", "5 minutes ago", "3x", ""] {
            let text = format!("{history}PreserveJobFiles No\nPreserveJobFiles {bad}");
            assert_eq!(faults(&text), [], "{bad:?}");
        }
        let alone = format!("{history}PreserveJobFiles nein");
        assert_eq!(
            faults(&alone),
            [(None, CupsFault::FilesKept(Some(86_400)))],
            "a bad value leaves the default"
        );
    }

    #[test]
    fn a_finding_says_where_and_what_to_write() {
        let said: Vec<String> = check_cups("PreserveJobFiles Yes").iter().map(ToString::to_string).collect();
        let expected = [
            "line 1: citizens' documents are kept for good. Write: PreserveJobFiles No",
            "no such line: the list of jobs is kept for good, which CUPS does by itself. Add: PreserveJobHistory 60",
        ];
        assert_eq!(said, expected);
    }
}
