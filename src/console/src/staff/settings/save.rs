//! What a sent form of settings does, and taking it back.

use std::sync::Arc;

use axum::Form;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use kiosk_core::office::{Office, Part, Setting, Settings};
use kiosk_core::queue::CommandId;
use kiosk_core::text::Lang;
use kiosk_store::{Removed, SettingAuthor, SettingChange, SettingOrder, Store, StoreError, StoredSettings};

use super::super::clerk::Administrator;
use super::super::note::Note;
use super::super::trail::Undone;
use super::filled::Filled;
use super::mistake::{Mistake, Rows, mistake, other_day, refused, whole};
use super::page::{again, part, word};
use super::{counters, hours, services, texts};
use crate::live::{asked, committed};
use crate::options::{Console, StaffSignal};
use crate::page::PageLang;

pub(super) async fn save(
    State(console): State<Arc<Console>>,
    PageLang(lang): PageLang,
    administrator: Administrator,
    Path(called): Path<String>,
    Form(sent): Form<Vec<(String, String)>>,
) -> Response {
    let Some(part) = part(&called) else { return StatusCode::NOT_FOUND.into_response() };
    let filled = Filled::sent(sent);
    match try_save(&console, lang, &administrator, part, &filled).await {
        Ok(()) => Redirect::to(&format!("/staff/settings/{}?note={}", word(part), Note::Saved.name()))
            .into_response(),
        Err(Unsaved { mistakes, seen }) => again(lang, &console.office(), part, (&filled, &mistakes), seen),
    }
}

/// Why nothing was saved, and the part's latest change, which whoever sends the form once more has seen.
struct Unsaved {
    mistakes: Vec<Mistake>,
    seen: u64,
}

async fn try_save(
    console: &Arc<Console>,
    lang: Lang,
    administrator: &Administrator,
    part: Part,
    filled: &Filled,
) -> Result<(), Unsaved> {
    let mut seen = filled.get("seen").parse().unwrap_or(0);
    let unsaved = |mistakes, seen| Unsaved { mistakes, seen };
    let failed = |seen| unsaved(vec![whole(Note::Failed.sentence(lang))], seen);
    let (Some(store), Ok(press)) = (console.store(), filled.get("press").parse()) else {
        return Err(failed(seen));
    };
    let before = asked(&store, Store::settings).await.map_err(|_| failed(seen))?;
    if before.latest(part) != seen {
        if is_by(&store, before.latest(part), press).await {
            return Ok(());
        }
        seen = before.latest(part);
        let moved = refused(lang, &console.office(), &StoreError::SettingMoved);
        return Err(unsaved(moved.into_iter().collect(), seen));
    }
    let (setting, rows) =
        value(part, filled, &console.office(), lang).map_err(|mistakes| unsaved(mistakes, seen))?;
    let json = setting.to_json().map_err(|_| failed(seen))?;
    let settings = fitting(console, &before).with(setting);
    let office = judged(console, lang, &settings, &rows).map_err(|mistakes| unsaved(mistakes, seen))?;
    let author = author(console, administrator, press);
    let order = SettingOrder::Set(part, json);
    change(console, &store, author, order, &before, &office).await.map_err(|error| {
        unsaved(
            vec![
                refused(lang, &console.office(), &error)
                    .unwrap_or_else(|| whole(Note::from(error).sentence(lang))),
            ],
            seen,
        )
    })
}

/// What is set and holds: a part that was left out must not keep the others from being changed.
fn fitting(console: &Console, stored: &StoredSettings) -> Settings {
    let left_out = console.options.office.left_out();
    left_out.iter().fold(stored.read().0, |settings, part| settings.without(*part))
}

/// Whether the change `seq` was made by this very press, whose answer was lost.
async fn is_by(store: &Store, seq: u64, press: CommandId) -> bool {
    let found = asked(store, move |store| store.setting_change(seq)).await;
    found.is_ok_and(|change| change.is_some_and(|change| change.press == press))
}

fn author(console: &Console, administrator: &Administrator, press: CommandId) -> SettingAuthor {
    SettingAuthor { staff: administrator.0.id.clone(), press, at: console.now().civil }
}

/// The part's value as it was typed, and the rows of the form that it stands in.
fn value(part: Part, filled: &Filled, office: &Office, lang: Lang) -> Result<(Setting, Rows), Vec<Mistake>> {
    Ok(match part {
        Part::Services => {
            let (services, rows) = services::read(filled);
            (Setting::Services(services), [rows, Vec::new()])
        }
        Part::Counters => {
            let (counters, rows) = counters::read(filled, office);
            (Setting::Counters(counters), [rows, Vec::new()])
        }
        Part::Hours => (Setting::Hours(hours::read(filled, lang)?), Rows::default()),
        Part::Texts => {
            let (texts, rows) = texts::read(filled);
            (Setting::Texts(texts), rows)
        }
    })
}

/// The office that `settings` make, if they can hold from now on.
fn judged(console: &Console, lang: Lang, settings: &Settings, rows: &Rows) -> Result<Office, Vec<Mistake>> {
    let in_force = &console.options.office;
    let now = in_force.now();
    let told =
        |errors: Vec<_>| errors.iter().map(|error| mistake(lang, &now, rows, error)).collect::<Vec<_>>();
    let office = in_force.configured().with(settings).map_err(told)?;
    let civil = console.now().civil;
    if office.hours.service_day(civil) == now.hours.service_day(civil) {
        Ok(office)
    } else {
        Err(vec![other_day(lang)])
    }
}

/// Writes the change down, and lets it hold.
async fn change(
    console: &Arc<Console>,
    store: &Store,
    author: SettingAuthor,
    order: SettingOrder,
    before: &StoredSettings,
    office: &Office,
) -> Result<(), StoreError> {
    let removed = removed(&console.office(), office);
    committed(|reply| store.change_setting(author, order, before.revision, removed, reply)).await?;
    let in_force = console.options.office.clone();
    // It is written down already: what cannot be read now holds with the next change or start.
    if let Err(error) = asked(store, move |store| in_force.renew(store)).await {
        tracing::error!(%error, "what was set cannot be read back");
    }
    (console.options.on_staff)(StaffSignal::OfficeChanged);
    Ok(())
}

/// What the office has now and will not have any more.
fn removed(now: &Office, then: &Office) -> Removed {
    let services = now.services.iter().map(|service| &service.id).filter(|id| then.service(id).is_none());
    let counters = now.counters.iter().map(|counter| counter.id).filter(|id| then.counter(*id).is_none());
    Removed { services: services.cloned().collect(), counters: counters.collect() }
}

/// Takes back a change of a part, if it is the part's latest one.
pub(super) async fn undo(
    State(console): State<Arc<Console>>,
    administrator: Administrator,
    Form(undone): Form<Undone>,
) -> Redirect {
    let note = try_undo(&console, &administrator, &undone).await.map_or_else(|note| note, |()| Note::Undone);
    Redirect::to(&format!("/staff/trail?note={}", note.name()))
}

async fn try_undo(
    console: &Arc<Console>,
    administrator: &Administrator,
    undone: &Undone,
) -> Result<(), Note> {
    let store = console.store().ok_or(Note::Failed)?;
    let press = undone.press.parse().map_err(|_| Note::Failed)?;
    let seq = undone.seq;
    let (before, change_of) = asked(&store, move |store| Ok((store.settings()?, store.setting_change(seq)?)))
        .await
        .map_err(Note::from)?;
    let taken_back = change_of.ok_or(Note::SettingMoved)?;
    // What is not the latest is for the database to judge: the same press again gets its answer.
    let office = if taken_back.latest {
        let settings = without(&fitting(console, &before), &taken_back).ok_or(Note::SettingMisfit)?;
        judged(console, Lang::Vi, &settings, &Rows::default()).map_err(|_| Note::SettingMisfit)?
    } else {
        Office::clone(&console.office())
    };
    let author = author(console, administrator, press);
    change(console, &store, author, SettingOrder::Undo(seq), &before, &office).await.map_err(Note::from)
}

/// `settings` as they were before `change`; `None` when its value before cannot be read.
fn without(settings: &Settings, change: &SettingChange) -> Option<Settings> {
    match &change.before {
        Some(json) => Some(settings.with(Setting::read(change.part, json).ok()?)),
        None => Some(settings.without(change.part)),
    }
}
