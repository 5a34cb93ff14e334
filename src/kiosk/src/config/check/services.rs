//! What citizens queue for, and the office's own name: `[[office.service]]`, `[office]`.

use kiosk_core::office::rule;
use kiosk_core::queue::{Service, ServiceId};
use kiosk_core::text::Text;
use toml::Spanned;

use super::Reader;
use crate::config::{Mistake, file};

impl Reader<'_> {
    pub(super) fn office_name(&self, vi: Spanned<String>, en: Spanned<String>) -> Result<Text, Mistake> {
        let checked = |key: &str, name: Spanned<String>| {
            if rule::is_office_name(name.get_ref()) {
                return Ok(name.into_inner());
            }
            let problem = "it is no name of an office".to_owned();
            let remedy =
                format!("Write up to {} lines, {} characters together.", rule::NAME_LINES, rule::NAME_LENGTH);
            Err(self.wrong(&name, key, problem, remedy))
        };
        Ok(Text::new(checked("office.name", vi)?, checked("office.name_en", en)?))
    }

    pub(super) fn services(&self, files: Vec<file::Service>) -> Result<Vec<Service>, Mistake> {
        let mut services: Vec<Service> = Vec::new();
        for file in files {
            let (id, prefix) = (file.id.get_ref(), file.prefix.get_ref());
            if !rule::is_service_id(id) {
                let problem = format!("\"{id}\" cannot name a service");
                let remedy = "Write up to 40 letters, digits and dashes without spaces, such as \"ho-tich\".";
                return Err(self.wrong(&file.id, "office.service.id", problem, remedy.into()));
            }
            if services.iter().any(|s| &s.id.0 == id) {
                let problem = format!("two services are called \"{id}\"");
                return Err(self.wrong(
                    &file.id,
                    "office.service.id",
                    problem,
                    "Give each its own id.".into(),
                ));
            }
            if !rule::is_prefix(prefix) || services.iter().any(|s| &s.prefix == prefix) {
                let problem = format!("\"{prefix}\" cannot begin this service's numbers");
                let remedy = "Write one or two capital letters that no other service uses, such as \"A\".";
                return Err(self.wrong(&file.prefix, "office.service.prefix", problem, remedy.into()));
            }
            services.push(Service {
                ready: self.ready(file.ready, file.ready_en)?,
                minutes: self.minutes(file.minutes)?,
                numbering: self.numbering(file.start, file.width)?,
                per_day: self.limit(file.limit)?,
                open: true,
                id: ServiceId(file.id.into_inner()),
                name: self.labels("name", file.name, file.name_en)?,
                prefix: file.prefix.into_inner(),
            });
        }
        Ok(services)
    }

    fn ready(
        &self,
        vi: Option<Spanned<String>>,
        en: Option<Spanned<String>>,
    ) -> Result<Option<Text>, Mistake> {
        match (vi, en) {
            (Some(vi), Some(en)) => self.labels("ready", vi, en).map(Some),
            (vi, en) => self.in_both_languages("office.service", "ready", vi, en),
        }
    }

    fn labels(&self, key: &str, vi: Spanned<String>, en: Spanned<String>) -> Result<Text, Mistake> {
        let vi = self.label(&format!("office.service.{key}"), vi)?;
        Ok(Text::new(vi, self.label(&format!("office.service.{key}_en"), en)?))
    }

    fn label(&self, key: &str, text: Spanned<String>) -> Result<String, Mistake> {
        if rule::is_label(text.get_ref()) {
            return Ok(text.into_inner());
        }
        let problem = format!("it is no line of 1 to {} characters", rule::LABEL_LENGTH);
        Err(self.wrong(&text, key, problem, "Shorten it: it has to fit on a slip and a button.".into()))
    }

    fn minutes(&self, minutes: Option<Spanned<u32>>) -> Result<Option<u32>, Mistake> {
        let Some(minutes) = minutes else { return Ok(None) };
        if rule::MINUTES.contains(minutes.get_ref()) {
            return Ok(Some(minutes.into_inner()));
        }
        let problem = format!("{} minutes is no time that one person takes", minutes.get_ref());
        let remedy = "Write 1 to 240, or leave it out: then no slip says how long the wait is.";
        Err(self.wrong(&minutes, "office.service.minutes", problem, remedy.into()))
    }
}
