//! The forms that the kiosk can fill: those in the program, and those of a folder of the office.

use std::borrow::Cow;

use jiff::ToSpan;
use jiff::civil::Date;

use super::{Form, Lists, SchemaError, schema};

/// The house library that every template imports as `/house.typ`.
pub const HOUSE: &str = include_str!("../../catalog/house.typ");

/// Staff hear of a form this many days before its last one.
const NOTICE_DAYS: i32 = 60;

/// Built-in forms by their folder.
macro_rules! built_in {
    ($($folder:literal),* $(,)?) => {
        [$(FormFolder {
            name: Cow::Borrowed($folder),
            schema: Cow::Borrowed(include_str!(concat!("../../catalog/", $folder, "/form.toml"))),
            template: Cow::Borrowed(include_str!(concat!("../../catalog/", $folder, "/form.typ"))),
        }),*]
    };
}

/// The built-in forms; the first that serves a procedure is the one that is offered.
static FOLDERS: &[FormFolder] = &built_in![
    "btxh-huu-tri-xa-hoi",
    "btxh-mai-tang",
    "chung-thuc-phieu-yeu-cau",
    "ct01",
    "ct01-dieu-chinh",
    "ct01-gia-han",
    "ct01-tam-tru",
    "ct01-thuong-tru",
    "dat-bien-dong-38",
    "dat-dang-ky",
    "dat-dang-ky-38",
    "giay-uy-quyen",
    "ht-cai-chinh",
    "ht-dang-ky-lai-khai-sinh",
    "ht-giam-ho",
    "ht-ket-hon",
    "ht-khai-sinh",
    "ht-khai-tu",
    "ht-nhan-cha-me-con",
    "ht-trich-luc",
    "ht-xac-nhan-hon-nhan",
    "xd-gpxd-nha-o",
];

/// A form's folder, read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormFolder {
    /// The folder's name: the form's id, or for a further edition the id, a dash and anything, such as `ct01-2027`.
    pub name: Cow<'static, str>,
    /// What `form.toml` says.
    pub schema: Cow<'static, str>,
    /// What `form.typ` says.
    pub template: Cow<'static, str>,
}

/// A folder that is no form.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{folder}/form.toml:{why}")]
pub struct CatalogError {
    /// The folder's name.
    pub folder: String,
    /// Why; prints what stands behind the file's name.
    pub why: NoForm,
}

/// Why a folder is no form.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NoForm {
    /// Its `form.toml` is wrong, there.
    #[error(transparent)]
    Schema(#[from] SchemaError),
    /// It has another name than its form, which has this id.
    #[error(" id = \"{0}\", so call the folder \"{0}\", or \"{0}-…\" for a further edition")]
    Name(String),
}

/// All forms that the kiosk can fill, in all editions; the default has none.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Catalog {
    editions: Vec<Edition>,
}

#[derive(Debug, Clone, PartialEq)]
struct Edition {
    form: Form,
    template: Cow<'static, str>,
}

impl Catalog {
    /// The built-in forms, whose questions choose from `lists`.
    ///
    /// # Errors
    /// Never for a released program: a test reads each of them.
    pub fn built_in(lists: &Lists) -> Result<Self, CatalogError> {
        FOLDERS.iter().cloned().try_fold(Self::default(), |forms, folder| forms.with(folder, lists))
    }

    /// The same forms and that of `folder`, which replaces the one from a folder of the same name.
    ///
    /// # Errors
    /// What is wrong with the folder.
    pub fn with(mut self, folder: FormFolder, lists: &Lists) -> Result<Self, CatalogError> {
        let FormFolder { name, schema, template } = folder;
        let wrong = |why| CatalogError { folder: name.to_string(), why };
        let mut form = schema::parse(&schema, lists).map_err(|error| wrong(error.into()))?;
        if name != form.id && !name.starts_with(&format!("{}-", form.id)) {
            return Err(wrong(NoForm::Name(form.id)));
        }
        form.folder = name.into_owned();
        self.editions.retain(|edition| edition.form.folder != form.folder);
        self.editions.push(Edition { form, template });
        Ok(self)
    }

    /// Every edition of every form.
    pub fn forms(&self) -> impl DoubleEndedIterator<Item = &Form> {
        self.editions.iter().map(|edition| &edition.form)
    }

    /// The form from the folder `folder`, in force or not: that of a draft.
    pub fn form(&self, folder: &str) -> Option<&Form> {
        self.forms().find(|form| form.folder == folder)
    }

    /// The edition of the form called `id` that is in force on `day`, the latest when several are.
    pub fn in_force(&self, id: &str, day: Date) -> Option<&Form> {
        self.forms().filter(|form| form.id == id && form.is_in_force(day)).max_by_key(|form| form.from)
    }

    /// The form in force on `day` that serves the procedure with this portal code in the province with this
    /// two-digit code; one made for that province before one for all.
    pub fn serving(&self, procedure: &str, day: Date, province: Option<&str>) -> Option<&Form> {
        let serves = |form: &&Form| form.procedures.iter().any(|code| code == procedure);
        let here = |form: &&Form| form.is_in_force(day) && form.is_used_in(province);
        let rank = |form: &&Form| (!form.provinces.is_empty(), form.from);
        // max_by_key takes the last of equals; reversed, that is the catalogue's first.
        self.forms().rev().filter(serves).filter(here).max_by_key(rank)
    }

    /// The Typst template of the form from the folder `folder`.
    pub fn template(&self, folder: &str) -> Option<&str> {
        self.editions.iter().find(|e| e.form.folder == folder).map(|e| e.template.as_ref())
    }

    /// The editions of which staff should hear on `day`: they end within 60 days or have ended, and no other one
    /// takes their place.
    pub fn lapsing(&self, day: Date) -> Vec<&Form> {
        let horizon = day.saturating_add(NOTICE_DAYS.days());
        let lapses = |form: &&Form| {
            form.until.is_some_and(|until| until <= horizon && !self.has_successor(&form.id, until))
        };
        self.forms().filter(lapses).collect()
    }

    /// Whether some edition of the form called `id` is in force on the day after `until`.
    fn has_successor(&self, id: &str, until: Date) -> bool {
        until.tomorrow().is_ok_and(|next| self.in_force(id, next).is_some())
    }
}
