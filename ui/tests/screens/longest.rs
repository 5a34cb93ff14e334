//! The longest names of the catalogue, and the longest person and address, on every page that shows them: nothing is
//! cut off, in either language, up to the largest letters.

use std::path::{Path, PathBuf};

use kiosk_ui::{Answer, Choice, Comfort, Lang, Page, Progress, Screen, Tile};

use crate::harness::alone_on;
use crate::looks::{Look, draw, plain};
use crate::samples::{self, screen, tile};

/// Longer than any name on record.
const NAME: &str = "CÔNG TẰNG TÔN NỮ NGUYỄN PHƯỚC HUYỀN TRÂN THƯỢNG UYỂN QUỲNH NHƯ";
/// Longer than any address of the catalogue's tables.
const ADDRESS: &str = "Số 1128/45/6/7B hẻm 124 đường Nguyễn Thị Minh Khai nối dài, Tổ dân phố số 24, Khu phố 14, \
    Phường Phan Rang – Tháp Chàm, Thị xã Phú Mỹ, Tỉnh Bà Rịa – Vũng Tàu, nay là Thành phố Hồ Chí Minh";

/// The texts of the catalogue in one language.
struct Catalogue {
    lang: Lang,
    lines: Vec<String>,
}

impl Catalogue {
    fn read(lang: Lang) -> Self {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../src/core/catalog");
        let forms = std::fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path().join("form.toml"));
        let files: Vec<PathBuf> =
            forms.chain([folder.join("procedures.toml")]).filter(|f| f.exists()).collect();
        assert!(files.len() > 10, "the catalogue is elsewhere");
        let texts = files.iter().map(|file| std::fs::read_to_string(file).unwrap());
        Self {
            lang,
            lines: texts.flat_map(|text| text.lines().map(str::to_owned).collect::<Vec<_>>()).collect(),
        }
    }

    /// The longest text in a line that begins so.
    fn longest(&self, beginning: &str) -> String {
        let mark = if self.lang == Lang::Vi { "vi = \"" } else { "en = \"" };
        let text = |line: &String| {
            Some(line.trim().strip_prefix(beginning)?.split_once(mark)?.1.split_once('"')?.0.to_owned())
        };
        let longest = self.lines.iter().filter_map(text).max_by_key(|text| text.chars().count());
        longest.unwrap_or_else(|| panic!("nothing begins with {beginning}"))
    }

    /// The longest name of a person whose card is wanted, as it stands in a sentence.
    fn person(&self) -> String {
        let after_slot = |pair: &[String]| pair[0].starts_with("slot =").then(|| pair[1].clone());
        let lines = self.lines.windows(2).filter_map(after_slot).collect();
        Self { lang: self.lang, lines }.longest("title =")
    }

    fn procedure(&self) -> Tile {
        tile("1", &self.longest("name ="), &self.longest("hint ="))
    }

    fn choice(&self) -> Choice {
        Choice { key: "c".into(), label: self.longest("{ key ="), hint: String::new() }
    }
}

/// Every page that shows something of `catalogue` or of a person.
fn pages(catalogue: &Catalogue) -> Vec<(&'static str, Page)> {
    let name = catalogue.longest("name =");
    let title = catalogue.person();
    let label = catalogue.longest("label =");
    let mut confirm = samples::confirm_of(&title, vec![]);
    if let Page::Confirm { name, residence, residence_now, .. } = &mut confirm {
        (*name, *residence, *residence_now) = (NAME.into(), ADDRESS.into(), ADDRESS.into());
    }
    let mut inform = samples::inform();
    if let Page::Inform { procedure, time, decides, .. } = &mut inform {
        (*procedure, *time, *decides) =
            (name.clone(), catalogue.longest("time ="), catalogue.longest("decides ="));
    }
    let mut done = samples::done(3, Progress::Failed, Some(Progress::Failed));
    if let Page::Done { services, .. } = &mut done {
        services[0].clone_from(&name);
    }
    let mut scan = samples::scan_of(&title, Some(samples::problem()), true);
    if let Page::Scan { procedure, .. } = &mut scan {
        procedure.clone_from(&name);
    }
    let ask = |answer: Answer| Page::Ask {
        step: 12,
        of: 23,
        about: "Người thứ mười".into(),
        prompt: catalogue.longest("prompt ="),
        help: catalogue.longest("help ="),
        answer,
        leave_for_pen: true,
        skip: true,
    };
    let answers = [(&label, ADDRESS), (&label, NAME), (&label, ADDRESS)];
    let answers = answers.iter().map(|(asked, said)| tile("0", asked, said)).collect();
    let few = [label.as_str(); 6];
    vec![
        ("welcome", samples::welcome_with(vec![catalogue.procedure(); 6], true)),
        ("declare", Page::Declare { classes: vec![tile("1", &label, ""); 4] }),
        ("procedures", Page::Procedures { field: name.clone(), procedures: vec![catalogue.procedure(); 6] }),
        ("search", Page::Search { typed: "giấy".into(), found: vec![catalogue.procedure(); 4] }),
        ("services", Page::Services { services: vec![tile("1", &name, ""); 5] }),
        ("inform", inform),
        ("scan", scan),
        ("no-card", Page::NoCard { procedure: name.clone() }),
        ("confirm", confirm),
        ("ask", ask(Answer::Choices(vec![catalogue.choice(); 5]))),
        ("ask-yes-no", ask(Answer::YesNo)),
        ("review", samples::review(2, &few)),
        ("amend", Page::Amend { answers }),
        ("done", done),
    ]
}

fn nothing_is_cut(look: Look, lang: Lang, code: &'static str) {
    alone_on(look.size, move |kiosk| {
        let mut faults = Vec::new();
        for (name, page) in pages(&Catalogue::read(lang)) {
            kiosk.show(&Screen { lang, comfort: look.comfort, ..screen(page) });
            // What does not fit may be moved by the buttons that every page has for it.
            let told = draw(&kiosk, look, &format!("longest-{name}-{code}"));
            faults.extend(told.into_iter().filter(|fault| !fault.ends_with("does not fit")));
        }
        assert!(faults.is_empty(), "{faults:#?}");
    });
}

#[test]
fn nothing_is_cut_in_vietnamese() {
    nothing_is_cut(Look::USUAL, Lang::Vi, "vi");
    nothing_is_cut(Look::USUAL.with(plain(3)), Lang::Vi, "vi-largest");
    nothing_is_cut(Look::WIDE.with(plain(3)), Lang::Vi, "vi-wide-largest");
    nothing_is_cut(Look::SMALL.with(plain(3)), Lang::Vi, "vi-small-largest");
}

#[test]
fn nothing_is_cut_in_english() {
    nothing_is_cut(Look::USUAL, Lang::En, "en");
    nothing_is_cut(Look::USUAL.with(plain(3)), Lang::En, "en-largest");
    nothing_is_cut(Look::WIDE.with(plain(3)), Lang::En, "en-wide-largest");
    nothing_is_cut(Look::SMALL.with(plain(3)), Lang::En, "en-small-largest");
}

#[test]
fn nothing_is_cut_when_everything_is_low() {
    let low = |text| Comfort { low: true, ..plain(text) };
    nothing_is_cut(Look::USUAL.with(low(0)), Lang::Vi, "vi-low");
    nothing_is_cut(Look::USUAL.with(low(3)), Lang::En, "en-low-largest");
}
