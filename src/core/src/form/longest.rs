//! A form with the longest values that its blanks can be given, to see that none of them overlaps anything.

use serde_json::{Map, Value, json};

use super::phrase::Stretch;
use super::{Ask, Field, Form, Group, How, Item, Phrase, Source};
use crate::citizen::Personal;
use crate::office::Office;

/// A name of six words, longer than any of a hundred thousand; nobody's.
const NAME: &str = "Nguyễn Phước Tôn Nữ Huyền Trân Hoàng Thuý Quỳnh Khương";
/// A residence with a long detail; nobody's.
const RESIDENCE: &str = "Căn hộ 2504, Toà nhà Nguyễn Trường Tộ, Số 1217/35/8 đường Nguyễn Huỳnh Đức nối dài, \
                         Khu dân cư số 17, Tổ dân phố Phước Trường, Phường Chương Dương, Thành phố Hồ Chí Minh";
/// Days with as many letters as a day can have, as data and within a sentence.
const DAY: &str = "1988-12-28";
const WRITTEN: &str = "28/12/1988";
const TODAY: &str = "2028-12-28";
const WRITTEN_TODAY: &str = "28/12/2028";
/// How deep texts are followed that are made of other fields; a form has no circles (see `check`).
const DEEPEST: u8 = 8;

/// The template's data with every blank filled, each with the longest value that it can be given, and every
/// repeated part with all its rows. Whether one visit could give all of them is not asked.
pub fn longest(form: &Form, office: &Office) -> Personal<String> {
    let longest = Longest { form, office };
    let mut data: Map<String, Value> = form
        .fields
        .iter()
        .map(|field| (field.key.clone(), longest.field(field, None, DEEPEST).into()))
        .collect();
    data.extend(form.groups.iter().map(|group| (group.key.clone(), longest.rows(group))));
    data.insert("made_at".into(), json!({ "place": office.place, "date": TODAY }));
    data.insert("office".into(), super::fill::about(office));
    Personal::new(Value::Object(data).to_string())
}

struct Longest<'a> {
    form: &'a Form,
    office: &'a Office,
}

impl Longest<'_> {
    fn rows(&self, group: &Group) -> Value {
        let row: Map<String, Value> = group
            .fields
            .iter()
            .map(|f| (f.key.clone(), self.field(f, Some(group), DEEPEST).into()))
            .collect();
        vec![Value::Object(row); group.max].into()
    }

    fn field(&self, field: &Field, group: Option<&Group>, depth: u8) -> String {
        let asked = field.ask.as_ref().map(|ask| self.answer(ask, group, depth));
        let given = match (&field.source, &field.value) {
            (Some(source), _) => Some(self.source(source, group, depth)),
            (None, Some(phrase)) => Some(self.phrase(phrase, group, depth)),
            (None, None) => None,
        };
        longer(asked, given).unwrap_or_default()
    }

    fn answer(&self, ask: &Ask, group: Option<&Group>, depth: u8) -> String {
        match &ask.how {
            How::Choice { choices, .. } => {
                let values = choices.iter().flat_map(|choice| [Some(&choice.value), choice.female.as_ref()]);
                let values = values.flatten().map(|value| Some(self.phrase(value, group, depth)));
                values.fold(None, longer).unwrap_or_default()
            }
            How::YesNo => super::YES.to_owned(),
            How::Digits { max, .. } => "8".repeat(*max as usize),
            How::Number { max, .. } => max.to_string(),
            How::Day { .. } => DAY.to_owned(),
            How::Time => "22:58".to_owned(),
            How::Text { max, .. } => {
                RESIDENCE.chars().cycle().take(*max).collect::<String>().trim().to_owned()
            }
        }
    }

    fn phrase(&self, phrase: &Phrase, group: Option<&Group>, depth: u8) -> String {
        let stretch = |stretch: &Stretch| match stretch {
            Stretch::Words(words) => words.clone(),
            Stretch::Place(source) => {
                self.source(source, group, depth).replace(DAY, WRITTEN).replace(TODAY, WRITTEN_TODAY)
            }
        };
        phrase.stretches().iter().map(stretch).collect()
    }

    fn source(&self, source: &Source, group: Option<&Group>, depth: u8) -> String {
        match source {
            Source::Card { item, .. } | Source::Row(item) => on_card(*item).to_owned(),
            Source::Office(item) => self.office.item(*item),
            Source::Today => TODAY.to_owned(),
            Source::Field(key) => {
                let in_row = group.and_then(|group| group.fields.iter().find(|field| field.key == *key));
                let field = in_row.or_else(|| self.form.field(key));
                // A circle is refused when the form is read; the depth only bounds a form that was not.
                let depth = depth.checked_sub(1);
                field.zip(depth).map(|(field, depth)| self.field(field, group, depth)).unwrap_or_default()
            }
        }
    }
}

fn longer(one: Option<String>, other: Option<String>) -> Option<String> {
    let length = |text: &String| text.chars().count();
    one.into_iter().chain(other).max_by_key(length)
}

/// What a card with long values gives for `item`.
fn on_card(item: Item) -> &'static str {
    match item {
        Item::FullName | Item::Father | Item::Mother => NAME,
        Item::BirthDate | Item::Issued => DAY,
        Item::BirthYear => "1988",
        Item::Sex => "Nam",
        Item::IdNumber => "048088888888",
        Item::Residence | Item::ResidenceNow => RESIDENCE,
        Item::ResidenceWithFormer => {
            "Căn hộ 2504, Toà nhà Nguyễn Trường Tộ, Số 1217/35/8 đường Nguyễn Huỳnh Đức nối dài, Khu dân cư số 17, \
             Tổ dân phố Phước Trường, Phường Chương Dương, Thành phố Hồ Chí Minh (trên thẻ ghi: Căn hộ 2504, Toà nhà \
             Nguyễn Trường Tộ, Số 1217/35/8 đường Nguyễn Huỳnh Đức nối dài, Khu dân cư số 17, Tổ dân phố Phước \
             Trường, Thị trấn Chương Dương, Huyện Bình Chánh, Thành phố Hồ Chí Minh)"
        }
        Item::OldId => "208888888",
        Item::Issuer => "Cục Cảnh sát quản lý hành chính về trật tự xã hội",
        Item::IdDocument => {
            "Căn cước công dân số 048088888888 do Cục Cảnh sát quản lý hành chính về trật tự xã hội cấp ngày 28/12/2021"
        }
        Item::Nationality => "Việt Nam",
    }
}
