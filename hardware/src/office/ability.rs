//! What a page printer says that it can do, against what a form needs: A4 and PDF.

use ipp::prelude::{IppAttribute, IppAttributes, IppValue};

use super::OfficeCondition;
use super::message::{A4, PDF, keywords, printer_value};

/// What the answer to Get-Printer-Attributes says of a form's needs. `None` where the printer says nothing:
/// then only a job can tell.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Abilities {
    /// `media-supported` has `iso_a4_210x297mm`, the name that the kiosk asks for.
    pub a4: Option<bool>,
    /// `document-format-supported` has `application/pdf`. Octets of any kind are no promise of it.
    pub pdf: Option<bool>,
}

impl Abilities {
    pub(super) fn of(attributes: &IppAttributes) -> Self {
        Self {
            a4: printer_value(attributes, IppAttribute::MEDIA_SUPPORTED)
                .map(|sizes| names(sizes).any(|name| name == A4)),
            pdf: printer_value(attributes, IppAttribute::DOCUMENT_FORMAT_SUPPORTED)
                .map(|formats| mime_types(formats).any(|format| format.eq_ignore_ascii_case(PDF))),
        }
    }

    /// What is surely missing. PDF first: such a printer wants a queue, and the queue knows its sizes.
    #[must_use]
    pub fn shortcoming(self) -> Option<OfficeCondition> {
        match self {
            Self { pdf: Some(false), .. } => Some(OfficeCondition::NoPdf),
            Self { a4: Some(false), .. } => Some(OfficeCondition::NoA4),
            Self { .. } => None,
        }
    }
}

/// Sizes are keywords, or names where an administrator made them up (RFC 8011 section 5.2.11).
fn names(sizes: &IppValue) -> impl Iterator<Item = &str> {
    let named = sizes.into_iter().filter_map(|one| one.as_name_without_language().map(|name| name.as_str()));
    keywords(sizes).chain(named)
}

pub(super) fn mime_types(formats: &IppValue) -> impl Iterator<Item = &str> {
    formats.into_iter().filter_map(|one| one.as_mime_media_type().map(|format| format.as_str()))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]

    use ipp::prelude::DelimiterTag;

    use super::*;

    fn printer(sizes: Option<&[&str]>, formats: Option<&[&str]>) -> IppAttributes {
        let mut attributes = IppAttributes::new();
        let mut add = |name, values: Vec<IppValue>| {
            let attribute = IppAttribute::with_name(name, IppValue::Array(values)).unwrap();
            attributes.add(DelimiterTag::PrinterAttributes, attribute);
        };
        if let Some(sizes) = sizes {
            let sizes = sizes.iter().map(|size| IppValue::new_keyword(*size).unwrap());
            add(IppAttribute::MEDIA_SUPPORTED, sizes.collect());
        }
        if let Some(formats) = formats {
            let formats = formats.iter().map(|format| IppValue::new_mime_media_type(*format).unwrap());
            add(IppAttribute::DOCUMENT_FORMAT_SUPPORTED, formats.collect());
        }
        attributes
    }

    #[test]
    fn what_is_missing_is_told_and_silence_is_not_missing() {
        const LETTER: &str = "na_letter_8.5x11in";
        let both: &[&str] = &[LETTER, A4];
        let pdf: &[&str] = &["image/pwg-raster", PDF];
        type Case<'a> = (Option<&'a [&'a str]>, Option<&'a [&'a str]>, Option<OfficeCondition>);
        let cases: [Case<'_>; 9] = [
            (Some(both), Some(pdf), None),
            (Some(both), Some(&["APPLICATION/PDF"]), None),
            (Some(&[LETTER]), Some(pdf), Some(OfficeCondition::NoA4)),
            (Some(&["iso_a4_210x297mm_borderless"]), Some(pdf), Some(OfficeCondition::NoA4)),
            (Some(both), Some(&["image/pwg-raster"]), Some(OfficeCondition::NoPdf)),
            (Some(both), Some(&["application/octet-stream"]), Some(OfficeCondition::NoPdf)),
            (Some(&[LETTER]), Some(&["image/urf"]), Some(OfficeCondition::NoPdf)),
            (None, Some(pdf), None),
            (None, None, None),
        ];
        for (sizes, formats, missing) in cases {
            assert_eq!(
                Abilities::of(&printer(sizes, formats)).shortcoming(),
                missing,
                "{sizes:?} {formats:?}"
            );
        }
    }

    #[test]
    fn a_size_given_as_a_name_counts() {
        let mut attributes = IppAttributes::new();
        let name = IppValue::new_name_without_language(A4).unwrap();
        let attribute = IppAttribute::with_name(IppAttribute::MEDIA_SUPPORTED, name).unwrap();
        attributes.add(DelimiterTag::PrinterAttributes, attribute);
        assert_eq!(Abilities::of(&attributes).a4, Some(true));
    }
}
