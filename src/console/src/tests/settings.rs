//! What administrators set: saved, refused with what was typed, told in the trail, and taken back.

use kiosk_core::office::{Part, SettingError};
use kiosk_core::queue::CounterId;
use kiosk_store::{CallOutcome, Origin};

use super::*;

const SERVICES: &str = "/staff/settings/services";
const COUNTERS: &str = "/staff/settings/counters";
const HOURS: &str = "/staff/settings/hours";
const TEXTS: &str = "/staff/settings/texts";

/// The fields of a page's settings form with what they hold, as a browser would send them.
#[derive(Clone)]
struct Fields(Vec<(String, String)>);

fn value(tag: &str, name: &str) -> Option<String> {
    let (_, rest) = tag.split_once(&format!(r#" {name}=""#))?;
    let text = rest.split('"').next()?;
    Some(text.replace("&quot;", "\"").replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&"))
}

impl Fields {
    fn of(page: &str) -> Self {
        let form = page.split("<main").nth(1).and_then(|main| main.split("</form>").next()).unwrap();
        let inputs = form.split("<input").skip(1).filter_map(|tag| {
            let tag = tag.split('>').next()?;
            let box_or_radio = tag.contains(r#"type="checkbox""#) || tag.contains(r#"type="radio""#);
            let sent = !box_or_radio || tag.contains(" checked");
            sent.then(|| Some((value(tag, "name")?, value(tag, "value").unwrap_or_default())))?
        });
        let areas = form.split("<textarea").skip(1).filter_map(|tag| {
            let (head, rest) = tag.split_once('>')?;
            Some((value(head, "name")?, rest.split("</textarea>").next()?.to_owned()))
        });
        Self(inputs.chain(areas).collect())
    }

    fn with(mut self, name: &str, value: &str) -> Self {
        self.0.retain(|(known, _)| known != name);
        self.0.push((name.into(), value.into()));
        self
    }

    fn without(mut self, name: &str) -> Self {
        self.0.retain(|(known, _)| known != name);
        self
    }

    fn body(&self) -> String {
        let encoded = |text: &str| text.bytes().map(|byte| format!("%{byte:02X}")).collect::<String>();
        let pairs = self.0.iter().map(|(name, value)| format!("{}={}", encoded(name), encoded(value)));
        pairs.collect::<Vec<_>>().join("&")
    }
}

async fn fields(admin: &mut Browser, path: &str) -> Fields {
    Fields::of(&admin.get(path).await.text)
}

async fn save(admin: &mut Browser, path: &str, fields: &Fields) -> Page {
    admin.post(path, &fields.body()).await
}

fn changes(bench: &Bench) -> usize {
    bench.store.setting_changes(MORNING.date()).unwrap().len()
}

fn name_of(bench: &Bench, service: &str) -> String {
    bench.options.office.now().service(&ServiceId(service.into())).unwrap().name.vi.clone()
}

#[tokio::test]
async fn only_administrators_see_and_change_settings() {
    let bench = Bench::new();
    let mut admin = bench.clerk(1).await;
    admin.post("/staff/accounts", "id=lan&name=Lan&pin=1357&role=clerk").await;
    let mut lan = bench.browser();
    lan.post("/staff/sign-in", "name=lan&pin=1357").await;
    for path in ["/staff/settings", SERVICES, COUNTERS, HOURS, TEXTS] {
        assert_eq!(lan.get(path).await.status, StatusCode::FORBIDDEN, "{path}");
        assert_eq!(to(&bench.browser().get(path).await), "/staff", "{path}");
    }
    for path in [SERVICES, "/staff/settings/undo"] {
        assert_eq!(lan.post(path, "seq=1&press=1").await.status, StatusCode::FORBIDDEN, "{path}");
        let foreign = admin.post_from(path, "seq=1&press=1", Some("http://elsewhere")).await;
        assert_eq!(foreign.status, StatusCode::FORBIDDEN, "{path}");
    }
    assert_eq!(to(&admin.get("/staff/settings").await), SERVICES);
    assert_eq!(admin.get("/staff/settings/nonsense").await.status, StatusCode::NOT_FOUND);
    assert_eq!(changes(&bench), 0);
}

#[tokio::test]
async fn a_page_that_is_saved_as_it_is_changes_nothing_of_the_office() {
    let bench = Bench::new();
    let mut admin = bench.clerk(1).await;
    for path in [SERVICES, COUNTERS, HOURS, TEXTS] {
        let shown = fields(&mut admin, path).await;
        assert_eq!(to(&save(&mut admin, path, &shown).await), format!("{path}?note=saved"));
    }
    assert_eq!(*bench.options.office.now(), office());
    assert_eq!(changes(&bench), 4);
}

#[tokio::test]
async fn a_new_name_holds_at_once_and_is_told_and_taken_back() {
    let bench = Bench::new();
    let mut admin = bench.clerk(1).await;
    let mut events = admin.stream("/staff/events").await;
    event(&mut events, "ping").await;
    let filled =
        fields(&mut admin, SERVICES).await.with("name_vi.0", "Cư trú & căn cước").with("limit.0", "80");
    assert_eq!(to(&save(&mut admin, SERVICES, &filled).await), "/staff/settings/services?note=saved");
    event(&mut events, "panel").await;
    // Sent once more, as after a lost answer.
    assert_eq!(to(&save(&mut admin, SERVICES, &filled).await), "/staff/settings/services?note=saved");
    assert_eq!((changes(&bench), name_of(&bench, "cu-tru")), (1, "Cư trú & căn cước".into()));
    assert_eq!(bench.options.office.now().services[0].per_day, Some(80));
    assert!(bench.signals.lock().unwrap().contains(&StaffSignal::OfficeChanged));
    assert!(admin.get("/staff/issue").await.text.contains("Cư trú &amp; căn cước"));
    let trail = admin.get("/staff/trail").await.text;
    assert!(
        trail.contains("<del>Cư trú / Residence</del> → <ins>Cư trú &amp; căn cước / Residence</ins>"),
        "{trail}"
    );
    assert!(trail.contains("<del>–</del> → <ins>80</ins>") && !trail.contains("chữ đầu số"), "{trail}");
    let undo = form(&trail, "/staff/settings/undo", "");
    for _ in 0..2 {
        assert_eq!(to(&admin.post("/staff/settings/undo", &undo).await), "/staff/trail?note=undone");
    }
    assert_eq!((changes(&bench), name_of(&bench, "cu-tru")), (2, "Cư trú".into()));
    assert!(admin.get("/staff/trail").await.text.contains("hoàn tác"));
}

#[tokio::test]
async fn a_mistake_stands_beside_its_field_and_nothing_typed_is_lost() {
    let bench = Bench::new();
    let mut admin = bench.clerk(1).await;
    let filled = fields(&mut admin, SERVICES).await;
    let filled = filled.with("name_vi.1", "Hộ tịch mới").with("minutes.1", "mười").with("prefix.1", "a");
    let page = save(&mut admin, SERVICES, &filled).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    for wanted in [
        r#"value="Hộ tịch mới""#,
        r#"value="mười""#,
        "Xin ghi từ 1 đến 240",
        "Dịch vụ khác đã dùng chữ này",
        r#"id="wrong-minutes.1""#,
        "Chưa lưu.",
    ] {
        assert!(page.text.contains(wanted), "{wanted}: {}", page.text);
    }
    assert_eq!((changes(&bench), *bench.options.office.now() == office()), (0, true));
    // What came back can be mended and sent.
    let mended = Fields::of(&page.text).with("minutes.1", "15").with("prefix.1", "ht");
    assert_eq!(to(&save(&mut admin, SERVICES, &mended).await), "/staff/settings/services?note=saved");
    let office = bench.options.office.now();
    assert_eq!((office.services[1].minutes, &*office.services[1].prefix), (Some(15), "HT"));
}

#[tokio::test]
async fn who_did_not_see_the_latest_change_is_told_and_keeps_what_was_typed() {
    let bench = Bench::new();
    let mut admin = bench.clerk(1).await;
    let (mine, yours) = (fields(&mut admin, TEXTS).await, fields(&mut admin, TEXTS).await);
    save(&mut admin, TEXTS, &yours.with("name_en.0", "Theirs")).await;
    let mine = mine.with("name_en.0", "Mine");
    let page = save(&mut admin, TEXTS, &mine).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.text.contains("người khác đã thay đổi") && page.text.contains("Mine"), "{}", page.text);
    assert_eq!(bench.options.office.now().name.en, "Theirs");
    save(&mut admin, TEXTS, &Fields::of(&page.text)).await;
    assert_eq!(bench.options.office.now().name.en, "Mine");
}

#[tokio::test]
async fn a_service_with_open_numbers_is_closed_and_not_removed() {
    let bench = Bench::new();
    let ticket = bench.issue(1, "cu-tru");
    let mut admin = bench.clerk(1).await;
    let filled = fields(&mut admin, COUNTERS).await.without("calls-cu-tru.0").without("calls-cu-tru.1");
    save(&mut admin, COUNTERS, &filled).await;
    let gone = fields(&mut admin, SERVICES).await.with("gone.0", "1");
    let page = save(&mut admin, SERVICES, &gone).await;
    assert!(page.text.contains("Còn số chưa xong của “Cư trú”"), "{}", page.text);
    let issue = admin.get("/staff/issue").await.text;
    let closed = Fields::of(&page.text).without("gone.0").without("open.0");
    save(&mut admin, SERVICES, &closed).await;
    assert!(!admin.get("/staff/issue").await.text.contains(r#"value="cu-tru""#));
    let late = format!("{}&service=cu-tru", form(&issue, "/staff/issue", ""));
    assert_eq!(to(&admin.post("/staff/issue", &late).await), "/staff/issue?note=service-closed");
    let office = bench.options.office.now();
    let origin =
        Origin { command: kiosk_core::queue::CommandId(9), counter: CounterId(2), staff: None, at: MORNING };
    let serves = [ticket.service.clone()];
    let called = wait(|r| bench.store.call_next(origin, (&serves, &office.queue), None, MORNING.date(), r));
    assert!(matches!(called, Ok(CallOutcome::Called(call)) if call.ticket == ticket.id));
}

#[tokio::test]
async fn services_stand_in_the_order_of_their_places() {
    let bench = Bench::new();
    let mut admin = bench.clerk(1).await;
    let order = || {
        let office = bench.options.office.now();
        office.services.iter().map(|service| service.id.0.clone()).collect::<Vec<_>>()
    };
    assert_eq!(order(), ["cu-tru", "ho-tich"]);
    let turned = fields(&mut admin, SERVICES).await.with("place.0", "2").with("place.1", "1");
    assert_eq!(to(&save(&mut admin, SERVICES, &turned).await), "/staff/settings/services?note=saved");
    assert_eq!(order(), ["ho-tich", "cu-tru"]);
    // The page has them in their new order, and a mistake is told beside the service that it is in.
    let wrong =
        fields(&mut admin, SERVICES).await.with("place.0", "2").with("place.1", "1").with("prefix.1", "");
    let page = save(&mut admin, SERVICES, &wrong).await.text;
    let (first, second) = page.split_once("Cư trú").unwrap();
    assert!(!first.contains("aria-invalid") && second.contains("aria-invalid"), "{page}");
    assert_eq!(order(), ["ho-tich", "cu-tru"]);
}

#[tokio::test]
async fn what_something_else_needs_is_refused_in_words() {
    let bench = Bench::new();
    let mut admin = bench.clerk(1).await;
    let gone = fields(&mut admin, SERVICES).await.with("gone.1", "1");
    let page = save(&mut admin, SERVICES, &gone).await.text;
    assert!(page.contains("Quầy 2 đang gọi “Hộ tịch”") && page.contains("thuộc dịch vụ “Hộ tịch”"), "{page}");
    // A counter's value before that named a service which has gone since cannot come back.
    let mut add = fields(&mut admin, SERVICES).await;
    for (field, text) in [("id", "dat-dai"), ("name_vi", "Đất đai"), ("name_en", "Land"), ("prefix", "c")]
    {
        add = add.with(&format!("{field}.2"), text);
    }
    assert_eq!(to(&save(&mut admin, SERVICES, &add).await), "/staff/settings/services?note=saved");
    let calls = fields(&mut admin, COUNTERS).await.with("calls-dat-dai.0", "1");
    save(&mut admin, COUNTERS, &calls).await;
    let calls = fields(&mut admin, COUNTERS).await.without("calls-dat-dai.0");
    save(&mut admin, COUNTERS, &calls).await;
    let gone = fields(&mut admin, SERVICES).await.with("gone.2", "1");
    assert_eq!(to(&save(&mut admin, SERVICES, &gone).await), "/staff/settings/services?note=saved");
    let trail = admin.get("/staff/trail").await.text;
    let counters = bench.store.setting_changes(MORNING.date()).unwrap();
    let latest = counters.iter().find(|change| change.part == Part::Counters).unwrap().seq;
    let undo = form(&trail, "/staff/settings/undo", &format!(r#"name="seq" value="{latest}""#));
    assert_eq!(to(&admin.post("/staff/settings/undo", &undo).await), "/staff/trail?note=setting-misfit");
}

#[tokio::test]
async fn hours_are_read_as_they_are_written_here() {
    let bench = Bench::new();
    let mut admin = bench.clerk(1).await;
    let good =
        fields(&mut admin, HOURS).await.with("by", "week").with("from.0.0", "7h30").with("to.0.0", "11:30");
    let good = good.with("closed", "01/01/2027\r\n2027-02-08").with("last", "15").with("begins", "03:00");
    let table = [
        ("to.0.0", "", "Thứ hai: giờ mở phải trước giờ đóng"),
        ("to.0.0", "07:00", "Thứ hai: giờ mở phải trước giờ đóng"),
        ("from.0.1", "11:00", "Thứ hai: giờ mở phải trước giờ đóng"),
        ("closed", "32/01/2027", "“32/01/2027” không phải là ngày"),
        ("last", "601", "từ 0 đến 600"),
        ("begins", "25:00", "Xin ghi một giờ trong ngày"),
        // It is 08:00: yesterday would begin again.
        ("begins", "09:00", "sẽ đổi ngày làm việc"),
    ];
    for (field, text, wanted) in table {
        let page = save(&mut admin, HOURS, &good.clone().with(field, text)).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{field} {text}");
        assert!(page.text.contains(wanted), "{field} {text}: {}", page.text);
    }
    assert_eq!(to(&save(&mut admin, HOURS, &good).await), "/staff/settings/hours?note=saved");
    let hours = bench.options.office.now().hours.clone();
    assert_eq!(hours.closed_on, [date(2027, 1, 1), date(2027, 2, 8)]);
    assert_eq!(hours.week.unwrap()[0].iter().map(ToString::to_string).collect::<Vec<_>>(), ["07:30-11:30"]);
    assert_eq!((hours.last_ticket, hours.day_begins.hour()), (15, 3));
}

#[tokio::test]
async fn the_longest_texts_are_taken_and_longer_ones_are_not() {
    let bench = Bench::new();
    let mut admin = bench.clerk(1).await;
    let longest = "ế".repeat(160);
    let mut filled = fields(&mut admin, TEXTS).await;
    for (field, most) in [("notice", 6), ("rule", 12)] {
        for row in 0..most {
            filled = filled
                .with(&format!("{field}_vi.{row}"), &longest)
                .with(&format!("{field}_en.{row}"), &longest);
        }
    }
    let longer = filled.clone().with("rule_en.11", &format!("{longest}ế"));
    let page = save(&mut admin, TEXTS, &longer).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.text.contains(r#"id="wrong-rule.11""#), "{}", page.text);
    assert_eq!(to(&save(&mut admin, TEXTS, &filled).await), "/staff/settings/texts?note=saved");
    let office = bench.options.office.now();
    assert_eq!((office.notices.len(), office.house_rules.len()), (6, 12));
}

#[tokio::test]
async fn what_no_longer_fits_the_file_is_left_out_and_staff_hear_of_it() {
    let bench = Bench::new();
    let mut admin = bench.clerk(1).await;
    let calls = fields(&mut admin, COUNTERS).await.with("calls-ho-tich.0", "1");
    save(&mut admin, COUNTERS, &calls).await;
    let named = fields(&mut admin, TEXTS).await.with("name_vi.0", "UBND xã");
    save(&mut admin, TEXTS, &named).await;
    let mut other = office();
    other.services.retain(|service| service.id.0 == "cu-tru");
    other.counters.iter_mut().for_each(|counter| counter.services.retain(|id| id.0 == "cu-tru"));
    other.procedures.clear();
    let settings = bench.store.settings().unwrap().read().0;
    assert!(matches!(
        other.with(&settings).unwrap_err()[..],
        [SettingError::CounterWithoutService { .. }, ..]
    ));
    let in_force = OfficeInForce::new(Arc::new(other.clone()));
    in_force.renew(&bench.store).unwrap();
    assert_eq!((&in_force.now().counters, &*in_force.now().name.vi), (&other.counters, "UBND xã"));
    let bench = bench.restarted(|options| options.office = in_force);
    let mut admin = bench.clerk(1).await;
    let panel = admin.get("/staff/panel").await.text;
    assert!(panel.contains("không còn khớp với tệp cấu hình") && panel.contains("Quầy"), "{panel}");
    // Other parts can be changed all the same, and saving the part anew ends the alarm.
    let named = fields(&mut admin, TEXTS).await.with("name_vi.0", "UBND xã mới");
    assert_eq!(to(&save(&mut admin, TEXTS, &named).await), "/staff/settings/texts?note=saved");
    let calls = fields(&mut admin, COUNTERS).await;
    assert_eq!(to(&save(&mut admin, COUNTERS, &calls).await), "/staff/settings/counters?note=saved");
    assert!(!admin.get("/staff/panel").await.text.contains("tệp cấu hình"));
    assert_eq!(bench.options.office.alarm(), None);
}

#[tokio::test]
async fn without_a_database_the_page_says_so() {
    let bench = Bench::new();
    let mut admin = bench.clerk(1).await;
    let filled = fields(&mut admin, TEXTS).await.with("name_vi.0", "UBND xã");
    bench.stores.send_replace(None);
    let mut admin = bench.clerk(1).await;
    assert_eq!(admin.get(TEXTS).await.status, StatusCode::SERVICE_UNAVAILABLE);
    let page = save(&mut admin, TEXTS, &filled).await;
    assert!(
        page.status == StatusCode::UNPROCESSABLE_ENTITY && page.text.contains("UBND xã"),
        "{}",
        page.text
    );
}

#[tokio::test]
async fn what_staff_do_besides_is_in_the_trail() {
    let bench = Bench::new();
    let ticket = bench.issue(1, "cu-tru");
    wait(|r| bench.store.record_slip(ticket.id, kiosk_core::queue::SlipState::Unconfirmed, MORNING, r))
        .unwrap();
    let mut admin = bench.clerk(1).await;
    let page = admin.get("/staff").await.text;
    for action in ["/staff/reprint", "/staff/reprint", "/staff/slip-seen"] {
        admin.post(action, &form(&page, action, "")).await;
    }
    admin.post("/staff/help-given", "").await;
    admin.post("/staff/notices", "code=1.004873").await;
    admin.post("/staff/sign-out", "").await;
    let trail = bench.clerk(1).await.get("/staff/trail").await.text;
    for (deed, times) in [
        ("in lại phiếu</td>", 1),
        ("xác nhận công dân đã có phiếu</td>", 1),
        ("đã đến giúp công dân</td>", 1),
        ("in niêm yết</td>", 1),
        ("đăng xuất</td>", 1),
    ] {
        assert_eq!(trail.matches(deed).count(), times, "{deed}: {trail}");
    }
    let of_ticket = bench.clerk(1).await.get("/staff/trail?number=A1").await.text;
    assert!(of_ticket.contains("in lại phiếu") && !of_ticket.contains("đăng xuất</td>"), "{of_ticket}");
}
