//! Every form as it prints, empty and with the longest values, beside the picture that somebody has looked at.
//!
//! With KEEP_PICTURES=1 the pictures are taken anew: look at each before it is committed.

use std::fs::{self, File};
use std::io::{BufReader, BufWriter};
use std::path::{Path, PathBuf};
use std::process::Command;

use kiosk_tests::program;

/// How many pixels wide and high a tile is, about as much as a short word takes; tiles overlap by half.
const TILE: usize = 16;
/// Of 255 shades, how far the pixels of a tile may be from those of its picture on average. Nothing but the
/// processor's rounding differs between machines with the same fonts; an accent that is missing makes 0.5.
const MOST_SHADES: f64 = 0.4;

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
    for folder in folders() {
        let name = folder.file_name().unwrap().to_str().unwrap();
        let into = out.path().join(name);
        draw(&folder, &into);
        for page in pictures(&into) {
            let kept = root.join("pictures").join(name).join(page.file_name().unwrap());
            compare(&page, &kept);
            pages += 1;
        }
    }
    assert!(pages > 40, "only {pages} pages");
}

/// The forms of the catalogue.
pub fn folders() -> Vec<PathBuf> {
    let catalog = Path::new(env!("CARGO_MANIFEST_DIR")).join("../src/core/catalog");
    let entries = fs::read_dir(catalog).unwrap().map(|entry| entry.unwrap().path());
    let mut folders: Vec<PathBuf> = entries.filter(|path| path.join("form.toml").exists()).collect();
    folders.sort();
    folders
}

/// Draws the pages of the form in `folder`, empty and with the longest values, into the new folder `into`.
fn draw(folder: &Path, into: &Path) {
    fs::create_dir(into).unwrap();
    let mut check = Command::new(program());
    let output = check.args(["form", "check"]).arg(folder).arg("--out").arg(into).output().unwrap();
    assert!(output.status.success(), "{}: {}", folder.display(), String::from_utf8_lossy(&output.stderr));
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
    let (apart, (x, y)) = farthest(&new, &old);
    assert!(apart < MOST_SHADES, "{}: {apart:.1} shades apart at {x}, {y}", kept.display());
}

/// The tile in which two pictures of the same size are farthest apart: by how many shades, and where it begins.
fn farthest(one: &Picture, other: &Picture) -> (f64, (usize, usize)) {
    let (width, height) = (one.width as usize, one.height as usize);
    let corners = |side: usize| (0..=side - TILE).step_by(TILE / 2).chain([side - TILE]);
    let tiles = corners(height).flat_map(|y| corners(width).map(move |x| (x, y)));
    let apart = |(x, y): (usize, usize)| {
        let rows = (y..y + TILE).map(|row| row * width + x..row * width + x + TILE);
        let pixels = rows.flat_map(|row| one.grey[row.clone()].iter().zip(&other.grey[row]));
        let sum: u32 = pixels.map(|(a, b)| u32::from(a.abs_diff(*b))).sum();
        (f64::from(sum) / (TILE * TILE) as f64, (x, y))
    };
    tiles.map(apart).max_by(|a, b| a.0.total_cmp(&b.0)).unwrap()
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

/// How far the pages of CT01 with `template` in place of its own are from the pictures kept of it.
fn with_template(parent: &Path, template: &str) -> f64 {
    let ours = Path::new(env!("CARGO_MANIFEST_DIR")).join("../src/core/catalog/ct01");
    let folder = parent.join("ct01");
    fs::create_dir(&folder).unwrap();
    fs::copy(ours.join("form.toml"), folder.join("form.toml")).unwrap();
    fs::write(folder.join("form.typ"), template).unwrap();
    let drawn = parent.join("drawn");
    draw(&folder, &drawn);
    let page = |folder: &Path| folder.join("empty.png");
    let kept = Path::new(env!("CARGO_MANIFEST_DIR")).join("pictures/ct01");
    farthest(&halved(&read(&page(&drawn))), &read(&page(&kept))).0
}

#[test]
fn one_word_or_three_millimetres_are_another_picture() {
    let template =
        fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("../src/core/catalog/ct01/form.typ"))
            .unwrap();
    let table = [
        ("3. Giới tính", "3. Giới tính", false),
        ("3. Giới tính", "3. Phái tính", true),
        ("3. Giới tính", "3. Giới tinh", true),
        ("5. Số điện thoại", "6. Số điện thoại", true),
        ("#form-title(", "#v(3mm)\n#form-title(", true),
        (
            "#show: official-page",
            "#show: official-page.with(margin: (top: 2cm, right: 2cm, bottom: 1cm, left: 3.3cm))",
            true,
        ),
    ];
    for (old, new, differs) in table {
        assert_eq!(template.matches(old).count(), 1, "{old}");
        let parent = tempfile::tempdir().unwrap();
        let apart = with_template(parent.path(), &template.replace(old, new));
        assert_eq!(apart >= MOST_SHADES, differs, "{new}: {apart:.2} shades apart");
    }
}
