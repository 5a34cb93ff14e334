//! Which choices of a question are offered beside what was given before.

use jiff::civil::Date;

use super::known::Known;
use super::{Answer, Blank, Choice, Draft, Form};

/// The choices of the question for `blank` of `form` that `draft` leaves open on the day `today`: their own
/// conditions hold, and nobody whose card was given would stand where a rule speaks against him.
pub fn choices<'f>(form: &Form, draft: &Draft, blank: &Blank<'f>, today: Date) -> Vec<&'f Choice> {
    let all = blank.field.ask.as_ref().map_or(&[][..], |ask| ask.choices());
    all.iter().filter(|choice| is_open(form, draft, blank, choice, today)).collect()
}

/// Whether `choices` has the one called `key`.
pub(super) fn is_offered(form: &Form, draft: &Draft, blank: &Blank<'_>, key: &str, today: Date) -> bool {
    blank.field.choice(key).is_some_and(|choice| is_open(form, draft, blank, choice, today))
}

fn is_open(form: &Form, draft: &Draft, blank: &Blank<'_>, choice: &Choice, today: Date) -> bool {
    let known = Known { form, draft };
    known.offers(choice, blank.row) && !makes_misfit(known, blank, choice, today)
}

/// Whether `choice` would put somebody where a rule speaks against him. What was so before is no fault of it.
fn makes_misfit(known: Known<'_, '_>, blank: &Blank<'_>, choice: &Choice, today: Date) -> bool {
    if blank.row.is_some() || !known.decides_on_persons(&blank.field.key) {
        return false;
    }
    let mut draft = known.draft.clone();
    draft.keep(blank, Answer::Chosen(choice.key.clone()));
    let then = Known { form: known.form, draft: &draft }.misfit(None, today);
    then.is_some() && then != known.misfit(None, today)
}
