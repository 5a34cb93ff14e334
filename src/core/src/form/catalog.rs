//! The forms that are built into the program.

use super::{Form, SchemaError, Served, schema};

/// The house library that every template imports as `/house.typ`.
pub const HOUSE: &str = include_str!("../../catalog/house.typ");

/// A built-in form's two files.
pub struct BuiltIn {
    schema: &'static str,
    template: &'static str,
}

const BUILT_IN: [BuiltIn; 1] = [BuiltIn {
    schema: include_str!("../../catalog/ct01/form.toml"),
    template: include_str!("../../catalog/ct01/form.typ"),
}];

/// All forms that the kiosk can fill.
#[derive(Debug, Clone, PartialEq)]
pub struct Catalog {
    forms: Vec<(Form, &'static str)>,
}

impl Catalog {
    /// The built-in forms.
    ///
    /// # Errors
    /// Never for a released program: a test reads each of them.
    pub fn built_in() -> Result<Self, SchemaError> {
        let read = |form: &BuiltIn| Ok((schema::parse(form.schema)?, form.template));
        Ok(Self { forms: BUILT_IN.iter().map(read).collect::<Result<_, _>>()? })
    }

    /// The procedure with this portal code, and the form that serves it.
    pub fn procedure(&self, code: &str) -> Option<(&Form, &Served)> {
        let served = |form: &'_ Form| form.procedures.iter().position(|p| p.code == code);
        self.forms.iter().find_map(|(form, _)| Some((form, &form.procedures[served(form)?])))
    }

    /// The portal codes of all procedures that some form serves.
    pub fn procedure_codes(&self) -> Vec<&str> {
        self.forms.iter().flat_map(|(form, _)| form.procedures.iter().map(|p| p.code.as_str())).collect()
    }

    /// The form called `id`.
    pub fn form(&self, id: &str) -> Option<&Form> {
        self.forms.iter().map(|(form, _)| form).find(|form| form.id == id)
    }

    /// The Typst template of the form called `id`.
    pub fn template(&self, id: &str) -> Option<&'static str> {
        self.forms.iter().find(|(form, _)| form.id == id).map(|(_, template)| *template)
    }
}
