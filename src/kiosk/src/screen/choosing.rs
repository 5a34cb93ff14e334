//! The pages before the card: what to do, and what to bring for it.

use jiff::civil::Date;
use kiosk_core::office::{Offer, Office};
use kiosk_core::procedure::Procedure;
use kiosk_core::queue::{Class, Service};
use kiosk_core::text::{Lang, Text};
use kiosk_core::visit::State;
use kiosk_ui as ui;

/// The start.
pub fn welcome(office: &Office, state: &State, today: Date, lang: Lang) -> ui::Page {
    let claim = state.visit.as_ref().and_then(|visit| visit.claim.as_ref());
    let class = claim.and_then(|claim| office.queue.class(claim));
    let (offers, more) = office.first_offers(today);
    ui::Page::Welcome {
        procedures: offers.into_iter().map(|offer| tile(offer, lang)).collect(),
        more,
        waiting: state.waiting,
        claim: class.map(|class| class.name.get(lang).to_owned()),
        declares: office.queue.declared().next().is_some(),
    }
}

/// Which class the citizen belongs to.
pub fn declare(office: &Office, lang: Lang) -> ui::Page {
    let tile = |class: &Class| ui::Tile {
        key: class.id.0.clone(),
        title: class.name.get(lang).to_owned(),
        hint: String::new(),
    };
    ui::Page::Declare { classes: office.queue.declared().map(tile).collect() }
}

/// What the number is for.
pub fn services(office: &Office, lang: Lang) -> ui::Page {
    let tile = |service: &Service| ui::Tile {
        key: service.id.0.clone(),
        title: service.name.get(lang).to_owned(),
        hint: String::new(),
    };
    ui::Page::Services { services: office.open_services().map(tile).collect() }
}

/// The fields of everything that is offered, in the order in which they first come.
pub fn fields(office: &Office, today: Date, lang: Lang) -> ui::Page {
    let tile = |field: &Text| ui::Tile {
        key: field.vi.clone(),
        title: field.get(lang).to_owned(),
        hint: procedures_in_words(office.offers_in(&field.vi, today).count(), lang),
    };
    ui::Page::Fields { fields: office.fields(today).into_iter().map(tile).collect() }
}

/// What `typed` finds; nothing is found before something was written.
pub fn search(office: &Office, typed: &str, today: Date, lang: Lang) -> ui::Page {
    let found = office.found(typed, today).into_iter().map(|offer| tile(offer, lang)).collect();
    ui::Page::Search { typed: typed.to_owned(), found }
}

/// The procedures of the field with this Vietnamese name.
pub fn procedures(office: &Office, field: &str, today: Date, lang: Lang) -> ui::Page {
    let name = office.offers_in(field, today).next().map(|offer| offer.procedure.field.get(lang).to_owned());
    ui::Page::Procedures {
        field: name.unwrap_or_default(),
        procedures: office.offers_in(field, today).map(|offer| tile(offer, lang)).collect(),
    }
}

/// What to bring for the procedure with this code, how long it takes, what it costs and who decides.
pub fn inform(office: &Office, code: &str, lang: Lang) -> ui::Page {
    let offer = office.procedure(code);
    let text = |of: fn(&Procedure) -> &Text| {
        offer.map(|offer| of(&offer.procedure).get(lang).to_owned()).unwrap_or_default()
    };
    let documents = offer.map(|offer| offer.procedure.documents.as_slice()).unwrap_or_default();
    ui::Page::Inform {
        procedure: text(|procedure| &procedure.name),
        documents: documents.iter().map(|document| document.get(lang).to_owned()).collect(),
        note: Procedure::documents_note().get(lang).to_owned(),
        time: text(|procedure| &procedure.time),
        fee: office.fee(code).get(lang).to_owned(),
        decides: text(|procedure| &procedure.decides),
    }
}

fn tile(offer: &Offer, lang: Lang) -> ui::Tile {
    ui::Tile {
        key: offer.procedure.code.clone(),
        title: offer.procedure.name.get(lang).to_owned(),
        hint: offer.procedure.hint.get(lang).to_owned(),
    }
}

fn procedures_in_words(count: usize, lang: Lang) -> String {
    match (lang, count) {
        (Lang::Vi, count) => format!("{count} thủ tục"),
        (Lang::En, 1) => "1 procedure".to_owned(),
        (Lang::En, count) => format!("{count} procedures"),
    }
}
