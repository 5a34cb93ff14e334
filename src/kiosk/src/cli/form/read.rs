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

/// Longest sides, in pixels, at which a picture is looked at until codes show: a reader that looks for edges
/// misses a code whose modules are many pixels wide or have grain.
const LONGEST: [u32; 5] = [2400, 1800, 3600, 1300, 5200];

/// The codes of a form that `picture` shows; other QR codes on the page, such as one to the portal, are passed by.
fn in_picture(name: &str, picture: image::DynamicImage) -> Result<Vec<Personal<String>>, Unread> {
    let grey = picture.into_luma8();
    let longest = grey.width().max(grey.height());
    let smaller = LONGEST.iter().filter(|side| **side < longest).map(|side| shrunk(&grey, *side));
    let mut looks = std::iter::once_with(|| grey.clone()).chain(smaller).map(in_grey);
    looks.find(|codes| !codes.is_empty()).ok_or_else(|| Unread::NoCode(name.to_owned()))
}

/// `grey` made so small that its longer side is `side` pixels.
fn shrunk(grey: &image::GrayImage, side: u32) -> image::GrayImage {
    let factor = f64::from(side) / f64::from(grey.width().max(grey.height()));
    let scaled = |length: u32| (f64::from(length) * factor).round().max(1.0) as u32;
    image::imageops::resize(
        grey,
        scaled(grey.width()),
        scaled(grey.height()),
        image::imageops::FilterType::Triangle,
    )
}

fn in_grey(grey: image::GrayImage) -> Vec<Personal<String>> {
    let mut prepared = rqrr::PreparedImage::prepare(grey);
    let texts = prepared.detect_grids().into_iter().filter_map(|grid| grid.decode().ok());
    let digits = |text: &String| text.len() > 16 && text.bytes().all(|b| b.is_ascii_digit());
    texts.map(|(_, text)| text).filter(digits).map(Personal::new).collect()
}
