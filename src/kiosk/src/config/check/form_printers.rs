//! The A4 printers: `[[form_printer]]`.

use kiosk_core::office::FormPrinter;
use kiosk_core::queue::Service;
use toml::Spanned;

use super::Reader;
use crate::config::{Mistake, file};

impl Reader<'_> {
    /// The printers with their addresses, in one order.
    pub(super) fn form_printers(
        &self,
        files: Vec<file::FormPrinter>,
        services: &[Service],
    ) -> Result<(Vec<FormPrinter>, Vec<String>), Mistake> {
        let several = files.len() > 1;
        let printers = files.into_iter().map(|file| self.form_printer(file, several, services));
        printers.collect::<Result<Vec<_>, _>>().map(|printers| printers.into_iter().unzip())
    }

    fn form_printer(
        &self,
        file: file::FormPrinter,
        several: bool,
        services: &[Service],
    ) -> Result<(FormPrinter, String), Mistake> {
        let name = self.in_both_languages("form_printer", "name", file.name, file.name_en)?;
        if several && name.is_none() {
            let problem = "citizens would not know at which printer to wait".to_owned();
            let remedy = "Give each printer a name and a name_en that go on after \"at\": \"quầy số 2\", \"counter 2\".";
            return Err(self.wrong(&file.uri, "form_printer.name", problem, remedy.into()));
        }
        let known = |service| self.known_service(service, "form_printer.services", services);
        let services = file.services.into_iter().map(known).collect::<Result<_, _>>()?;
        Ok((FormPrinter { name, services }, self.printer_uri(file.uri)?))
    }

    fn printer_uri(&self, uri: Spanned<String>) -> Result<String, Mistake> {
        if uri.get_ref().starts_with("ipp://") || uri.get_ref().starts_with("http://") {
            return Ok(uri.into_inner());
        }
        let problem = format!("\"{}\" is no IPP address", uri.get_ref());
        let remedy = "Write the CUPS queue, \"ipp://localhost:631/printers/NAME\", or the printer itself.";
        Err(self.wrong(&uri, "form_printer.uri", problem, remedy.into()))
    }
}
