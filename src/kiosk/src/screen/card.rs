//! The pages about a card: waiting for it, and asking whose it is.

use kiosk_core::citizen::{CardWarning, Citizen, IdNumber, Identity, is_unaccented};
use kiosk_core::form::{Capabilities, Draft, Need, Spelling, next_need, step_count};
use kiosk_core::office::Office;
use kiosk_core::text::Lang;
use kiosk_core::visit::ScanProblem;
use kiosk_ui as ui;

use super::question;

/// Whose card `draft` wants, unless it is the applicant's, and how far the visit is.
pub fn holder(office: &Office, draft: &Draft, lang: Lang) -> Option<ui::Holder> {
    let form = office.forms.form(&draft.form)?;
    let can = Capabilities::TOUCHSCREEN;
    match next_need(form, office, draft, can)? {
        Need::Card(whose) if !form.is_applicant(&whose.key) => {
            let count = step_count(form, office, draft, can);
            let title = whose.row.map(|row| question::row_title(row, lang));
            let title = title.unwrap_or_else(|| whose.title.get(lang).to_owned());
            Some(ui::Holder { title, step: count.step, of: count.of })
        }
        Need::Card(_) | Need::Residence(_) | Need::Name(_) | Need::Question(_) | Need::Another(_) => None,
    }
}

/// The page that asks whether `identity` is the person whose card is wanted.
pub fn confirm(identity: &Identity, holder: Option<ui::Holder>) -> ui::Page {
    let Some(citizen) = identity.citizen() else { return confirm_number(identity.number(), holder) };
    let mut warnings: Vec<ui::CardWarning> =
        citizen.warnings.iter().flat_map(|warning| to_look_at(*warning, citizen)).collect();
    warnings.dedup();
    ui::Page::Confirm {
        holder,
        name: citizen.full_name.clone(),
        birth_date: citizen.birth_date.strftime("%d/%m/%Y").to_string(),
        sex: citizen.sex.vietnamese().to_owned(),
        id_masked: citizen.id_number.masked(),
        residence: citizen.residence.clone(),
        residence_now: identity.residence_now().unwrap_or_default().to_owned(),
        warnings,
    }
}

/// Nothing but the number is known.
fn confirm_number(number: &IdNumber, holder: Option<ui::Holder>) -> ui::Page {
    ui::Page::Confirm {
        holder,
        name: String::new(),
        birth_date: String::new(),
        sex: String::new(),
        id_masked: number.masked(),
        residence: String::new(),
        residence_now: String::new(),
        warnings: vec![ui::CardWarning::NumberOnly],
    }
}

/// What the citizen is to look at for `warning`. Diacritics are lost in the name, in the residence, or in both.
fn to_look_at(warning: CardWarning, citizen: &Citizen) -> Vec<ui::CardWarning> {
    match warning {
        CardWarning::LostDiacritics => {
            let name = Spelling::is_doubtful(citizen).then_some(ui::CardWarning::MissingDiacritics);
            let bare = is_unaccented(&citizen.residence);
            let residence = bare.then_some(ui::CardWarning::ResidenceWithoutDiacritics);
            name.into_iter().chain(residence).collect()
        }
        CardWarning::NoResidence => vec![ui::CardWarning::NoResidence],
        CardWarning::SexDiffers | CardWarning::YearDiffers => vec![ui::CardWarning::NumberMismatch],
        // About fields that this page does not show.
        CardWarning::OldNumberIgnored
        | CardWarning::ExtraIgnored
        | CardWarning::OneParent
        | CardWarning::FieldCount
        | CardWarning::IssuedEarly => Vec::new(),
    }
}

/// Why a scan led nowhere, in the citizen's words. `holder` is whose card is wanted, when it is not the
/// applicant's.
pub fn scan_problem(problem: &ScanProblem, holder: Option<&ui::Holder>, lang: Lang) -> ui::ScanProblem {
    match problem {
        ScanProblem::NoCard(error) => ui::ScanProblem {
            what: error.what().get(lang).to_owned(),
            advice: error.advice().get(lang).to_owned(),
        },
        ScanProblem::SameCard => same_card(holder.map_or("", |holder| &holder.title), lang),
        ScanProblem::Misfit(misfit) => ui::ScanProblem {
            what: misfit.what().get(lang).to_owned(),
            advice: misfit.advice().get(lang).to_owned(),
        },
    }
}

fn same_card(holder: &str, lang: Lang) -> ui::ScanProblem {
    let (what, advice) = match lang {
        Lang::Vi => ("Thẻ này đã được quét rồi.", format!("Xin mời Quý khách đưa thẻ của {holder}.")),
        Lang::En => ("This card was scanned already.", format!("Now please take the {holder}’s card.")),
    };
    ui::ScanProblem { what: what.to_owned(), advice }
}
