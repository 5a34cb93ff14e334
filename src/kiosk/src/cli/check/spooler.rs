//! Whether the print spooler keeps citizens' documents.

use std::path::Path;

use kiosk_hardware::office::check_cups;

use super::finding::Finding;

const PART: &str = "CUPS";

/// What is to be said of the spoolers that `printers` are queues of; `file` configures the one on this machine.
pub(super) fn spooler(printers: &[String], file: &Path) -> Vec<Finding> {
    let queues = printers.iter().filter(|uri| is_queue(uri));
    let (here, elsewhere): (Vec<&String>, Vec<&String>) = queues.partition(|uri| is_here(uri));
    let mut findings = if here.is_empty() { Vec::new() } else { local(file) };
    findings.extend(elsewhere.into_iter().map(|uri| {
        Finding::note(
            PART,
            format!(
                "{uri}: máy chủ in có thể giữ tài liệu; xin đặt PreserveJobFiles No ở đó. / that print server may keep \
                 documents; set PreserveJobFiles No there."
            ),
        )
    }));
    findings
}

fn local(file: &Path) -> Vec<Finding> {
    let text = match std::fs::read_to_string(file) {
        Ok(text) => text,
        Err(error) => {
            let advice = "Xin chạy bằng quyền root hoặc cho biết --cups. / Run as root, or give --cups.";
            return vec![Finding::bad(PART, format!("{}: {error}. {advice}", file.display()))];
        }
    };
    let faults = check_cups(&text);
    if faults.is_empty() {
        return vec![Finding::good(
            PART,
            format!("{}: không giữ tài liệu / keeps no documents", file.display()),
        )];
    }
    faults.iter().map(|fault| Finding::bad(PART, format!("{}: {fault}", file.display()))).collect()
}

/// A queue of a spooler, as CUPS names them, and no printer of its own.
fn is_queue(uri: &str) -> bool {
    path(uri).is_some_and(|path| path.starts_with("printers/") || path.starts_with("classes/"))
}

fn is_here(uri: &str) -> bool {
    let host = host(uri).unwrap_or_default();
    host == "localhost" || host == "[::1]" || host.starts_with("127.")
}

fn path(uri: &str) -> Option<&str> {
    uri.split_once("://")?.1.split_once('/').map(|(_, path)| path)
}

fn host(uri: &str) -> Option<&str> {
    let authority = uri.split_once("://")?.1.split('/').next()?;
    match authority.rfind(':') {
        Some(colon) if !authority[colon..].contains(']') => Some(&authority[..colon]),
        Some(_) | None => Some(authority),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]

    use super::*;

    #[test]
    fn a_spooler_here_is_read_one_elsewhere_is_spoken_of_and_a_printer_is_neither() {
        let cases = [
            ("ipp://localhost:631/printers/a4", true, true),
            ("ipp://127.0.0.1/printers/a4", true, true),
            ("ipp://[::1]:631/classes/hall", true, true),
            ("ipp://print.example.vn:631/printers/a4", true, false),
            ("ipp://192.0.2.7/ipp/print", false, false),
        ];
        for (uri, queue, here) in cases {
            assert_eq!((is_queue(uri), is_here(uri)), (queue, here), "{uri}");
        }
    }

    #[test]
    fn a_spooler_that_keeps_documents_is_refused_with_its_line() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("cupsd.conf");
        let found = |text: &str| {
            std::fs::write(&file, text).unwrap();
            spooler(&["ipp://localhost:631/printers/a4".into()], &file)
        };
        let good = found("PreserveJobFiles No\nPreserveJobHistory 60\n");
        assert!(good.len() == 1 && !good[0].is_bad(), "{good:?}");
        let bad = found("PreserveJobFiles Yes\nPreserveJobHistory 60\n");
        assert!(bad.len() == 1 && bad[0].is_bad() && format!("{bad:?}").contains("line 1"), "{bad:?}");
        std::fs::remove_file(&file).unwrap();
        assert!(spooler(&["ipp://localhost:631/printers/a4".into()], &file)[0].is_bad());
        assert_eq!(spooler(&["ipp://192.0.2.7/ipp/print".into()], &file), []);
    }
}
