//! What a job asks of the simulated printer: format, paper, copies, scaling. What it does not ask for is
//! the default; what the printer does not have is refused by name.

use ipp::prelude::{DelimiterTag, IppAttribute, IppAttributes, IppValue, StatusCode};

use super::envelope::{Rejection, operation_value};
use crate::office::message::value;

/// The wishes that change what comes out.
pub(super) struct Ticket {
    pub(super) copies: u8,
}

impl Ticket {
    pub(super) fn read(
        attributes: &IppAttributes,
        sizes: &[String],
        formats: &[String],
    ) -> Result<Self, Rejection> {
        check_format(attributes, formats)?;
        wish(attributes, IppAttribute::MEDIA, |media| keyword(media).filter(|size| has(sizes, size)))?;
        wish(attributes, "print-scaling", |way| {
            keyword(way).filter(|way| ["auto", "none"].contains(&way.as_str()))
        })?;
        wish(attributes, IppAttribute::MULTIPLE_DOCUMENT_HANDLING, |way| {
            keyword(way).filter(|way| way.ends_with("-collated-copies"))
        })?;
        let copies = wish(attributes, IppAttribute::COPIES, |copies| {
            let copies = u8::try_from(*copies.as_integer()?).ok()?;
            (1..=99).contains(&copies).then_some(copies)
        })?;
        Ok(Self { copies: copies.unwrap_or(1) })
    }
}

fn check_format(attributes: &IppAttributes, formats: &[String]) -> Result<(), Rejection> {
    let Some(format) = operation_value(attributes, IppAttribute::DOCUMENT_FORMAT) else {
        return Ok(());
    };
    if format.as_mime_media_type().is_some_and(|format| has(formats, format.as_str())) {
        return Ok(());
    }
    let at_fault = IppAttribute::with_name(IppAttribute::DOCUMENT_FORMAT, format.clone()).ok();
    Err(Rejection(StatusCode::ClientErrorDocumentFormatNotSupported, at_fault))
}

/// A job attribute, read by `granted`; refused when that gives nothing.
fn wish<T>(
    attributes: &IppAttributes,
    name: &str,
    granted: impl FnOnce(&IppValue) -> Option<T>,
) -> Result<Option<T>, Rejection> {
    let Some(wanted) = value(attributes, DelimiterTag::JobAttributes, name) else {
        return Ok(None);
    };
    match granted(wanted) {
        Some(granted) => Ok(Some(granted)),
        None => {
            let at_fault = IppAttribute::with_name(name, wanted.clone()).ok();
            Err(Rejection(StatusCode::ClientErrorAttributesOrValuesNotSupported, at_fault))
        }
    }
}

fn keyword(value: &IppValue) -> Option<String> {
    value.as_keyword().map(|keyword| keyword.as_str().to_owned())
}

fn has(known: &[String], name: &str) -> bool {
    known.iter().any(|one| one == name)
}
