//! Why a payload is not taken for a card, and what a citizen can do about it.

use crate::text::Text;

/// Why a payload is not taken for a card. No text names a value; each doc begins with the code of `kiosk card`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CardError {
    /// `empty`: nothing was read.
    #[error("nothing was read")]
    Empty,
    /// `too-long`: over 1,024 bytes, longer than any card.
    #[error("longer than any card")]
    TooLong,
    /// `not-utf8`: another encoding, such as Windows-1258 or Latin-1, or bytes spoilt on the way.
    #[error("not UTF-8")]
    NotUtf8,
    /// `utf-16`: UTF-16 instead of UTF-8.
    #[error("UTF-16 instead of UTF-8")]
    Utf16,
    /// `doubly-encoded`: UTF-8 that was taken for Windows-1252, Windows-1258 or Latin-1 and encoded again.
    #[error("UTF-8 that was encoded a second time")]
    DoublyEncoded,
    /// `lost-letters`: a letter became U+FFFD or a question mark.
    #[error("letters were lost on the way")]
    LostLetters,
    /// `control-characters`: control characters within the payload.
    #[error("control characters within the payload")]
    ControlCharacters,
    /// `link`: a web address.
    #[error("a link")]
    Link,
    /// `json`: data of some program.
    #[error("JSON")]
    Json,
    /// `app-code`: a code of VNeID or of another app, which cannot be checked here.
    #[error("a code of an app")]
    AppCode,
    /// `health-code`: a personal code of the COVID years.
    #[error("a health declaration code")]
    HealthCode,
    /// `number-alone`: twelve digits and nothing else, as from a barcode or a scanner that plays a keyboard.
    #[error("a number without the rest of a card")]
    NumberAlone,
    /// `other-code`: any other code.
    #[error("another kind of code")]
    OtherCode,
    /// `incomplete`: begins like a card, but the end is missing.
    #[error("fields are missing")]
    Incomplete,
    /// `doubled`: the same code came twice in one.
    #[error("the same code twice in one")]
    Doubled,
    /// `too-many-fields`: more than 11 fields: two codes ran together.
    #[error("more fields than a card has")]
    TooManyFields,
    /// `number`: the first field is not twelve digits.
    #[error("the number has not 12 digits")]
    Number,
    /// `foreign-letters`: letters, or pairs of them, that no name of the country has: another encoding, such as
    /// TCVN3, VNI or GBK, that happens to be UTF-8 as well.
    #[error("letters that no Vietnamese name has")]
    ForeignLetters,
    /// `name`: no name, or digits or signs in it.
    #[error("no name")]
    Name,
    /// `birth-date`: no day that exists, or before 1900.
    #[error("a date of birth that does not exist")]
    BirthDate,
    /// `sex`: neither Nam nor Nữ.
    #[error("sex is neither Nam nor Nữ")]
    Sex,
    /// `issue-date`: no day that exists.
    #[error("a date of issue that does not exist")]
    IssueDate,
    /// `born-after-issue`: issued before its holder was born.
    #[error("issued before its holder was born")]
    BornAfterIssue,
    /// `issued-after-today`: issued after today; the kiosk's own date may be wrong.
    #[error("issued after today")]
    IssuedAfterToday,
}

impl CardError {
    /// All of them, in the order in which they are looked for.
    pub const ALL: [Self; 24] = [
        Self::Empty,
        Self::TooLong,
        Self::NotUtf8,
        Self::Utf16,
        Self::DoublyEncoded,
        Self::LostLetters,
        Self::ControlCharacters,
        Self::Link,
        Self::Json,
        Self::AppCode,
        Self::HealthCode,
        Self::NumberAlone,
        Self::OtherCode,
        Self::Incomplete,
        Self::Doubled,
        Self::TooManyFields,
        Self::Number,
        Self::ForeignLetters,
        Self::Name,
        Self::BirthDate,
        Self::Sex,
        Self::IssueDate,
        Self::BornAfterIssue,
        Self::IssuedAfterToday,
    ];

    /// The code of `kiosk card`.
    pub fn code(self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::TooLong => "too-long",
            Self::NotUtf8 => "not-utf8",
            Self::Utf16 => "utf-16",
            Self::DoublyEncoded => "doubly-encoded",
            Self::LostLetters => "lost-letters",
            Self::ControlCharacters => "control-characters",
            Self::Link => "link",
            Self::Json => "json",
            Self::AppCode => "app-code",
            Self::HealthCode => "health-code",
            Self::NumberAlone => "number-alone",
            Self::OtherCode => "other-code",
            Self::Incomplete => "incomplete",
            Self::Doubled => "doubled",
            Self::TooManyFields => "too-many-fields",
            Self::Number => "number",
            Self::ForeignLetters => "foreign-letters",
            Self::Name => "name",
            Self::BirthDate => "birth-date",
            Self::Sex => "sex",
            Self::IssueDate => "issue-date",
            Self::BornAfterIssue => "born-after-issue",
            Self::IssuedAfterToday => "issued-after-today",
        }
    }

    /// What happened, in one sentence for the citizen.
    pub fn what(self) -> Text {
        let (vi, en) = match self {
            Self::Empty => ("Máy chưa nhận được mã nào.", "No code was received."),
            Self::TooLong | Self::OtherCode => {
                ("Mã này không phải mã trên thẻ căn cước.", "This code is not from an identity card.")
            }
            Self::NotUtf8
            | Self::Utf16
            | Self::DoublyEncoded
            | Self::ForeignLetters
            | Self::ControlCharacters => ("Máy chưa đọc được mã.", "The code could not be read."),
            Self::LostLetters => {
                ("Máy chưa đọc được mã đủ dấu tiếng Việt.", "The code was read without all its letters.")
            }
            Self::Link => (
                "Mã này là một đường dẫn, không phải mã trên thẻ căn cước.",
                "This code is a web address, not from an identity card.",
            ),
            Self::Json => (
                "Mã này của một phần mềm, không phải mã trên thẻ căn cước.",
                "This code is from a computer program, not from an identity card.",
            ),
            Self::AppCode => {
                ("Mã này là mã của ứng dụng trên điện thoại.", "This code is from an app on a phone.")
            }
            Self::HealthCode => (
                "Mã này là mã khai báo y tế thời COVID-19.",
                "This is a health declaration code of the COVID-19 years.",
            ),
            Self::NumberAlone => (
                "Máy chỉ nhận được số, chưa có họ tên và nơi thường trú.",
                "Only the number was received, without name and residence.",
            ),
            Self::Incomplete => ("Máy mới đọc được một phần của mã.", "Only part of the code was read."),
            Self::Doubled => ("Máy đọc mã hai lần liền nhau.", "The code was read twice in a row."),
            Self::TooManyFields => {
                ("Máy nhận nhiều mã cùng một lúc.", "Several codes were received at once.")
            }
            Self::Number => {
                ("Máy chưa đọc được đúng số định danh trên thẻ.", "The personal number was not read rightly.")
            }
            Self::Name => ("Máy chưa đọc được họ tên trên thẻ.", "The name was not read rightly."),
            Self::Sex => ("Máy chưa đọc được giới tính trên thẻ.", "The sex was not read rightly."),
            Self::BirthDate => {
                ("Máy chưa đọc được đúng ngày sinh trên thẻ.", "The date of birth was not read rightly.")
            }
            Self::IssueDate | Self::BornAfterIssue => {
                ("Máy chưa đọc được đúng ngày cấp thẻ.", "The date of issue was not read rightly.")
            }
            Self::IssuedAfterToday => (
                "Ngày cấp thẻ máy đọc được lại sau ngày hôm nay.",
                "The date of issue that was read is after today.",
            ),
        };
        Text::new(vi, en)
    }

    /// What the citizen can do now.
    pub fn advice(self) -> Text {
        let (vi, en) = match self {
            Self::Empty | Self::Incomplete => (
                "Xin Quý khách giữ yên thẻ lâu hơn một chút và thử lại.",
                "Please hold the card still a little longer and try again.",
            ),
            Self::NotUtf8
            | Self::Utf16
            | Self::DoublyEncoded
            | Self::ForeignLetters
            | Self::LostLetters
            | Self::ControlCharacters => (
                "Xin Quý khách lau sạch thẻ, giữ yên và thử lại. Nếu vẫn vậy, xin báo cho cán bộ.",
                "Please wipe the card, hold it still and try again. If it happens again, please tell the staff.",
            ),
            Self::TooLong | Self::Link | Self::Json | Self::HealthCode | Self::OtherCode => (
                "Xin Quý khách dùng mã QR in trên thẻ: mặt trước thẻ CCCD gắn chip, mặt sau thẻ Căn cước mới.",
                "Please use the QR code printed on the card: on the front of the chip card (CCCD), on the back of the new Căn cước card.",
            ),
            Self::AppCode => (
                "Máy không dùng được mã của VNeID hay ứng dụng khác. Xin Quý khách dùng mã in trên thẻ.",
                "Codes from VNeID or other apps cannot be used here. Please use the card itself.",
            ),
            Self::NumberAlone => (
                "Xin Quý khách dùng mã QR hình vuông trên thẻ. Nếu vẫn vậy, xin chạm vào nút “Tôi không mang thẻ”.",
                "Please use the square QR code on the card. If it happens again, touch “I have no card here”.",
            ),
            Self::Doubled => (
                "Xin Quý khách đưa thẻ ra xa, chờ một chút rồi quét lại.",
                "Please take the card away, wait a moment and scan it again.",
            ),
            Self::TooManyFields => (
                "Xin Quý khách chỉ đưa một thẻ vào máy quét và thử lại.",
                "Please hold one card only to the scanner and try again.",
            ),
            Self::Number
            | Self::Name
            | Self::Sex
            | Self::BirthDate
            | Self::IssueDate
            | Self::BornAfterIssue => (
                "Xin Quý khách thử lại một lần. Nếu vẫn vậy, xin chạm vào nút “Tôi không mang thẻ”.",
                "Please try once more. If it happens again, touch “I have no card here”.",
            ),
            Self::IssuedAfterToday => (
                "Xin Quý khách báo cho cán bộ: có thể ngày giờ của máy bị sai.",
                "Please tell the staff: the date of this machine may be wrong.",
            ),
        };
        Text::new(vi, en)
    }
}
