//! Nothing of a person stays: whole visits at a kiosk that is a process of its own, before a real print spooler
//! with the configuration that is shipped.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::sync::Arc;
use std::sync::mpsc::channel;
use std::time::{Duration, Instant};

use jiff::civil::{Date, date};
use jiff::tz::TimeZone;
use kiosk::clock::SystemClock;
use kiosk_hardware::office::{
    Document, OfficeEvent, OfficeFault, OfficeResult, OfficeSettings, SimOfficeHandle, SimOfficeServer,
    spawn_office,
};
use kiosk_tests::traces::{Search, Trace, files, files_open_for_writing, mappings, processes};
use kiosk_tests::{Cups, Lobby, Person};

const NEVER: Duration = Duration::from_secs(600);

/// What may still go on when the screen is at its welcome: the spooler's tidying, the scanner's memory of what it
/// read a moment ago.
const MOMENTS: Duration = Duration::from_secs(10);

const ISSUED: Date = date(2021, 8, 17);

const ALONE: Person = Person {
    number: "048171936507",
    old_number: "209183746",
    name: "Trịnh Thị Huyền Ngân",
    born: date(1971, 10, 28),
    sex: "Nữ",
    street: "Số 218/7 đường Ngô Thì Sĩ",
    ward: "Bình Hiên, Hải Châu, Đà Nẵng",
    issued: ISSUED,
};

const SPOUSE: Person = Person {
    number: "048183527196",
    old_number: "208465193",
    name: "Đoàn Thị Khánh Quyên",
    born: date(1983, 12, 19),
    sex: "Nữ",
    street: "K319/26 đường Lê Đình Dương",
    ward: "Nam Dương, Hải Châu, Đà Nẵng",
    issued: date(2022, 9, 27),
};

const HOUSEHOLDER: Person = Person {
    number: "048079418263",
    old_number: "207519384",
    name: "Lương Đình Phước Thạch",
    born: date(1979, 11, 23),
    sex: "Nam",
    street: "Số 746 đường Hoàng Diệu",
    ward: "Bình Hiên, Hải Châu, Đà Nẵng",
    issued: date(2021, 12, 14),
};

const GONE: Person = Person {
    number: "048192735418",
    old_number: "206371948",
    name: "Vũ Ngọc Diễm Trinh",
    born: date(1992, 10, 16),
    sex: "Nữ",
    street: "Số 583/14 đường Phan Châu Trinh",
    ward: "Nam Dương, Hải Châu, Đà Nẵng",
    issued: date(2023, 10, 19),
};

/// Their card is read without its end.
const CUT: Person = Person {
    number: "048068294735",
    old_number: "205948317",
    name: "Hồ Viết Trường Giang",
    born: date(1968, 12, 26),
    sex: "Nam",
    street: "Số 927 đường Trần Quốc Toản",
    ward: "Bình Hiên, Hải Châu, Đà Nẵng",
    issued: date(2022, 11, 13),
};

/// Her card is read without diacritics; she types her name.
const TYPING: Person = Person {
    number: "048167382915",
    old_number: "204827163",
    name: "Phùng Bạch Nhật Khuê",
    born: date(1967, 12, 29),
    sex: "Nữ",
    street: "Số 461/9 đường Núi Thành",
    ward: "Bình Hiên, Hải Châu, Đà Nẵng",
    issued: date(2023, 11, 17),
};

const EVERYONE: [Person; 6] = [ALONE, SPOUSE, HOUSEHOLDER, GONE, CUT, TYPING];

#[test]
fn nothing_of_a_person_stays_in_files_spool_or_memory() {
    let printer = printer();
    let cups = Cups::start(&printer.uri(), |conf| conf);
    let mut lobby = Lobby::start(&cups.uri(), NEVER);
    let mut search = Search::new(&EVERYONE);
    assert_eq!(in_memory(&search, &lobby), [], "before anybody came");
    let welcome = lobby.picture();
    let blank = lobby.blank_form();

    begin(&mut lobby, &ALONE);
    lobby.wait_for("confirm");
    let seen = kinds(&in_memory(&search, &lobby));
    assert!(seen.is_superset(&["number", "name", "street"].into()), "the memory was not searched: {seen:?}");
    let picture = preview(&mut lobby);
    search = search.with_picture(&ALONE, below_header(&picture), &welcome);
    assert!(kinds(&in_memory(&search, &lobby)).contains("picture"), "the screen's memory was not searched");
    finish(&mut lobby);
    let alone = printer.latest_pdf().unwrap();
    search = search.with_document(&ALONE, &alone, &blank);
    is_forgotten(&search, &lobby, "one person");

    visit_of_two(&mut lobby);
    let two = printer.latest_pdf().unwrap();
    search = search.with_document(&SPOUSE, &two, &blank);
    is_forgotten(&search, &lobby, "two persons");

    begin(&mut lobby, &GONE);
    preview(&mut lobby);
    lobby.tap("Huỷ");
    lobby.wait_for("welcome");
    is_forgotten(&search, &lobby, "a visit that was cancelled");

    lobby.tap("Xác nhận thông tin về cư trú");
    lobby.scan(&TYPING.payload().replace(TYPING.name, "PHUNG BACH NHAT KHUE").replace("Nữ", "Nu"));
    lobby.wait_for("confirm");
    lobby.tap("Tên có dấu, tôi sẽ ghi lại");
    type_name(&mut lobby, "Phungf Bachj Nhaatj Khuee");
    // Not the whole name: what this test says to the kiosk stands in its memory too.
    lobby.wait_for_words("Phùng Bạch Nhật Khu");
    let typed = Instant::now();
    while !kinds(&in_memory(&search, &lobby)).contains("name") {
        assert!(typed.elapsed() < MOMENTS, "the typed name was not searched");
    }
    lobby.tap("Huỷ");
    lobby.wait_for("welcome");
    is_forgotten(&search, &lobby, "a name that was typed");

    refused(&mut lobby);
    is_forgotten(&search, &lobby, "a card that was cut");

    no_file_holds_anything(&search, lobby.folder(), lobby.pid());
    no_file_holds_anything(&search, cups.folder(), cups.pid());
    assert!(lobby.log().contains("port opened"), "the log was not captured");
    the_search_finds_what_is_there(&search, &printer, &alone);
}

#[test]
fn nothing_stays_of_a_person_who_walks_away() {
    let printer = printer();
    let mut lobby = Lobby::start(&printer.uri(), Duration::from_secs(2));
    let search = Search::new(&EVERYONE);
    begin(&mut lobby, &ALONE);
    preview(&mut lobby);
    lobby.wait_for("welcome");
    is_forgotten(&search, &lobby, "time over");
    no_file_holds_anything(&search, lobby.folder(), lobby.pid());
}

#[test]
#[ignore = "waits 35 s until the kiosk gives a page up"]
fn a_page_that_does_not_come_out_leaves_the_spool_and_never_comes() {
    let printer = printer();
    printer.fault(OfficeFault::PaperOut);
    let cups = Cups::start(&printer.uri(), |conf| conf);
    let mut lobby = Lobby::start(&cups.uri(), NEVER);
    let search = Search::new(&EVERYONE);
    begin(&mut lobby, &ALONE);
    preview(&mut lobby);
    lobby.tap("In tờ khai và lấy số");
    lobby.wait_for("printing");
    let asked = Instant::now();
    while in_files(&search, cups.folder()).is_empty() {
        assert!(asked.elapsed() < MOMENTS, "the page is not in the spool");
    }
    lobby.wait_for("done");
    lobby.tap("Xong");
    lobby.wait_for("welcome");
    is_forgotten(&search, &lobby, "a page that was given up");
    no_file_holds_anything(&search, cups.folder(), cups.pid());
    printer.repair();
    assert_eq!(printer.printed(), 0, "the page came out when its citizen had gone");
}

fn printer() -> SimOfficeHandle {
    SimOfficeServer::start(Duration::ZERO, clock()).unwrap()
}

fn clock() -> Arc<SystemClock> {
    Arc::new(SystemClock::new(Instant::now(), TimeZone::UTC))
}

/// Up to the question whether it is this person.
fn begin(lobby: &mut Lobby, person: &Person) {
    lobby.tap("Xác nhận thông tin về cư trú");
    lobby.scan(&person.payload());
}

/// Touches one key after the other.
fn type_name(lobby: &mut Lobby, keys: &str) {
    for key in keys.chars() {
        match key {
            ' ' => lobby.tap("Dấu cách"),
            key => lobby.tap(&key.to_string()),
        }
    }
}

/// Up to the form under review; gives what stands on the screen.
fn preview(lobby: &mut Lobby) -> Vec<u8> {
    for label in ["Đúng, là tôi", "Tôi là chủ hộ", "Nơi thường trú hiện nay", "Bỏ qua câu này"]
    {
        lobby.tap(label);
    }
    lobby.wait_for("review");
    lobby.picture()
}

/// What is personal in a picture of the screen stands there; the clock above goes on.
fn below_header(picture: &[u8]) -> &[u8] {
    const HEADER: usize = 152 * 1080 * 3;
    &picture[HEADER..]
}

/// From the review to the papers and back to the welcome.
fn finish(lobby: &mut Lobby) {
    lobby.tap("In tờ khai và lấy số");
    lobby.wait_for("done");
    lobby.tap("Xong");
    lobby.wait_for("welcome");
}

/// A visit with the householder's card beside the citizen's own.
fn visit_of_two(lobby: &mut Lobby) {
    begin(lobby, &SPOUSE);
    lobby.tap("Đúng, là tôi");
    lobby.tap("Vợ hoặc chồng của chủ hộ");
    lobby.wait_for("ask");
    lobby.scan(&HOUSEHOLDER.payload());
    for label in ["Đúng, là chủ hộ", "Nơi thường trú hiện nay", "Bỏ qua câu này"] {
        lobby.tap(label);
    }
    lobby.wait_for("review");
    finish(lobby);
}

/// A code that ends within the date of birth is no card.
fn refused(lobby: &mut Lobby) {
    let payload = CUT.payload();
    let end = payload.find("|26121968").unwrap() + 5;
    lobby.tap("Xác nhận thông tin về cư trú");
    lobby.scan(&payload[..end]);
    lobby.wait_for_words("Máy mới đọc được một phần của mã.");
    lobby.tap("Huỷ");
    lobby.wait_for("welcome");
}

fn kinds(traces: &[Trace]) -> BTreeSet<&'static str> {
    traces.iter().map(|trace| trace.what).collect()
}

/// What the kiosk and its child hold, and in which kind of memory.
fn in_memory(search: &Search, lobby: &Lobby) -> Vec<Trace> {
    let maps = processes(lobby.pid()).into_iter().flat_map(mappings);
    let found = maps.flat_map(|map| {
        let told = move |t: Trace| Trace {
            form: format!("{} at {} {:x}+{:x}", t.form, map.kind, map.start, t.at),
            ..t
        };
        search.plain(&map.bytes).into_iter().map(told).collect::<Vec<_>>()
    });
    found.collect()
}

fn is_forgotten(search: &Search, lobby: &Lobby, visit: &str) {
    let ended = Instant::now();
    loop {
        let found = in_memory(search, lobby);
        if found.is_empty() {
            return;
        }
        assert!(ended.elapsed() < MOMENTS, "{visit}: still in the kiosk's memory: {found:#?}");
    }
}

fn no_file_holds_anything(search: &Search, folder: &Path, pid: u32) {
    for open in processes(pid).into_iter().flat_map(files_open_for_writing) {
        assert!(open.starts_with(folder), "{} is written to and was not searched", open.display());
    }
    let ended = Instant::now();
    while let found @ [_, ..] = &in_files(search, folder)[..] {
        assert!(ended.elapsed() < MOMENTS, "still in files: {found:#?}");
    }
}

fn in_files(search: &Search, folder: &Path) -> Vec<Trace> {
    let traces = |file: &Path| {
        // A file may go while it is looked for.
        let found = search.deep(&fs::read(file).unwrap_or_default()).into_iter();
        found.map(|t| Trace { form: format!("{} in {}", t.form, file.display()), ..t }).collect::<Vec<_>>()
    };
    files(folder).iter().flat_map(|file| traces(file)).collect()
}

/// Two proofs that the search can fail: it finds the form's values in the form, and in the spool of a print
/// spooler that keeps its files.
fn the_search_finds_what_is_there(search: &Search, printer: &SimOfficeHandle, form: &[u8]) {
    let printed = ["number", "name", "street", "birth", "document"].into();
    let found = kinds(&search.deep(form));
    assert!(found.is_superset(&printed), "only {found:?} of the printed form");
    let keeping = |conf: String| conf.replace("PreserveJobFiles No", "PreserveJobFiles Yes");
    let cups = Cups::start(&printer.uri(), keeping);
    print(&cups.uri(), form);
    let found = kinds(&in_files(search, cups.folder()));
    assert!(found.is_superset(&printed), "only {found:?} of the form in the spool");
}

fn print(queue: &str, form: &[u8]) {
    let (told, events) = channel();
    let office = spawn_office(queue, OfficeSettings::default(), clock(), move |event| _ = told.send(event));
    office.as_ref().unwrap().print(1, Document::new(form.to_vec()));
    let ended = OfficeEvent::JobEnded { job: 1, result: OfficeResult::Printed };
    while events.recv_timeout(Duration::from_secs(30)).unwrap() != ended {}
}
