//! Invented persons, and everything that would give one of them away.

use jiff::civil::Date;

/// What a person's card says. Every value is one that stands nowhere else.
#[derive(Debug, Clone, Copy)]
pub struct Person {
    /// Số định danh cá nhân.
    pub number: &'static str,
    /// The nine digits of the card before.
    pub old_number: &'static str,
    /// Họ, chữ đệm và tên.
    pub name: &'static str,
    /// Ngày sinh.
    pub born: Date,
    /// Nam or Nữ.
    pub sex: &'static str,
    /// House and street.
    pub street: &'static str,
    /// Ward, district and province as before 1 July 2025.
    pub ward: &'static str,
    /// Ngày cấp.
    pub issued: Date,
}

/// One thing that tells something of a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Value {
    /// What it is.
    pub what: &'static str,
    /// How it reads.
    pub text: String,
}

/// How a day is written on cards, screens, forms and in data.
const DAYS: [&str; 7] =
    ["%d/%m/%Y", "%-d/%-m/%Y", "%d%m%Y", "%Y-%m-%d", "%Y%m%d", "%d-%m-%Y", "ngày %d tháng %m năm %Y"];

impl Person {
    /// What the card's QR code holds.
    pub fn payload(&self) -> String {
        let Self { number, old_number, name, sex, street, ward, .. } = self;
        let (born, issued) = (self.born.strftime("%d%m%Y"), self.issued.strftime("%d%m%Y"));
        format!("{number}|{old_number}|{name}|{born}|{sex}|{street}, {ward}|{issued}")
    }

    /// Every value of the card, in each way in which the kiosk or a form writes it. Of the residence the house
    /// and street: its ward stands in the table of all wards.
    pub fn values(&self) -> Vec<Value> {
        let value = |what, text: &str| Value { what, text: text.to_owned() };
        let days = |what, day: Date| DAYS.map(|style| Value { what, text: day.strftime(style).to_string() });
        let mut values = vec![
            value("number", self.number),
            value("old number", self.old_number),
            value("name", self.name),
            value("street", self.street),
        ];
        values.extend(days("birth", self.born));
        values.extend(days("issue", self.issued));
        values
    }
}
