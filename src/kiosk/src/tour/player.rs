//! A citizen who knows what to touch.

use std::fs;
use std::sync::PoisonError;
use std::thread;
use std::time::{Duration, Instant};

use kiosk_hardware::sim::scanner::Manner;
use kiosk_ui::{Element, UiHandle};

use super::{Act, PATIENCE, Report, Step, Tour, TourError};
use crate::demo;

/// Lower edge of the header in pixels.
const HEADER: f32 = 152.0;

/// How often the player looks at the screen.
const LOOK: Duration = Duration::from_millis(4);

/// Plays one visit.
pub struct Player {
    tour: Tour,
    ui: UiHandle,
    report: Report,
    since: Instant,
    shots: u32,
}

/// What stands on the screen: the page and its texts, by which one question is told from the next.
#[derive(PartialEq)]
struct Sight {
    page: &'static str,
    elements: Vec<Element>,
}

impl Sight {
    /// Whether `other` is a page of its own. Progress on the same page is not, nor is the time in the header.
    fn is_new_page(&self, other: &Self) -> bool {
        let words = |s: &Self| {
            let page = s.elements.iter().filter(|e| e.y > HEADER);
            page.map(|e| e.label.clone()).collect::<Vec<_>>()
        };
        let many = ["welcome", "procedures", "scan", "ask"].contains(&self.page);
        self.page != other.page || (many && words(self) != words(other))
    }

    /// Whether `button` is a key that writes: a digit, a letter, a sign, a tone mark or the space.
    fn writes(&self, button: &Element) -> bool {
        let is = |e: &Element, labels: [&str; 2]| e.role == "button" && labels.contains(&e.label.as_str());
        let keys = self.page == "ask" && self.elements.iter().any(|e| is(e, ["Xoá", "Erase"]));
        let tone = button.label.contains("  ");
        keys && (button.label.chars().count() == 1 || tone || is(button, ["Dấu cách", "Space"]))
    }
}

impl Player {
    /// A player in front of the welcome screen.
    pub fn new(tour: Tour, ui: UiHandle) -> Self {
        Self { tour, ui, report: Report::default(), since: Instant::now(), shots: 0 }
    }

    /// Plays from the welcome screen to the papers, and writes everything down.
    ///
    /// # Errors
    /// When the visit does not come to its end.
    pub fn play(mut self) -> Result<Report, TourError> {
        let mut sight = self.first_page()?;
        loop {
            self.picture(sight.page)?;
            match self.tour.citizen.act(sight.page, &sight.elements) {
                Some(Act::Tap(button)) => {
                    self.report.typed += u32::from(sight.writes(&button));
                    self.tap(&button)?;
                }
                Some(Act::Scan(card)) => self.tour.devices.scanner.scan(&card, Manner::Whole),
                Some(Act::Wait) => {}
                Some(Act::Leave) => break,
                None if sight.page == "trouble" => return Err(TourError::Trouble(texts(&sight))),
                None => return Err(TourError::NoWay { page: sight.page, labels: texts(&sight) }),
            }
            sight = self.next_page(&sight)?;
        }
        self.report.ticket = number(&sight);
        self.papers()?;
        Ok(self.report)
    }

    fn first_page(&mut self) -> Result<Sight, TourError> {
        let mut sight = self.look()?;
        while sight.page != "welcome" || sight.elements.is_empty() {
            self.in_time(sight.page)?;
            sight = self.look()?;
        }
        self.arrived(sight.page);
        Ok(sight)
    }

    /// Page and elements of one moment: the screen may change between the two questions.
    fn look(&self) -> Result<Sight, TourError> {
        loop {
            let sight = Sight { page: self.ui.page_name()?, elements: self.ui.elements()? };
            if self.ui.page_name()? == sight.page {
                return Ok(sight);
            }
        }
    }

    fn next_page(&mut self, before: &Sight) -> Result<Sight, TourError> {
        loop {
            let sight = self.look()?;
            if before.is_new_page(&sight) {
                self.arrived(sight.page);
                return Ok(sight);
            }
            self.in_time(before.page)?;
        }
    }

    fn in_time(&self, page: &'static str) -> Result<(), TourError> {
        if self.since.elapsed() > PATIENCE {
            return Err(TourError::Stuck { page });
        }
        thread::sleep(LOOK);
        Ok(())
    }

    fn arrived(&mut self, page: &str) {
        let ms = u64::try_from(self.since.elapsed().as_millis()).unwrap_or(u64::MAX);
        self.report.steps.push(Step { name: page.to_owned(), ms });
        self.since = Instant::now();
    }

    /// A touch in the middle of `button`.
    fn tap(&mut self, button: &Element) -> Result<(), TourError> {
        self.ui.settle()?;
        self.since = Instant::now();
        let (x, y) = button.centre();
        self.ui.touch(x, y)?;
        self.report.taps += 1;
        Ok(())
    }

    fn picture(&mut self, page: &str) -> Result<(), TourError> {
        let snapshot = self.ui.snapshot()?;
        let bytes = demo::snapshot_png(&snapshot).ok_or(TourError::Picture)?;
        self.shots += 1;
        let name = format!("{:02}-{page}.png", self.shots);
        self.write(&name, &bytes)
    }

    fn papers(&mut self) -> Result<(), TourError> {
        let printer = &self.tour.devices.printer;
        let ticket = printer.latest_bytes().ok_or(TourError::NoPaper("ticket"))?;
        let picture = printer.latest_png().and_then(Result::ok).ok_or(TourError::Picture)?;
        let form = self.tour.devices.office.latest_pdf().ok_or(TourError::NoPaper("form"))?;
        let (page, left_for_pen) = {
            let last = self.tour.last.lock().unwrap_or_else(PoisonError::into_inner);
            (last.png().ok_or(TourError::Picture)?, last.left_for_pen.clone())
        };
        self.report.left_for_pen = left_for_pen;
        self.write("ticket.bin", &ticket)?;
        self.write("ticket.png", &picture)?;
        self.write("form.pdf", &form)?;
        self.write("form.png", &page)?;
        let json = serde_json::to_vec_pretty(&self.report).map_err(|_| TourError::Picture)?;
        self.write("tour.json", &json)
    }

    fn write(&self, name: &str, bytes: &[u8]) -> Result<(), TourError> {
        let file = self.tour.out.join(name);
        fs::write(&file, bytes).map_err(|source| TourError::File { file, source })
    }
}

/// The number on the last screen: the text that looks like one.
fn number(sight: &Sight) -> String {
    let like_a_number = |text: &str| {
        let digits = text.trim_start_matches(|c: char| c.is_ascii_uppercase());
        digits.len() >= 3 && digits.len() < text.len() && digits.bytes().all(|b| b.is_ascii_digit())
    };
    let mut words = sight.elements.iter().flat_map(|e| e.label.split_whitespace());
    words.find(|w| like_a_number(w)).unwrap_or_default().to_owned()
}

fn texts(sight: &Sight) -> String {
    sight.elements.iter().map(|e| e.label.as_str()).collect::<Vec<_>>().join(" / ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn button(label: &str) -> Element {
        Element { label: label.into(), role: "button".into(), x: 0.0, y: 0.0, w: 90.0, h: 90.0 }
    }

    #[test]
    fn keys_that_write_are_counted_and_no_others() {
        let labels = ["q", "7", "sắc  á", "Dấu cách", "Xoá", "Xoá hết", "Nguyễn", "Tiếp tục", "Chữ hoa"];
        let keyboard = Sight { page: "ask", elements: labels.map(button).into() };
        let writing: Vec<&str> = labels.into_iter().filter(|label| keyboard.writes(&button(label))).collect();
        assert_eq!(writing, ["q", "7", "sắc  á", "Dấu cách"]);
        // The first letters of a long list write nothing.
        let letters = Sight { page: "ask", elements: ["Đ", "Kinh", "Tất cả"].map(button).into() };
        assert!(!letters.writes(&button("Đ")));
    }
}
