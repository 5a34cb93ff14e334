//! What can be ordered of a simulated printer on stdin.

use kiosk_hardware::Tick;
use kiosk_hardware::sim::paper::Paper;
use kiosk_hardware::sim::printer::{PrinterFault, SimPrinter};

/// Does what `line` says and gives the answer, of one or more lines.
pub(super) fn perform(line: &str, printer: &mut SimPrinter, now: Tick) -> String {
    match line.trim().split_once(' ').unwrap_or((line.trim(), "")) {
        ("fault", name) => fault(name.trim(), printer, now),
        ("repair", "") => {
            printer.repair(now);
            "repaired".to_owned()
        }
        ("papers", "") => papers(printer),
        ("refused", "") => refused(printer),
        ("unplug", "") => {
            "not possible: the tty is not this program's own; pull its other end, or end this program"
                .to_owned()
        }
        _ => format!("known are: fault NAME, repair, papers, refused, unplug; NAME is one of: {}", names()),
    }
}

fn names() -> String {
    PrinterFault::PLAIN.map(PrinterFault::name).join(", ") + ", die-after-bytes N"
}

fn fault(name: &str, printer: &mut SimPrinter, now: Tick) -> String {
    match name.parse() {
        Ok(PrinterFault::SlipNotTaken) if !printer.profile().slip_sensor => {
            format!("not possible: {} has no slip sensor", printer.profile().name)
        }
        Ok(fault) => {
            printer.fault(now, fault);
            format!("broken: {fault}")
        }
        Err(error) => error.to_string(),
    }
}

fn papers(printer: &SimPrinter) -> String {
    let count = printer.papers().len();
    let slips = printer.papers().iter().enumerate();
    let slip = |(place, paper): (usize, &Paper)| {
        let mm = paper.dots() / printer.profile().dots_per_mm;
        let text: String = paper.text().iter().map(|line| format!("\n  {line}")).collect();
        format!("\nslip {} of {count}: {mm} mm, {} bytes{text}", place + 1, paper.bytes.len())
    };
    format!("slips: {count}") + &slips.map(slip).collect::<String>()
}

fn refused(printer: &SimPrinter) -> String {
    let errors = printer.protocol_errors();
    let list: String = errors.iter().map(|error| format!("\n{error}")).collect();
    format!("refused: {}{list}", errors.len())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use kiosk_hardware::PrinterProfile;
    use kiosk_hardware::sim::Device;
    use kiosk_hardware::sim::printer::Pace;

    use super::*;

    fn printer(profile: &str) -> SimPrinter {
        SimPrinter::new(PrinterProfile::named(profile).unwrap(), Pace::Instant)
    }

    fn ask(printer: &mut SimPrinter, line: &str) -> String {
        perform(line, printer, Tick::ZERO)
    }

    #[test]
    fn a_fault_breaks_and_a_repair_puts_right() {
        let mut printer = printer("kp-628e");
        for name in names().replace("N", "0").split(", ") {
            assert_eq!(ask(&mut printer, &format!("fault {name}")), format!("broken: {name}"));
            assert_eq!(ask(&mut printer, " repair "), "repaired");
        }
        printer.on_bytes(Tick::ZERO, b"\x10\x04\x01");
        assert_eq!(printer.take_output(), [0x12]);
    }

    #[test]
    fn what_came_out_and_what_was_refused_is_listed() {
        let mut printer = printer("generic-80");
        assert_eq!(ask(&mut printer, "papers"), "slips: 0");
        printer.on_bytes(Tick::ZERO, b"\x1b@A105\nCu tru\n\x1dVB\0");
        printer.on_bytes(Tick::ZERO, b"\x1b@\xff");
        assert_eq!(ask(&mut printer, "papers"), "slips: 1\nslip 1 of 1: 7 mm, 18 bytes\n  A105\n  Cu tru");
        assert_eq!(ask(&mut printer, "refused"), "refused: 1\nbyte 20: FF");
    }

    #[test]
    fn what_is_not_known_or_not_possible_is_told() {
        let mut printer = printer("generic-80");
        for line in ["", "dance", "repair now", "papers 2"] {
            assert!(ask(&mut printer, line).contains("fault NAME, repair"), "{line}");
        }
        assert!(ask(&mut printer, "fault").contains("paper-out"));
        assert!(ask(&mut printer, "fault slip-not-taken").contains("no slip sensor"));
        assert!(ask(&mut printer, "unplug").starts_with("not possible"));
    }
}
