//! What is announced to everybody: `[[office.notice]]` and `[[office.house_rule]]`.

use kiosk_core::office::rule::{ANNOUNCEMENT_LENGTH, HOUSE_RULES, NOTICES, is_announcement};
use kiosk_core::text::Text;
use toml::Spanned;

use super::Reader;
use crate::config::{Mistake, file};

impl Reader<'_> {
    pub(super) fn notices(&self, files: Vec<file::Announcement>) -> Result<Vec<Text>, Mistake> {
        self.announcements("office.notice", files, NOTICES)
    }

    pub(super) fn house_rules(&self, files: Vec<file::Announcement>) -> Result<Vec<Text>, Mistake> {
        self.announcements("office.house_rule", files, HOUSE_RULES)
    }

    fn announcements(
        &self,
        table: &str,
        files: Vec<file::Announcement>,
        most: usize,
    ) -> Result<Vec<Text>, Mistake> {
        if let Some(first_too_many) = files.get(most) {
            let problem = format!("there are {} of them", files.len());
            let remedy = format!("Write {most} at most.");
            return Err(self.wrong(&first_too_many.vi, table, problem, remedy));
        }
        files.into_iter().map(|file| self.announcement(table, file)).collect()
    }

    fn announcement(&self, table: &str, file: file::Announcement) -> Result<Text, Mistake> {
        let vi = self.line(&format!("{table}.vi"), file.vi)?;
        Ok(Text::new(vi, self.line(&format!("{table}.en"), file.en)?))
    }

    fn line(&self, key: &str, text: Spanned<String>) -> Result<String, Mistake> {
        if is_announcement(text.get_ref()) {
            return Ok(text.into_inner());
        }
        let problem = format!("it is no line of 1 to {ANNOUNCEMENT_LENGTH} characters");
        let remedy = "Shorten it, or make two of it; it has to be read in passing.";
        Err(self.wrong(&text, key, problem, remedy.into()))
    }
}
