//! `make bench`: what a frame costs the processor, and the start and the memory of the screen beside Chromium.
//!
//! The screens are those of a real visit, drawn by the software renderer into memory as on the kiosk: what has changed,
//! into the buffer of the frame before. Processor time is this thread's own, so other programs cost nothing but caches.

#![allow(clippy::unwrap_used, clippy::panic, clippy::print_stdout, reason = "a bench prints its figures")]

mod chromium;

use std::cell::Cell;
use std::rc::Rc;
use std::time::Duration;

use kiosk_tests::{CARD, Kiosk, apart};
use kiosk_ui::{Colours, Element, Headless, Screen, Ui};
use rustix::time::{ClockId, clock_gettime};

/// The kiosk's panel in pixels.
const PANEL: (u32, u32) = (1080, 1920);
/// How often each thing is drawn.
const TURNS: usize = 120;
/// The processor time that 95 of 100 frames may take.
const AIM: Duration = Duration::from_millis(8);
/// After which nothing moves and every page takes touches.
const CALM: Duration = Duration::from_secs(2);
/// Between two frames while something moves.
const FRAME: Duration = Duration::from_millis(33);
/// What is typed, key by key.
const TYPED: &str = "Traanf Thij Bichs Ngocj";

fn main() {
    let visit = apart(Visit::play);
    println!(
        "processor time of one frame of {}x{} by the software renderer, aim p95 under {AIM:?}",
        PANEL.0, PANEL.1
    );
    let welcome = visit.pages[0].clone();
    for (what, times) in apart(move || measured(&visit)) {
        println!("  {what:<38} {}", figures(times));
    }
    println!("process start to first picture, and memory, alternating");
    chromium::beside(&welcome);
}

fn figures(mut times: Vec<Duration>) -> String {
    times.sort_unstable();
    let at = |share: f64| times[((times.len() - 1) as f64 * share).round() as usize];
    let ms = |share| at(share).as_secs_f64() * 1000.0;
    let verdict = if at(0.95) < AIM { "" } else { "  over the aim" };
    format!(
        "n={:3}  median {:6.2} ms  p95 {:6.2} ms  max {:6.2} ms{verdict}",
        times.len(),
        ms(0.5),
        ms(0.95),
        ms(1.0)
    )
}

/// What stood on the screen in the course of visits.
struct Visit {
    /// From the start to the papers.
    pages: Vec<Screen>,
    /// A list of several pages.
    list: Screen,
    /// A form under review.
    review: Screen,
    /// While a card is waited for.
    scan: Screen,
    /// A name, one letter more on each.
    typing: Vec<Screen>,
}

impl Visit {
    fn play() -> Self {
        let (pages, list) = to_the_papers();
        let page = |name: &str| pages.iter().find(|screen| screen.page.name() == name).unwrap().clone();
        let (review, scan) = (page("review"), page("scan"));
        Self { pages, list, review, scan, typing: apart(typed) }
    }
}

fn to_the_papers() -> (Vec<Screen>, Screen) {
    let mut kiosk = Kiosk::new();
    let mut pages = vec![kiosk.screen()];
    for label in ["Tất cả thủ tục", "Hộ tịch"] {
        kiosk.tap(label);
        pages.push(kiosk.screen());
    }
    let list = kiosk.screen();
    kiosk.tap("Huỷ");
    kiosk.tap("Xác nhận thông tin về cư trú");
    pages.push(kiosk.screen());
    kiosk.scan(CARD.as_bytes());
    pages.push(kiosk.screen());
    let labels = [
        "Đúng, là tôi",
        "Tôi là chủ hộ",
        "Nơi thường trú hiện nay",
        "Bỏ qua câu này",
        "In tờ khai và lấy số",
    ];
    for label in labels {
        kiosk.tap(label);
        pages.push(kiosk.screen());
    }
    kiosk.advance(Duration::from_secs(5));
    pages.push(kiosk.screen());
    (pages, list)
}

fn typed() -> Vec<Screen> {
    let mut kiosk = Kiosk::new();
    kiosk.tap("Xác nhận thông tin về cư trú");
    kiosk.scan(kiosk::demo::SAMPLES[3].payload.as_bytes());
    kiosk.tap("Tên có dấu, tôi sẽ ghi lại");
    let mut screens = vec![kiosk.screen()];
    for key in TYPED.chars() {
        let label = if key == ' ' { "Dấu cách".to_owned() } else { key.to_string() };
        kiosk.tap(&label);
        screens.push(kiosk.screen());
    }
    screens
}

/// A screen in memory and nothing behind it.
struct Panel {
    ui: Ui,
    memory: Headless,
    clock: Rc<Cell<Duration>>,
}

impl Panel {
    fn new() -> Self {
        let clock = Rc::new(Cell::new(CALM));
        let hand = clock.clone();
        let ticks: kiosk_ui::Clock = Rc::new(move || hand.get());
        let memory = Headless::install(PANEL, ticks.clone()).unwrap();
        Self { ui: Ui::new(ticks, drop).unwrap(), memory, clock }
    }

    fn pass(&self, span: Duration) {
        self.clock.set(self.clock.get() + span);
    }

    fn show(&self, screen: &Screen) {
        self.ui.show(screen).unwrap();
        self.rest();
    }

    /// Lets everything that moves come to rest, and draws it.
    fn rest(&self) {
        self.pass(CALM);
        self.memory.frame();
        self.memory.frame();
    }

    /// The processor time of `change` and of the frame that shows it.
    fn timed(&self, change: impl FnOnce()) -> Duration {
        let before = processor_time();
        change();
        assert!(self.memory.frame(), "nothing was drawn");
        processor_time() - before
    }

    /// The middle of the button that says `label`, if it is there.
    fn find(&self, label: &str) -> Option<(f32, f32)> {
        let elements = self.ui.elements();
        let button = elements.iter().find(|element| element.role == "button" && element.label == label);
        button.map(Element::centre)
    }

    /// The processor time of touching these one after the other, again and again; what is not there is passed over.
    fn touches(&self, labels: &[&str]) -> Vec<Duration> {
        let mut times = Vec::new();
        for label in labels.iter().cycle().take(4 * TURNS) {
            if let Some((x, y)) = self.find(label) {
                let before = processor_time();
                self.ui.touch(x, y).unwrap();
                // At an edge nothing moves.
                if self.memory.frame() {
                    times.push(processor_time() - before);
                }
                self.rest();
            }
        }
        times.truncate(TURNS);
        assert!(times.len() >= 60, "{labels:?}: {}", times.len());
        times
    }
}

/// The time that this thread has had of a processor.
fn processor_time() -> Duration {
    let time = clock_gettime(ClockId::ThreadCPUTime);
    Duration::new(time.tv_sec.try_into().unwrap(), time.tv_nsec.try_into().unwrap())
}

fn measured(visit: &Visit) -> Vec<(&'static str, Vec<Duration>)> {
    let panel = Panel::new();
    panel.show(&visit.pages[0]);
    vec![
        ("the start, every pixel", whole(&panel)),
        ("another page", changes(&panel, &visit.pages)),
        ("other colours on every page", colours(&panel, &visit.pages)),
        ("a list turned a page", list(&panel, &visit.list)),
        ("an enlarged form moved", enlarged(&panel, &visit.review)),
        ("one letter typed", typing(&panel, &visit.typing)),
        ("a step of the moving picture", moving(&panel, &visit.scan)),
    ]
}

fn whole(panel: &Panel) -> Vec<Duration> {
    let once = |_| {
        let before = processor_time();
        panel.memory.draw_anew();
        processor_time() - before
    };
    (0..TURNS).map(once).collect()
}

fn changes(panel: &Panel, pages: &[Screen]) -> Vec<Duration> {
    let once = |page: &Screen| {
        let time = panel.timed(|| panel.ui.show(page).unwrap());
        panel.rest();
        (page.page.name(), time)
    };
    let times: Vec<_> = pages.iter().cycle().skip(1).take(TURNS).map(once).collect();
    let slowest = times.iter().max_by_key(|(_, time)| *time).unwrap();
    println!("  (of the pages that come, the slowest is {:?})", slowest.0);
    times.into_iter().map(|(_, time)| time).collect()
}

fn colours(panel: &Panel, pages: &[Screen]) -> Vec<Duration> {
    let once = |page: &Screen| {
        panel.show(page);
        let mut other = page.clone();
        other.comfort.colours = Colours::Inverted;
        let time = panel.timed(|| panel.ui.show(&other).unwrap());
        panel.rest();
        time
    };
    pages.iter().cycle().take(TURNS).map(once).collect()
}

fn list(panel: &Panel, page: &Screen) -> Vec<Duration> {
    panel.show(page);
    panel.touches(&["Trang sau", "Trang trước"])
}

fn enlarged(panel: &Panel, page: &Screen) -> Vec<Duration> {
    panel.show(page);
    let (x, y) = panel.find("Phóng to").unwrap();
    panel.ui.touch(x, y).unwrap();
    panel.rest();
    panel.touches(&["Xuống dưới", "Sang phải", "Lên trên", "Sang trái"])
}

fn typing(panel: &Panel, screens: &[Screen]) -> Vec<Duration> {
    let mut times = Vec::new();
    while times.len() < TURNS {
        panel.show(&screens[0]);
        for (key, screen) in TYPED.chars().zip(&screens[1..]) {
            let label = if key == ' ' { "Dấu cách".to_owned() } else { key.to_string() };
            let (x, y) = panel.find(&label).unwrap();
            times.push(panel.timed(|| {
                panel.ui.touch(x, y).unwrap();
                panel.ui.show(screen).unwrap();
            }));
            panel.rest();
        }
    }
    times
}

fn moving(panel: &Panel, page: &Screen) -> Vec<Duration> {
    panel.show(page);
    let once = |_| {
        panel.pass(FRAME);
        let before = processor_time();
        let drawn = panel.memory.frame();
        drawn.then(|| processor_time() - before)
    };
    (0..4 * TURNS).filter_map(once).take(TURNS).collect()
}
