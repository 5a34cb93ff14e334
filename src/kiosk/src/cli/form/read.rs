//! `kiosk form read`: digits, or pictures with QR codes, become a form's values.

use std::error::Error;
use std::io::{Read, Write, stdin, stdout};
use std::path::{Path, PathBuf};

use kiosk_core::citizen::Personal;
use kiosk_core::form::Carried;

/// Larger than any scan of an A4 page.
const MOST_BYTES: u64 = 64 * 1024 * 1024;

/// Why a file gave no codes.
#[derive(Debug, thiserror::Error)]
enum Unread {
    #[error("{0} is neither a picture nor digits")]
    Unknown(String),
    #[error("{0} shows no QR code of a form: take the picture straight from above, with light, and near")]
    NoCode(String),
    #[error("{0} is larger than any picture of a page")]
    TooLarge(String),
}

/// Reads `files`, or stdin without any, and prints what the codes in them hold.
pub(super) fn read(files: &[PathBuf]) -> Result<(), Box<dyn Error>> {
    let mut codes = Vec::new();
    for file in files {
        codes.extend(codes_of(&file.display().to_string(), &bytes(file)?)?);
    }
    if files.is_empty() {
        let mut all = Vec::new();
        stdin().lock().take(MOST_BYTES).read_to_end(&mut all)?;
        codes.extend(codes_of("stdin", &Personal::new(all))?);
    }
    let codes: Vec<&str> = codes.iter().map(|code| code.expose().as_str()).collect();
    let paper = Carried::read(&codes)?;
    writeln!(stdout(), "{}", serde_json::to_string_pretty(paper.expose())?)?;
    Ok(())
}

fn bytes(file: &Path) -> Result<Personal<Vec<u8>>, Box<dyn Error>> {
    if std::fs::metadata(file)?.len() > MOST_BYTES {
        return Err(Unread::TooLarge(file.display().to_string()).into());
    }
    Ok(Personal::new(std::fs::read(file)?))
}

/// The codes in one file: a picture's, or the lines of digits.
fn codes_of(name: &str, bytes: &Personal<Vec<u8>>) -> Result<Vec<Personal<String>>, Unread> {
    if let Ok(picture) = image::load_from_memory(bytes.expose()) {
        return in_picture(name, picture);
    }
    let text = std::str::from_utf8(bytes.expose()).map_err(|_| Unread::Unknown(name.to_owned()))?;
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    Ok(lines.map(|line| Personal::new(line.to_owned())).collect())
}

/// The codes of a form that `picture` shows; other QR codes on the page, such as one to the portal, are passed by.
fn in_picture(name: &str, picture: image::DynamicImage) -> Result<Vec<Personal<String>>, Unread> {
    let grey = picture.into_luma8();
    let mut page = zedbar::Image::from_gray(grey.as_raw(), grey.width(), grey.height())
        .map_err(|_| Unread::NoCode(name.to_owned()))?;
    let reading = zedbar::DecoderConfig::new()
        .enable(zedbar::config::QrCode)
        .retry_undecoded_regions(true)
        .retry_downscaled(true)
        .retry_smoothed(true);
    let found = zedbar::Scanner::with_config(reading).scan(&mut page);
    let digits = |text: &&str| text.len() > 16 && text.bytes().all(|b| b.is_ascii_digit());
    let texts = found.symbols().iter().filter_map(|symbol| symbol.data_string());
    let codes: Vec<_> = texts.filter(digits).map(|text| Personal::new(text.to_owned())).collect();
    if codes.is_empty() { Err(Unread::NoCode(name.to_owned())) } else { Ok(codes) }
}
