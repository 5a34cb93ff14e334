//! The console's pages around an invented morning, to look at while working on them:
//! `cargo run -p kiosk-console --example pages -- 127.0.0.1:8099`. The PIN is 2580 for the first administrator
//! and for `lan`, a clerk. `FRESH` leaves out the clerk.

use std::error::Error;
use std::net::TcpListener;
use std::sync::Arc;
use std::time::Duration;

use jiff::ToSpan;
use jiff::civil::{DateTime, date};
use jiff::tz::TimeZone;
use kiosk_console::{
    Alarm, ConsoleOptions, DemoCard, DemoElement, DemoError, DemoPanel, HELP, Network, OfficeInForce,
    Severity, VoiceOptions, hash_pin, serve,
};
use kiosk_core::form::{Catalog, Lists};
use kiosk_core::office::{Commune, Office, Times};
use kiosk_core::queue::{
    Class, ClassId, Command, CommandId, Counter, CounterId, Grounds, Numbering, OpeningHours, QueueRules,
    Service, ServiceId, SlipState, StaffId, VisitId,
};
use kiosk_core::text::Text;
use kiosk_core::time::Now;
use kiosk_store::{Account, CallOutcome, Options, Origin, Role, Store, TicketRequest, wait};
use kiosk_voice::{Settings, Voice};
use tokio::sync::watch;

const NOW: DateTime = date(2026, 11, 23).at(9, 41, 0, 0);

fn main() -> Result<(), Box<dyn Error>> {
    let address = std::env::args().nth(1).unwrap_or_else(|| "127.0.0.1:8099".into());
    let folder = tempfile::tempdir()?;
    let office = Arc::new(office()?);
    let mut drawn = 0_u128;
    let tokens = move || {
        drawn += 1;
        drawn.to_be_bytes()
    };
    let store =
        Store::open(folder.path().join("queue.db"), Options { max_pages: None, tokens: Box::new(tokens) })?;
    morning(&store, &office)?;
    if std::env::var_os("FRESH").is_none() {
        clerk(&store)?;
    }
    let (_stores, store) = watch::channel(Some(store));
    let (_alarms, alarms) = watch::channel(alarms());
    let handle = serve(
        TcpListener::bind(&address)?,
        ConsoleOptions {
            office: OfficeInForce::new(office),
            store,
            alarms,
            clock: Arc::new(|| Now { tick: Duration::from_secs(1), civil: NOW }),
            time_zone: TimeZone::fixed(jiff::tz::offset(7)),
            pin_hash: hash_pin("2580")?,
            network: Network::default(),
            demo: Some(Arc::new(Devices)),
            voice: Some(VoiceOptions {
                voice: Voice::new(Settings::default()),
                board: true,
                sound_card: false,
            }),
            on_staff: Arc::new(|signal| eprintln!("{signal:?}")),
        },
    )?;
    eprintln!("http://{}/", handle.local_addr);
    loop {
        std::thread::park();
    }
}

fn office() -> Result<Office, Box<dyn Error>> {
    let service = |id: &str, prefix: &str, vi: &str, en: &str| Service {
        id: ServiceId(id.into()),
        name: Text::new(vi, en),
        prefix: prefix.into(),
        ready: None,
        minutes: None,
        numbering: Numbering::default(),
        per_day: None,
        open: true,
    };
    let counter = |id, services: &[&str]| Counter {
        id: CounterId(id),
        services: services.iter().map(|s| ServiceId((*s).into())).collect(),
    };
    Ok(Office {
        name: Text::new("UBND phường Hải Châu", "Hải Châu Ward People's Committee"),
        residence_agency: "Công an phường Hải Châu".into(),
        commune: Commune::default(),
        place: "Hải Châu".into(),
        public_url: None,
        notices: Vec::new(),
        house_rules: Vec::new(),
        colour: None,
        services: vec![
            service("cu-tru", "A", "Cư trú", "Residence"),
            service("ho-tich", "B", "Hộ tịch – Chứng thực", "Civil status, certification"),
            service("dat-dai", "C", "Đất đai – Xây dựng", "Land, construction"),
            service("bao-tro", "D", "Bảo trợ xã hội", "Social protection"),
        ],
        form_printers: Vec::new(),
        counters: vec![
            counter(1, &["cu-tru"]),
            counter(2, &["cu-tru", "ho-tich"]),
            counter(3, &["dat-dai"]),
            counter(4, &["bao-tro", "ho-tich"]),
        ],
        queue: QueueRules { classes: classes(), ..QueueRules::default() },
        hours: OpeningHours::default(),
        procedures: Vec::new(),
        forms: Catalog::built_in(&Lists::built_in()?)?,
        fill_optional: true,
        times: Times::default(),
    })
}

fn classes() -> Vec<Class> {
    let class = |id: &str, vi: &str, en: &str, grounds| Class {
        id: ClassId(id.into()),
        name: Text::new(vi, en),
        grounds,
        priority: true,
    };
    vec![
        class("cao-tuoi", "Người cao tuổi", "Elderly", Grounds::Age { from: 60 }),
        class(
            "thai-phu",
            "Phụ nữ mang thai, có con nhỏ",
            "Pregnant, or with a small child",
            Grounds::Declared,
        ),
    ]
}

fn clerk(store: &Store) -> Result<(), Box<dyn Error>> {
    let account =
        Account {
            id: StaffId("lan".into()), name: "Nguyễn Thị Lan".into(), role: Role::Clerk, active: true
        };
    let hash = hash_pin("2580")?;
    Ok(wait(|r| store.add_account((StaffId("admin".into()), NOW), account, hash, r))?)
}

fn morning(store: &Store, office: &Office) -> Result<(), Box<dyn Error>> {
    for nth in 0..34_u64 {
        let service = &office.services[[0, 1, 0, 2, 3, 1, 0][usize::try_from(nth % 7)?]];
        let class = match nth % 9 {
            3 => vec![ClassId("cao-tuoi".into())],
            5 => vec![ClassId("thai-phu".into())],
            _ => Vec::new(),
        };
        let at = NOW.checked_sub(i64::try_from(34 - nth)?.minutes())?;
        let request = TicketRequest::new(VisitId { run: 1, nth }, service, NOW.date(), at)
            .with_classes(&class, &office.queue);
        let ticket = wait(|r| store.issue(request, r))?;
        let slip = if nth == 20 { SlipState::Unconfirmed } else { SlipState::Printed };
        wait(|r| store.record_slip(ticket.id, slip, NOW, r))?;
    }
    let mut presses = 0;
    for (counter, times) in [(1, 3), (3, 2), (4, 2), (2, 2)] {
        let counter = office.counter(CounterId(counter)).ok_or("no such counter")?;
        let mut seen = None;
        for _ in 0..times {
            presses += 1;
            let staff = Some(StaffId("lan".into()));
            let press = Origin { command: CommandId(presses), counter: counter.id, staff, at: NOW };
            let asked = (&counter.services[..], &office.queue);
            let outcome = wait(|r| store.call_next(press, asked, seen, NOW.date(), r))?;
            seen = match outcome {
                CallOutcome::Called(call) => Some(call.ticket),
                CallOutcome::NobodyWaiting => None,
            };
        }
    }
    set_aside(store, office)
}

/// One on hold and one who did not come, at counter 2.
fn set_aside(store: &Store, office: &Office) -> Result<(), Box<dyn Error>> {
    let view =
        store.counter_view(CounterId(5), (&[ServiceId("cu-tru".into())], &office.queue), NOW.date())?;
    let commands = [Command::Hold, Command::NoShow];
    for (nth, (listed, command)) in (900_u128..).step_by(2).zip(view.line.iter().rev().zip(commands)) {
        for (nth, command) in [(nth, Command::Call), (nth + 1, command)] {
            let press = Origin { command: CommandId(nth), counter: CounterId(5), staff: None, at: NOW };
            wait(|r| store.command(press, listed.ticket, command, &office.queue, r))?;
        }
    }
    Ok(())
}

fn alarms() -> Vec<Alarm> {
    let alarm = |key: &str, severity, vi: &str, en: &str| Alarm {
        key: key.into(),
        text: Text::new(vi, en),
        severity,
    };
    vec![
        alarm("paper", Severity::Warning, "Máy in phiếu sắp hết giấy", "The ticket printer is low on paper"),
        alarm(HELP, Severity::Trouble, "Công dân cần giúp đỡ tại kiosk", "A citizen needs help at the kiosk"),
    ]
}

/// Devices without anything behind them; the pictures are the files that `SCREEN_PNG`, `PAPER_PNG` and
/// `FORM_PNG` name.
struct Devices;

impl DemoPanel for Devices {
    fn screen_png(&self) -> Result<Vec<u8>, DemoError> {
        std::env::var("SCREEN_PNG").ok().and_then(|path| std::fs::read(path).ok()).ok_or(DemoError::Gone)
    }

    fn frame_version(&self) -> u64 {
        1
    }

    fn key(&self, _key: &str) -> Result<(), DemoError> {
        Ok(())
    }

    fn hold(&self, _x: f32, _y: f32, _span: Duration) {}

    fn touch(&self, x: f32, y: f32) {
        eprintln!("touch {x} {y}");
    }

    fn elements(&self) -> Vec<DemoElement> {
        Vec::new()
    }

    fn scan(&self, payload: Vec<u8>) {
        eprintln!("scan of {} bytes", payload.len());
    }

    fn fault(&self, device: &str, fault: &str) -> Result<(), DemoError> {
        let faults = self.faults();
        let (_, known) = faults.iter().find(|(name, _)| name == device).ok_or(DemoError::UnknownDevice)?;
        if fault == "none" || known.iter().any(|name| name == fault) {
            Ok(())
        } else {
            Err(DemoError::UnknownFault)
        }
    }

    fn faults(&self) -> Vec<(String, Vec<String>)> {
        let device =
            |name: &str, faults: &[&str]| (name.into(), faults.iter().map(ToString::to_string).collect());
        vec![
            device("printer", &["paper-out", "cover-open", "cutter-jam", "unplugged", "stall"]),
            device("scanner", &["unplugged"]),
            device("office-printer", &["paper-out", "offline"]),
        ]
    }

    fn cards(&self) -> Vec<DemoCard> {
        let card = |name: &str| DemoCard { name: name.into(), payload: "012345678901||MẪU".into() };
        vec![
            card("Nguyễn Thị Thu Hà, 1986"),
            card("Trần Văn Bình, 1958 (thẻ cũ, không có số CMND)"),
            card("Mã QR không phải thẻ căn cước"),
        ]
    }

    fn paper_png(&self) -> Option<Vec<u8>> {
        std::env::var("PAPER_PNG").ok().and_then(|path| std::fs::read(path).ok())
    }

    fn refused(&self) -> Vec<String> {
        vec!["byte 312: E1 BA BF 74 0A".into()]
    }

    fn form_pdf(&self) -> Option<Vec<u8>> {
        None
    }

    fn form_png(&self) -> Option<Vec<u8>> {
        std::env::var("FORM_PNG").ok().and_then(|path| std::fs::read(path).ok())
    }

    fn staff_pin(&self) -> String {
        "2580".into()
    }
}
