//! When numbers are given out: `[hours]`.

use jiff::civil::{Date, Time};
use kiosk_core::office::rule;
use kiosk_core::queue::{OpeningHours, Span};
use toml::Spanned;

use super::Reader;
use crate::config::{Mistake, file};

impl Reader<'_> {
    pub(super) fn opening_hours(&self, file: file::Hours) -> Result<OpeningHours, Mistake> {
        let remedy = "Write 0 to 600 minutes before the last closing of the day.";
        let last_ticket = self.within(file.last_ticket, "hours.last_ticket", rule::LAST_TICKET, remedy)?;
        let days = [
            ("hours.monday", file.monday),
            ("hours.tuesday", file.tuesday),
            ("hours.wednesday", file.wednesday),
            ("hours.thursday", file.thursday),
            ("hours.friday", file.friday),
            ("hours.saturday", file.saturday),
            ("hours.sunday", file.sunday),
        ];
        Ok(OpeningHours {
            week: self.week(days)?,
            closed_on: file.closed_on.iter().map(|day| self.holiday(day)).collect::<Result<_, _>>()?,
            last_ticket: last_ticket.unwrap_or(0),
            day_begins: self.day_begins(file.day_begins)?,
        })
    }

    /// Days that are not named are closed; with none named the office is always open.
    fn week(
        &self,
        days: [(&str, Option<Vec<Spanned<String>>>); 7],
    ) -> Result<Option<[Vec<Span>; 7]>, Mistake> {
        if days.iter().all(|(_, spans)| spans.is_none()) {
            return Ok(None);
        }
        let mut week: [Vec<Span>; 7] = Default::default();
        for (day, (key, spans)) in week.iter_mut().zip(days) {
            *day = self.spans(key, &spans.unwrap_or_default())?;
        }
        Ok(Some(week))
    }

    fn spans(&self, key: &str, texts: &[Spanned<String>]) -> Result<Vec<Span>, Mistake> {
        let mut spans: Vec<Span> = Vec::new();
        for text in texts {
            let Some(span) = Span::read(text.get_ref()).filter(|span| rule::follows(&spans, span)) else {
                let problem = format!("\"{}\" is no time in which the office is open", text.get_ref());
                let remedy = "Write times in their order, such as [\"07:30-11:30\", \"13:30-17:00\"].";
                return Err(self.wrong(text, key, problem, remedy.into()));
            };
            spans.push(span);
        }
        Ok(spans)
    }

    fn holiday(&self, text: &Spanned<String>) -> Result<Date, Mistake> {
        text.get_ref().parse().map_err(|_| {
            let problem = format!("\"{}\" is no day", text.get_ref());
            self.wrong(text, "hours.closed_on", problem, "Write days such as \"2027-01-01\".".into())
        })
    }

    fn day_begins(&self, text: Option<Spanned<String>>) -> Result<Time, Mistake> {
        let Some(text) = text else { return Ok(OpeningHours::default().day_begins) };
        rule::time(text.get_ref()).ok_or_else(|| {
            let problem = format!("\"{}\" is no time", text.get_ref());
            let remedy = "Write a time at which nobody is in the office, such as \"00:00\".";
            self.wrong(&text, "hours.day_begins", problem, remedy.into())
        })
    }
}
