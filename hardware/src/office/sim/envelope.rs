//! The form of requests and answers: what the simulated printer checks before it looks at the
//! job, and how it says yes or no.

use ipp::{
    IppHeader,
    prelude::{
        DelimiterTag, IppAttribute, IppAttributes, IppRequestResponse, IppValue, IppVersion, StatusCode,
    },
};

use super::SimAnswer;
use crate::office::message::value;

/// A status that is not success, with the attribute that is at fault, if one is.
pub(super) struct Rejection(pub(super) StatusCode, pub(super) Option<IppAttribute>);

/// The attributes of an answer, or why there are none.
pub(super) type Outcome = Result<IppAttributes, Rejection>;

impl From<StatusCode> for Rejection {
    fn from(status: StatusCode) -> Self {
        Self(status, None)
    }
}

/// Version, request number, character set, language and target, in the order that RFC 8011
/// section 4.1 prescribes.
pub(super) fn check_envelope(request: &IppRequestResponse) -> Result<(), Rejection> {
    let header = request.header();
    if ![1, 2].contains(&(header.version.0 >> 8)) {
        return Err(StatusCode::ServerErrorVersionNotSupported.into());
    }
    let leading = [
        IppAttribute::ATTRIBUTES_CHARSET,
        IppAttribute::ATTRIBUTES_NATURAL_LANGUAGE,
        IppAttribute::PRINTER_URI,
    ];
    let attributes = request.attributes();
    let first = attributes.groups().first();
    let named = first.is_some_and(|group| {
        let names = group.attributes().iter().map(|a| a.name().as_str());
        group.tag() == DelimiterTag::OperationAttributes && names.take(3).eq(leading)
    });
    if header.request_id < 1 || !named {
        return Err(StatusCode::ClientErrorBadRequest.into());
    }
    let charset = operation_value(attributes, IppAttribute::ATTRIBUTES_CHARSET);
    if charset.and_then(IppValue::as_charset).is_none_or(|c| c.as_str() != "utf-8") {
        return Err(StatusCode::ClientErrorCharsetNotSupported.into());
    }
    Ok(())
}

pub(super) fn operation_value<'a>(attributes: &'a IppAttributes, name: &str) -> Option<&'a IppValue> {
    value(attributes, DelimiterTag::OperationAttributes, name)
}

/// Attributes of one group of an answer.
pub(super) struct Group {
    tag: DelimiterTag,
    pub(super) attributes: IppAttributes,
}

impl Group {
    pub(super) fn new(tag: DelimiterTag) -> Self {
        Self { tag, attributes: IppAttributes::new() }
    }

    pub(super) fn add(&mut self, name: &str, value: IppValue) {
        if let Ok(attribute) = IppAttribute::with_name(name, value) {
            self.attributes.add(self.tag, attribute);
        }
    }

    pub(super) fn add_keywords(&mut self, name: &str, keywords: &[&str]) {
        let values = keywords.iter().flat_map(|keyword| IppValue::new_keyword(*keyword));
        self.add(name, IppValue::Array(values.collect()));
    }

    pub(super) fn only_requested(mut self, request: &IppRequestResponse) -> IppAttributes {
        let wanted = operation_value(request.attributes(), IppAttribute::REQUESTED_ATTRIBUTES);
        if let (Some(wanted), Some(group)) = (wanted, self.attributes.first_of_mut(self.tag)) {
            group.attributes_mut().retain(|attribute| {
                let mut names = wanted.into_iter().filter_map(|name| name.as_keyword());
                names.any(|name| name.as_str() == attribute.name().as_str())
            });
        }
        self.attributes
    }
}

pub(super) fn reply(request: IppHeader, outcome: Outcome) -> SimAnswer {
    let (status, mut body) = match outcome {
        Ok(attributes) => (StatusCode::SuccessfulOk, attributes),
        Err(Rejection(status, at_fault)) => (status, unsupported(at_fault)),
    };
    let mut envelope = Group::new(DelimiterTag::OperationAttributes);
    if let (Ok(charset), Ok(language)) =
        (IppValue::new_charset("utf-8"), IppValue::new_natural_language("en"))
    {
        envelope.add(IppAttribute::ATTRIBUTES_CHARSET, charset);
        envelope.add(IppAttribute::ATTRIBUTES_NATURAL_LANGUAGE, language);
    }
    let mut attributes = envelope.attributes;
    attributes.groups_mut().append(body.groups_mut());
    let header = IppHeader::new(IppVersion::v1_1(), status as i16, request.request_id);
    SimAnswer::Reply([header.to_bytes(), attributes.to_bytes()].concat())
}

fn unsupported(at_fault: Option<IppAttribute>) -> IppAttributes {
    let mut attributes = IppAttributes::new();
    if let Some(attribute) = at_fault {
        attributes.add(DelimiterTag::UnsupportedAttributes, attribute);
    }
    attributes
}
