//! From what a technician saw to lines of a profile.

use kiosk_hardware::profile::{CodePage, Completion, Encoding};
use kiosk_hardware::{PrinterProfile, Way};

use super::questions::Findings;

/// Speed of the line in bit/s from which pictures take no longer than a citizen notices.
const FAST: u32 = 115_200;

/// Nothing on the page was legible.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("không phần nào đọc được; xin thử hồ sơ máy in khác. / no section was legible; try another profile")]
pub(super) struct Illegible;

/// What to put into the profile, as TOML.
///
/// # Errors
/// [`Illegible`] when no way of printing was right.
pub(super) fn lines(profile: &PrinterProfile, found: &Findings) -> Result<String, Illegible> {
    let way = best(profile, found).ok_or(Illegible)?;
    let when = |wanted: bool, line: &str| wanted.then(|| line.to_owned());
    let dots = found.ruler_mm.map(|mm| mm * profile.dots_per_mm / 16 * 16);
    let unconfirmed = !found.confirmed && profile.completion != Completion::Nothing;
    let lines = [
        Some(format!("# {}.toml", profile.name)),
        Some(format!("way = \"{}\"", way.name())),
        dots.map(|dots| format!("dots = {dots}")),
        Some(format!("user_defined = {}", found.user_defined)),
        Some(format!("native_qr = {}", found.native_qr)),
        when(!found.cut, "cutter = \"none\""),
        when(unconfirmed, "completion = \"nothing\"   # no section was confirmed"),
        when(!found.raster, "# Take the table [raster] out: its pictures are not right."),
        when(
            found.raster && !found.raster_qr,
            "# The QR code of section 1 cannot be scanned: look at the print density.",
        ),
        found.code_page.map(table),
    ];
    Ok(lines.into_iter().flatten().map(|line| line + "\n").collect())
}

/// The way to print: pictures look best and need nothing of the printer but time on the wire.
fn best(profile: &PrinterProfile, found: &Findings) -> Option<Way> {
    let code = found.raster || found.native_qr;
    let text =
        [(found.user_defined && code, Way::UserDefined), (found.code_page.is_some() && code, Way::CodePage)];
    let text = text.into_iter().find(|(right, _)| *right).map(|(_, way)| way);
    let raster = found.raster.then_some(Way::Raster);
    if profile.baud >= FAST { raster.or(text) } else { text.or(raster) }
}

fn table(page: CodePage) -> String {
    let encoding = match page.encoding {
        Encoding::Windows1258 => "windows-1258",
        Encoding::Tcvn3 => "tcvn-3",
    };
    let capitals = page.capitals_page.map(|page| format!("\ncapitals_page = {page}")).unwrap_or_default();
    format!("\n[code_page]\nencoding = \"{encoding}\"\npage = {}{capitals}", page.page)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use super::*;

    fn profile(baud: u32) -> PrinterProfile {
        PrinterProfile { baud, ..PrinterProfile::named("generic-80").unwrap() }
    }

    fn all_right() -> Findings {
        let page = CodePage { encoding: Encoding::Tcvn3, page: 30, capitals_page: Some(31) };
        Findings {
            raster: true,
            ruler_mm: None,
            raster_qr: true,
            native_qr: true,
            user_defined: true,
            code_page: Some(page),
            cut: true,
            confirmed: true,
        }
    }

    #[test]
    fn a_printer_that_can_everything_prints_pictures_on_a_fast_line_and_text_on_a_slow_one() {
        let rest = "user_defined = true\nnative_qr = true\n\n\
                    [code_page]\nencoding = \"tcvn-3\"\npage = 30\ncapitals_page = 31\n";
        let fast = lines(&profile(115_200), &all_right()).unwrap();
        assert_eq!(fast, format!("# generic-80.toml\nway = \"raster\"\n{rest}"));
        let slow = lines(&profile(9600), &all_right()).unwrap();
        assert_eq!(slow, format!("# generic-80.toml\nway = \"user-defined\"\n{rest}"));
    }

    #[test]
    fn what_was_not_right_is_not_claimed() {
        let found = Findings { raster: true, raster_qr: true, ruler_mm: Some(70), ..Findings::default() };
        let expected = "# generic-80.toml\nway = \"raster\"\ndots = 560\nuser_defined = false\n\
                        native_qr = false\ncutter = \"none\"\ncompletion = \"nothing\"   # no section was confirmed\n";
        assert_eq!(lines(&profile(9600), &found).unwrap(), expected);
    }

    #[test]
    fn text_without_any_way_to_print_the_code_is_no_way() {
        let found = Findings { user_defined: true, ..Findings::default() };
        assert_eq!(lines(&profile(9600), &found), Err(Illegible));
        assert_eq!(lines(&profile(9600), &Findings::default()), Err(Illegible));
    }

    /// What is said can be put into the profile as it is.
    #[test]
    fn the_lines_make_a_sound_profile() {
        let generic = include_str!("../../../../../hardware/profiles/printers/generic-80.toml");
        let said = lines(&profile(9600), &all_right()).unwrap();
        let (keys, page) = said.split_once("\n[code_page]").unwrap();
        let named = |line: &str| keys.lines().any(|key| line.split('=').next() == key.split('=').next());
        let kept: Vec<&str> = generic.lines().filter(|line| !line.contains('=') || !named(line)).collect();
        let text = format!("{keys}\n{}\n[code_page]{page}", kept.join("\n"));
        let profile = PrinterProfile::parse("lobby", &text).unwrap();
        assert_eq!((profile.way, profile.code_page.unwrap().page), (Way::UserDefined, 30));
    }
}
