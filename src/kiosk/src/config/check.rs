//! From the file's shape to values that the rest of the program can trust.

mod announcements;
mod form_printers;
mod hours;
mod network;
mod queue;
mod read_aloud;
mod services;
mod voice;

use std::path::{Path, PathBuf};

use argon2::password_hash::phc::PasswordHash;
use jiff::tz::TimeZone;
use kiosk_core::form::{Catalog, ListName, Lists};
use kiosk_core::office::{Colour, Commune, FormPrinter, Offer, Office, Times};
use kiosk_core::procedure::Procedures;
use kiosk_core::queue::{Counter, CounterId, Service, ServiceId};
use kiosk_core::text::Text;
use kiosk_hardware::{PrinterProfile, ProfileError, ScannerProfile};
use kiosk_ui::Keyboard;
use serde::de::DeserializeOwned;
use toml::Spanned;

use super::{Config, Mistake, file};
use crate::form_folder::read_all;

/// A text and where it stands, to tell mistakes by line.
struct Reader<'a> {
    file: &'a Path,
    text: &'a str,
}

pub(super) fn config(path: &Path, text: &str) -> Result<Config, Mistake> {
    let reader = Reader { file: path, text };
    let file: file::File = reader.parse()?;
    let (mut office, time_zone) = reader.office(file.office, file.queue, file.hours)?;
    let (printers, form_printers) = reader.form_printers(file.form_printers, &office.services)?;
    office.form_printers = printers;
    Ok(Config {
        office,
        data: PathBuf::from(file.data.dir),
        network: reader.network(file.console.tls, file.console.proxies, &time_zone)?,
        listen: reader.listen(&file.console.listen)?,
        pin_hash: reader.pin_hash(file.console.pin_hash)?,
        voice: reader.voice(file.voice)?,
        read_aloud: reader.read_aloud(file.read_aloud)?,
        keyboard: keyboard(&file.screen),
        ticket_profile: reader.printer_profile(&file.ticket_printer)?,
        ticket_port: PathBuf::from(file.ticket_printer.port),
        scanner_port: PathBuf::from(file.scanner.port),
        scanner_profile: reader.scanner_profile(&file.scanner.profile)?,
        form_printers,
        time_zone,
    })
}

pub(super) fn office_alone(path: &Path, text: &str) -> Result<(Office, TimeZone), Mistake> {
    let reader = Reader { file: path, text };
    let file: file::DemoFile = reader.parse()?;
    reader.office(file.office, file.queue, file.hours)
}

/// A keyboard that somebody plugs in must do nothing, so keys are heeded only where that is wished.
fn keyboard(file: &file::Screen) -> Keyboard {
    if file.keyboard.unwrap_or(false) { Keyboard::Heard } else { Keyboard::Ignored }
}

impl Reader<'_> {
    fn mistake(&self, at: usize, key: &str, problem: String, remedy: String) -> Mistake {
        let line = self.text[..at.min(self.text.len())].matches('\n').count() + 1;
        Mistake { file: self.file.to_owned(), line, key: key.to_owned(), problem, remedy }
    }

    fn wrong<T>(&self, value: &Spanned<T>, key: &str, problem: String, remedy: String) -> Mistake {
        self.mistake(value.span().start, key, problem, remedy)
    }

    fn parse<T: DeserializeOwned>(&self) -> Result<T, Mistake> {
        toml::from_str(self.text).map_err(|error| {
            let at = error.span().map_or(0, |span| span.start);
            let line = self.text[at..].lines().next().unwrap_or_default();
            let key = line.split('=').next().unwrap_or_default().trim().to_owned();
            let remedy = "Compare with hardware/kiosk.example.toml.".to_owned();
            self.mistake(at, &key, error.message().to_owned(), remedy)
        })
    }

    fn office(
        &self,
        file: file::Office,
        queue: file::Queue,
        hours: file::Hours,
    ) -> Result<(Office, TimeZone), Mistake> {
        let lists = Lists::built_in().map_err(|e| self.broken("list", &e))?;
        let lists = lists
            .with(ListName::Hospitals, &file.hospitals)
            .with(ListName::Neighbourhoods, &file.neighbourhoods);
        let forms = Catalog::built_in(&lists).map_err(|e| self.broken("form", &e))?;
        let forms = match &file.forms {
            Some(folder) => self.own_forms(forms, folder, &lists)?,
            None => forms,
        };
        let time_zone = self.time_zone(&file.time_zone)?;
        let services = self.services(file.services)?;
        let office = Office {
            name: self.office_name(file.name, file.name_en)?,
            colour: file.colour.map(|colour| self.colour(&colour)).transpose()?,
            commune: Commune {
                name: file.commune,
                province: file.province,
                province_code: file.province_code.map(|code| self.province_code(code)).transpose()?,
            },
            residence_agency: file.residence_agency,
            place: file.place,
            public_url: file.public_url.map(|url| self.public_url(url)).transpose()?,
            notices: self.notices(file.notices)?,
            house_rules: self.house_rules(file.house_rules)?,
            counters: self.counters(file.counters, &services)?,
            queue: self.queue_rules(queue)?,
            hours: self.opening_hours(hours)?,
            procedures: self.procedures(file.procedures, &services, &forms)?,
            services,
            // The demo has one; a real kiosk's are named beside its other devices.
            form_printers: vec![FormPrinter::default()],
            forms,
            fill_optional: file.fill_optional.unwrap_or(true),
            times: Times::default(),
        };
        Ok((office, time_zone))
    }

    /// Something in the program itself, which no configuration can mend.
    fn broken(&self, what: &str, error: &dyn std::error::Error) -> Mistake {
        self.mistake(0, "office", format!("a built-in {what} is broken: {error}"), String::new())
    }

    /// `forms` and those in the office's own folder, which replace those from folders of the same names.
    fn own_forms(&self, forms: Catalog, folder: &Spanned<String>, lists: &Lists) -> Result<Catalog, Mistake> {
        let wrong =
            |problem: String, remedy: &str| self.wrong(folder, "office.forms", problem, remedy.into());
        let folders = read_all(Path::new(folder.get_ref())).map_err(|error| {
            wrong(
                error.to_string(),
                "Give a folder that holds a folder with form.toml and form.typ for each form.",
            )
        })?;
        folders.into_iter().try_fold(forms, |forms, folder| {
            forms
                .with(folder, lists)
                .map_err(|error| wrong(error.to_string(), "Run `kiosk form check` on that folder."))
        })
    }

    fn colour(&self, colour: &Spanned<String>) -> Result<Colour, Mistake> {
        Colour::parse(colour.get_ref()).map_err(|error| {
            let problem = format!("\"{}\": {error}", colour.get_ref());
            let remedy =
                "Write # and six hexadecimal digits, of a dark colour such as \"#133f6e\" or \"#a00e14\".";
            self.wrong(colour, "office.colour", problem, remedy.into())
        })
    }

    fn province_code(&self, code: Spanned<String>) -> Result<String, Mistake> {
        if code.get_ref().len() == 2 && code.get_ref().bytes().all(|b| b.is_ascii_digit()) {
            return Ok(code.into_inner());
        }
        let problem = format!("\"{}\" is no code of a province", code.get_ref());
        let remedy = "Write two digits, such as \"48\" for Đà Nẵng, or leave the key out.";
        Err(self.wrong(&code, "office.province_code", problem, remedy.into()))
    }

    fn time_zone(&self, name: &Spanned<String>) -> Result<TimeZone, Mistake> {
        TimeZone::get(name.get_ref()).map_err(|_| {
            let problem = format!("no time zone is called \"{}\"", name.get_ref());
            self.wrong(name, "office.time_zone", problem, "Write \"Asia/Ho_Chi_Minh\".".into())
        })
    }

    fn public_url(&self, url: Spanned<String>) -> Result<String, Mistake> {
        if url.get_ref().starts_with("http://") || url.get_ref().starts_with("https://") {
            return Ok(url.into_inner().trim_end_matches('/').to_owned());
        }
        let remedy =
            "Write an address that phones reach, such as \"https://so.example.vn\", or leave the key out.";
        Err(self.wrong(&url, "office.public_url", "not a web address".into(), remedy.into()))
    }

    /// Both languages or neither: half of the citizens must not miss it.
    fn in_both_languages(
        &self,
        table: &str,
        key: &str,
        vi: Option<Spanned<String>>,
        en: Option<Spanned<String>>,
    ) -> Result<Option<Text>, Mistake> {
        let english = format!("{key}_en");
        match (vi, en) {
            (None, None) => Ok(None),
            (Some(vi), Some(en)) => Ok(Some(Text::new(vi.into_inner(), en.into_inner()))),
            (Some(one), None) => Err(self.one_language(&one, &format!("{table}.{key}"), &english)),
            (None, Some(one)) => Err(self.one_language(&one, &format!("{table}.{english}"), key)),
        }
    }

    fn one_language(&self, one: &Spanned<String>, key: &str, other: &str) -> Mistake {
        let problem = "it is said in one language only".to_owned();
        self.wrong(one, key, problem, format!("Write {other} as well, or leave both out."))
    }

    fn known_service(
        &self,
        id: Spanned<String>,
        key: &str,
        services: &[Service],
    ) -> Result<ServiceId, Mistake> {
        if services.iter().any(|s| &s.id.0 == id.get_ref()) {
            return Ok(ServiceId(id.into_inner()));
        }
        let known: Vec<&str> = services.iter().map(|s| s.id.0.as_str()).collect();
        let problem = format!("there is no service \"{}\"", id.get_ref());
        Err(self.wrong(&id, key, problem, format!("Write one of: {}.", known.join(", "))))
    }

    fn counters(&self, files: Vec<file::Counter>, services: &[Service]) -> Result<Vec<Counter>, Mistake> {
        let mut counters: Vec<Counter> = Vec::new();
        for file in files {
            let id = CounterId(*file.number.get_ref());
            if id.0 == 0 || counters.iter().any(|c| c.id == id) {
                let problem = format!("counter {} cannot be used", id.0);
                let remedy = "Number the counters from 1, each number once.";
                return Err(self.wrong(&file.number, "office.counter.number", problem, remedy.into()));
            }
            let known = |s| self.known_service(s, "office.counter.services", services);
            counters.push(Counter {
                id,
                services: file.services.into_iter().map(known).collect::<Result<_, _>>()?,
            });
        }
        Ok(counters)
    }

    fn procedures(
        &self,
        files: Vec<file::Procedure>,
        services: &[Service],
        forms: &Catalog,
    ) -> Result<Vec<Offer>, Mistake> {
        let known = Procedures::built_in().map_err(|e| self.broken("procedure", &e))?;
        let served = |code: &str| forms.forms().any(|form| form.procedures.iter().any(|p| p == code));
        let one = |file: file::Procedure| {
            let Some(procedure) = known.get(file.code.get_ref()).filter(|p| served(&p.code)) else {
                let problem = format!("no form serves procedure \"{}\"", file.code.get_ref());
                let codes = known.all().iter().map(|p| p.code.as_str()).filter(|code| served(code));
                let remedy = format!("Write one of: {}.", codes.collect::<Vec<_>>().join(", "));
                return Err(self.wrong(&file.code, "office.procedure.code", problem, remedy));
            };
            Ok(Offer {
                procedure: procedure.clone(),
                service: self.known_service(file.service, "office.procedure.service", services)?,
                confirmed_fee: self.in_both_languages("office.procedure", "fee", file.fee, file.fee_en)?,
            })
        };
        files.into_iter().map(one).collect()
    }

    fn listen(&self, text: &Spanned<String>) -> Result<std::net::SocketAddr, Mistake> {
        text.get_ref().parse().map_err(|_| {
            let problem = format!("\"{}\" is no address with a port", text.get_ref());
            self.wrong(
                text,
                "console.listen",
                problem,
                "Write \"127.0.0.1:8080\", or the address of the staff network's interface.".into(),
            )
        })
    }

    fn pin_hash(&self, text: Spanned<String>) -> Result<String, Mistake> {
        if PasswordHash::new(text.get_ref()).is_ok_and(|hash| hash.algorithm.as_str() == "argon2id") {
            return Ok(text.into_inner());
        }
        let remedy = "Run `kiosk hash-pin`, type the PIN, and paste the line that it prints.";
        Err(self.wrong(&text, "console.pin_hash", "not an argon2id hash".into(), remedy.into()))
    }

    fn printer_profile(&self, file: &file::TicketPrinter) -> Result<PrinterProfile, Mistake> {
        let folder = file.profiles.as_ref().map(|folder| Path::new(folder.get_ref()));
        PrinterProfile::find(file.profile.get_ref(), folder).map_err(|error| {
            let (value, key, remedy) = match (&error, &file.profiles) {
                (ProfileError::Unreadable { .. }, Some(folder)) => {
                    (folder, "ticket_printer.profiles", "Write a folder that can be read, or leave it out.")
                }
                (ProfileError::Unknown { .. }, _) => {
                    (&file.profile, "ticket_printer.profile", "Write one of those names.")
                }
                _ => (&file.profile, "ticket_printer.profile", "Mend that file, or write another name."),
            };
            self.wrong(value, key, error.to_string(), remedy.into())
        })
    }

    fn scanner_profile(&self, name: &Spanned<String>) -> Result<ScannerProfile, Mistake> {
        ScannerProfile::named(name.get_ref()).map_err(|e| {
            let remedy = format!("Write one of: {}.", ScannerProfile::names().collect::<Vec<_>>().join(", "));
            self.wrong(name, "scanner.profile", e.to_string(), remedy)
        })
    }
}
