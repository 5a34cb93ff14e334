//! QR codes for a printed page, as drawings.

use std::fmt::Write as _;

use qrcode::{Color, EcLevel, QrCode};
use thiserror::Error;

/// Modules of white around a code (ISO/IEC 18004, 9.1).
const QUIET: usize = 4;

/// Why there is no code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("{bytes} bytes do not fit a QR code")]
pub struct PageCodeError {
    bytes: usize,
}

/// The QR code of `text` at error correction level M as an SVG drawing, its quiet zone of four modules
/// included; one unit is one module.
///
/// # Errors
/// When no code holds so much: 5,596 digits, or 2,331 bytes, are the most.
pub fn page_code(text: &str) -> Result<String, PageCodeError> {
    let code = QrCode::with_error_correction_level(text, EcLevel::M)
        .map_err(|_| PageCodeError { bytes: text.len() })?;
    let side = code.width() + 2 * QUIET;
    let mut svg =
        format!("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {side} {side}\"><path d=\"");
    for y in 0..code.width() {
        for (x, run) in dark_runs(&code, y) {
            // Writing to a String cannot fail.
            let _ = write!(svg, "M{} {}h{run}v1h-{run}z", x + QUIET, y + QUIET);
        }
    }
    svg.push_str("\"/></svg>");
    Ok(svg)
}

/// Where runs of dark modules begin in row `y`, and how long they are.
fn dark_runs(code: &QrCode, y: usize) -> Vec<(usize, usize)> {
    let mut runs: Vec<(usize, usize)> = Vec::new();
    for x in (0..code.width()).filter(|x| code[(*x, y)] == Color::Dark) {
        match runs.last_mut() {
            Some((start, run)) if *start + *run == x => *run += 1,
            Some(_) | None => runs.push((x, 1)),
        }
    }
    runs
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]

    use super::*;

    /// The dark modules that the drawing's path covers.
    fn drawn(svg: &str) -> Vec<(usize, usize)> {
        let path = svg.split("d=\"").nth(1).unwrap().split('"').next().unwrap();
        let number = |text: &str| text.parse::<usize>().unwrap();
        path.split('M')
            .skip(1)
            .flat_map(|part| {
                let (at, rest) = part.split_once('h').unwrap();
                let (x, y) = at.split_once(' ').unwrap();
                let run = number(rest.split_once('v').unwrap().0);
                let (x, y) = (number(x), number(y));
                (x..x + run).map(move |x| (x, y))
            })
            .collect()
    }

    #[test]
    fn the_drawing_reads_back_as_the_digits() {
        let digits = "01020123456789".repeat(40);
        let svg = page_code(&digits).unwrap();
        let side =
            svg.split("viewBox=\"0 0 ").nth(1).unwrap().split(' ').next().unwrap().parse::<usize>().unwrap();
        let dark = drawn(&svg);
        let scale = 4;
        let mut image = rqrr::PreparedImage::prepare_from_greyscale(side * scale, side * scale, |x, y| {
            if dark.contains(&(x / scale, y / scale)) { 0 } else { 255 }
        });
        let (_, text) = image.detect_grids()[0].decode().unwrap();
        assert_eq!(text, digits);
    }

    #[test]
    fn sixteen_hundred_digits_are_a_code_of_version_20_and_too_many_are_none() {
        let svg = page_code(&"7".repeat(1600)).unwrap();
        let side = 97 + 2 * QUIET;
        assert!(svg.contains(&format!("viewBox=\"0 0 {side} {side}\"")), "{}", &svg[..90]);
        assert!(page_code(&"7".repeat(6000)).is_err());
    }
}
