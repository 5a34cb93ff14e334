//! The answers of a file take the place of a citizen at the screen: a draft asks until it wants nothing more.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use kiosk_core::citizen::Personal;
use kiosk_core::form::{
    Answer, Capabilities, Draft, DraftError, Field, Form, Group, How, NO, Need, Person, Question, Whose, YES,
    next_need, wipe,
};
use kiosk_core::office::Office;
use serde_json::{Map, Value};

/// More steps than any form has: a form that asks for ever is told, not waited for.
const MOST_STEPS: usize = 1000;

/// What is known before anybody asks.
pub(super) struct Given {
    /// The persons whose cards are here, by slot, or by row such as `members.0`.
    pub(super) persons: BTreeMap<String, Person>,
    /// The file of answers.
    pub(super) answers: Personal<Answers>,
}

/// A file of answers: `{"phone": "0905…", "copies": 2, "sole": true, "members": [{"relation": "child"}],
/// "applicant.commune": "20242", "email": null}`. Null leaves a blank for the pen.
#[derive(Default)]
pub(super) struct Answers(Map<String, Value>);

impl zeroize::Zeroize for Answers {
    fn zeroize(&mut self) {
        self.0.values_mut().for_each(wipe);
        self.0.clear();
    }
}

/// An answer of the file that the form does not take.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Wrong {
    /// Its key in the file.
    pub(super) key: String,
    /// Why.
    pub(super) reason: &'static str,
}

/// A draft with everything in it that was given.
pub(super) struct Answered {
    pub(super) draft: Draft,
    pub(super) wrong: Vec<Wrong>,
}

impl Answers {
    /// Reads a file of answers.
    ///
    /// # Errors
    /// What is wrong with the JSON, by line and column; a value is never named.
    pub(super) fn parse(text: &str) -> Result<Self, String> {
        serde_json::from_str(text)
            .map(Self)
            .map_err(|e| format!("{e}").replace("invalid type: ", "not an object: "))
    }

    /// The answer for the blank `key`, `phone` or `members.0.relation`: nested as the form has it, or so written.
    fn get(&self, key: &str) -> Option<&Value> {
        self.0.get(key).or_else(|| {
            let mut parts = key.splitn(3, '.');
            let (group, at, field) = (parts.next()?, parts.next()?, parts.next()?);
            self.0.get(group)?.get(at.parse::<usize>().ok()?)?.get(field)
        })
    }

    fn rows(&self, group: &Group) -> usize {
        self.0.get(&group.key).and_then(Value::as_array).map_or(0, Vec::len)
    }

    /// The keys of all answers.
    fn keys(&self, form: &Form) -> BTreeSet<String> {
        let mut keys = BTreeSet::new();
        for (key, value) in &self.0 {
            match (form.group(key), value) {
                (Some(group), Value::Array(rows)) => rows.iter().enumerate().for_each(|(at, row)| {
                    let fields = row.as_object().into_iter().flatten().map(|(field, _)| field);
                    keys.extend(fields.map(|field| format!("{}.{at}.{field}", group.key)));
                }),
                _ => {
                    keys.insert(key.clone());
                }
            }
        }
        keys
    }
}

/// Fills a draft of `form` until it wants nothing more.
pub(super) fn answer(form: &Form, office: &Office, given: &Given, today: Date) -> Answered {
    let mut asked = Asked { form, today, given, rows: BTreeMap::new(), wrong: Vec::new() };
    let mut draft = Draft::new(&form.folder);
    for _ in 0..MOST_STEPS {
        let Some(need) = next_need(form, office, &draft, Capabilities::ALL) else { break };
        asked.satisfy(&mut draft, &need);
    }
    asked.tell_unused(&draft);
    asked.tell_unknown();
    Answered { draft, wrong: asked.wrong }
}

struct Asked<'a> {
    form: &'a Form,
    today: Date,
    given: &'a Given,
    /// How many rows each repeated part has so far.
    rows: BTreeMap<String, usize>,
    wrong: Vec<Wrong>,
}

impl Asked<'_> {
    fn satisfy(&mut self, draft: &mut Draft, need: &Need<'_>) {
        match need {
            Need::Card(whose) => self.show_card(draft, whose),
            Need::Residence(whose) => self.say_commune(draft, whose),
            Need::Name(whose) => self.say_name(draft, whose),
            Need::Question(question) => self.reply(draft, question),
            Need::Another(group) => self.say_whether(draft, group),
        }
    }

    fn show_card(&mut self, draft: &mut Draft, whose: &Whose<'_>) {
        let person = self.given.persons.get(&whose.key).cloned().unwrap_or(Person::NotHere);
        if let Err(error) = draft.place(self.form, &whose.key, person, self.today) {
            self.refuse(&whose.key, card_refused(error));
            // Nothing speaks against nobody's card, so an empty place is always taken.
            let _ = draft.place(self.form, &whose.key, Person::NotHere, self.today);
        }
    }

    fn say_commune(&mut self, draft: &mut Draft, whose: &Whose<'_>) {
        let key = format!("{}.commune", whose.key);
        let code = self.given.answers.expose().get(&key).and_then(Value::as_str);
        if code.is_none() {
            self.refuse(&key, "no-answer");
        }
        if draft.settle(&whose.key, code).is_err() {
            self.refuse(&key, "no-such-choice");
            // That the citizen does not know is always an answer.
            let _ = draft.settle(&whose.key, None);
        }
    }

    /// A file holds a whole card, whose name is taken as it was read, so that this is asked of none yet.
    fn say_name(&mut self, draft: &mut Draft, whose: &Whose<'_>) {
        self.refuse(&whose.key, "no-answer");
        // That it will be written by hand is always an answer.
        let _ = draft.call(&whose.key, None);
    }

    fn say_whether(&mut self, draft: &mut Draft, group: &Group) {
        let row = |key: &&String| key.starts_with(&format!("{}.", group.key));
        let cards = self.given.persons.keys().filter(row).count();
        let all = self.given.answers.expose().rows(group).max(cards);
        let rows = self.rows.entry(group.key.clone()).or_insert(group.min);
        let more = *rows < all;
        *rows += usize::from(more);
        draft.another(group, more);
    }

    fn reply(&mut self, draft: &mut Draft, question: &Question<'_>) {
        let (field, key) = (question.blank.field, question.blank.key());
        let value = self.given.answers.expose().get(&key);
        let Some(value) = value else {
            return self.pass_over(draft, question);
        };
        let answers = readings(field, value);
        let accepted = answers
            .into_iter()
            .any(|answer| draft.give(self.form, &question.blank, answer, self.today).is_ok());
        if !accepted {
            self.refuse(&key, "not-an-answer");
            self.give(draft, question, Answer::Pen);
        }
    }

    /// Nothing is said to a question; where the form needs an answer, that is told.
    fn pass_over(&mut self, draft: &mut Draft, question: &Question<'_>) {
        if question.blank.field.required {
            self.refuse(&question.blank.key(), "no-answer");
            self.give(draft, question, Answer::Pen);
        } else {
            self.give(draft, question, Answer::Nothing);
        }
    }

    fn give(&mut self, draft: &mut Draft, question: &Question<'_>, answer: Answer) {
        if draft.give(self.form, &question.blank, answer, self.today).is_err() {
            self.refuse(&question.blank.key(), "not-an-answer");
        }
    }

    fn refuse(&mut self, key: &str, reason: &'static str) {
        self.wrong.push(Wrong { key: key.to_owned(), reason });
    }

    /// An answer to what is no question of the form, and a card for nobody, are mistakes; an answer to a question
    /// that does not come up is not.
    fn tell_unknown(&mut self) {
        let commune = |key: &str| key.strip_suffix(".commune").is_some_and(|slot| self.is_person(slot));
        let is_question = |key: &str| self.form.blank(key).is_some_and(|blank| blank.field.ask.is_some());
        let answers = self.given.answers.expose().keys(self.form).into_iter();
        let unknown: Vec<String> = answers.filter(|key| !is_question(key) && !commune(key)).collect();
        let nobodys: Vec<String> =
            self.given.persons.keys().filter(|key| !self.is_person(key)).cloned().collect();
        unknown.iter().for_each(|key| self.refuse(key, "no-such-question"));
        nobodys.iter().for_each(|key| self.refuse(key, "no-such-person"));
    }

    /// A card that the form did not want, by what was answered, is told: somebody meant it to stand there.
    fn tell_unused(&mut self, draft: &Draft) {
        let cards =
            self.given.persons.keys().filter(|key| self.is_person(key) && draft.person(key).is_none());
        let unused: Vec<String> = cards.cloned().collect();
        unused.iter().for_each(|key| self.refuse(key, "card-not-wanted"));
    }

    fn is_person(&self, key: &str) -> bool {
        let row = key
            .split_once('.')
            .and_then(|(group, at)| Some((self.form.group(group)?, at.parse::<usize>().ok()?)));
        self.form.slot(key).is_some() || row.is_some_and(|(group, at)| group.person && at < group.max)
    }
}

/// Why a card is not taken, in one word.
fn card_refused(error: DraftError) -> &'static str {
    error.into_misfit().map_or("same-card", |misfit| misfit.why.code())
}

/// What `value` may mean as an answer to the question for `field`, the likeliest first.
fn readings(field: &Field, value: &Value) -> Vec<Answer> {
    let Some(ask) = &field.ask else { return Vec::new() };
    let text = match value {
        Value::Null => return vec![Answer::Pen],
        Value::Bool(yes) => return vec![Answer::Chosen(if *yes { YES } else { NO }.to_owned())],
        Value::String(text) => text.clone(),
        Value::Number(number) => number.to_string(),
        Value::Array(_) | Value::Object(_) => return Vec::new(),
    };
    let private = || Personal::new(text.clone());
    match &ask.how {
        How::Choice { .. } | How::YesNo if looks_like_key(&text) => vec![Answer::Chosen(text.clone())],
        How::Choice { .. } | How::YesNo => vec![Answer::Chosen(text.clone()), Answer::Text(private())],
        How::Digits { .. } => vec![Answer::Digits(private())],
        How::Number { .. } => {
            text.parse().ok().map(|n| Answer::Number(Personal::new(n))).into_iter().collect()
        }
        How::Day { .. } => vec![Answer::Day(private())],
        How::Time => vec![Answer::Time(private())],
        How::Text { .. } => vec![Answer::Text(private())],
    }
}

/// A word that could be a choice's key must be one: a slip of the pen is not printed as the citizen's own words.
fn looks_like_key(text: &str) -> bool {
    text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
}
