//! Every form as it prints, empty and with the longest values, beside the picture that somebody has looked at.
//!
//! With KEEP_PICTURES=1 the pictures are taken anew: look at each before it is committed.

use std::fs::{self, File};
use std::io::{BufReader, BufWriter};
use std::path::{Path, PathBuf};
use std::process::Command;

use kiosk_tests::program;

/// Of 255 shades, how far a page may be from its picture on average.
const MEAN: f64 = 0.6;
/// A pixel that is so many shades away is another one.
const OTHER: u8 = 64;
/// The share of such pixels that a page may have: fonts are hinted a little differently everywhere.
const SHARE: f64 = 0.002;

/// Shades of grey.
struct Picture {
    width: u32,
    height: u32,
    grey: Vec<u8>,
}

#[test]
fn every_form_looks_as_it_did_when_somebody_looked() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let out = tempfile::tempdir().unwrap();
    let mut pages = 0;
    for folder in folders(&root.join("../src/core/catalog")) {
        let name = folder.file_name().unwrap().to_str().unwrap();
        let into = out.path().join(name);
        fs::create_dir(&into).unwrap();
        let mut check = Command::new(program());
        check.args(["form", "check"]).arg(&folder).arg("--out").arg(&into);
        assert!(check.output().unwrap().status.success(), "{name}");
        for page in pictures(&into) {
            let kept = root.join("pictures").join(name).join(page.file_name().unwrap());
            compare(&page, &kept);
            pages += 1;
        }
    }
    assert!(pages > 40, "only {pages} pages");
}

fn folders(catalog: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(catalog).unwrap().map(|entry| entry.unwrap().path());
    let mut folders: Vec<PathBuf> = entries.filter(|path| path.join("form.toml").exists()).collect();
    folders.sort();
    folders
}

fn pictures(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries.filter(|path| path.extension().is_some_and(|ending| ending == "png")).collect()
}

fn compare(page: &Path, kept: &Path) {
    let new = halved(&read(page));
    if std::env::var_os("KEEP_PICTURES").is_some() {
        fs::create_dir_all(kept.parent().unwrap()).unwrap();
        return write(kept, &new);
    }
    assert!(kept.exists(), "{} is a page that nobody has looked at", kept.display());
    let old = read(kept);
    assert_eq!((new.width, new.height), (old.width, old.height), "{}", kept.display());
    let apart: Vec<u8> = new.grey.iter().zip(&old.grey).map(|(a, b)| a.abs_diff(*b)).collect();
    let all = apart.len() as f64;
    let mean = apart.iter().map(|d| f64::from(*d)).sum::<f64>() / all;
    let others = apart.iter().filter(|d| **d > OTHER).count() as f64 / all;
    assert!(mean < MEAN && others < SHARE, "{}: {mean:.2} shades apart, {others:.4} others", kept.display());
}

fn read(file: &Path) -> Picture {
    let mut reader = png::Decoder::new(BufReader::new(File::open(file).unwrap())).read_info().unwrap();
    let mut bytes = vec![0; reader.output_buffer_size().unwrap()];
    let info = reader.next_frame(&mut bytes).unwrap();
    let samples = info.color_type.samples();
    let grey = bytes.chunks_exact(samples).map(|pixel| pixel[samples.min(2) - 1]).collect();
    Picture { width: info.width, height: info.height, grey }
}

/// Half as wide and high: enough to see what moved, and small to keep.
fn halved(picture: &Picture) -> Picture {
    let (width, height) = (picture.width / 2, picture.height / 2);
    let at = |x: u32, y: u32| u32::from(picture.grey[(y * picture.width + x) as usize]);
    let mean = |x: u32, y: u32| {
        (at(2 * x, 2 * y) + at(2 * x + 1, 2 * y) + at(2 * x, 2 * y + 1) + at(2 * x + 1, 2 * y + 1)) / 4
    };
    let grey =
        (0..height).flat_map(|y| (0..width).map(move |x| (x, y))).map(|(x, y)| mean(x, y) as u8).collect();
    Picture { width, height, grey }
}

fn write(file: &Path, picture: &Picture) {
    let mut encoder =
        png::Encoder::new(BufWriter::new(File::create(file).unwrap()), picture.width, picture.height);
    encoder.set_color(png::ColorType::Grayscale);
    encoder.set_depth(png::BitDepth::Eight);
    encoder.set_compression(png::Compression::High);
    encoder.write_header().unwrap().write_image_data(&picture.grey).unwrap();
}
