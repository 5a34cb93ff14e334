//! Every page beside the picture that somebody has looked at: in both languages, and in the largest letters with strong
//! contrast on an upright and on a wide panel.
//!
//! With KEEP_PICTURES=1 the pictures are taken anew, and the contact sheet of README.md with them: look at each before
//! it is committed.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{BufReader, BufWriter};
use std::path::{Path, PathBuf};
use std::process::Command;

use kiosk_ui::{Colours, Comfort, Lang, Snapshot};

use crate::harness::alone_on;
use crate::looks::{Look, plain};
use crate::samples;

/// The screens' letters come from this Debian package; another version draws them a little differently.
const FONTS: &str = "fonts-noto-core";
/// How many pixels of a kept picture wide and high a tile is, about as much as a short word takes; tiles overlap by half.
const TILE: usize = 16;
/// Of 255 shades, how far the pixels of a tile may be from those of its picture on average. Only rounding differs between
/// machines with the same fonts.
const MOST_SHADES: f64 = 1.5;
/// So many colours has a kept picture.
const COLOURS: usize = 16;
/// All kept pictures together, in bytes.
const MOST_BYTES: u64 = 8 << 20;
/// On the contact sheet every side is so much shorter than on the panel, and so many stand beside each other.
const SHRUNK: usize = 6;
const BESIDE: usize = 8;
/// What the contact sheet shows: a visit from welcome to paper, what there is besides, and staff's own.
const SHEET: [&str; 24] = [
    "welcome-many",
    "search-found",
    "fields",
    "inform",
    "scan",
    "confirm",
    "ask-choices",
    "ask-yes-no",
    "ask-day",
    "ask-digits",
    "ask-words-name",
    "review",
    "review-covered",
    "amend",
    "printing-number",
    "done",
    "services",
    "declare",
    "look-up",
    "place-waiting",
    "trouble-closed",
    "warning",
    "pin",
    "maintain",
];

const LARGEST: Comfort = Comfort { colours: Colours::Contrast, ..plain(3) };

/// A colour: red, green, blue.
type Rgb = [u8; 3];

/// Pixels of few colours, each by its place in the palette.
struct Picture {
    width: usize,
    height: usize,
    palette: Vec<Rgb>,
    pixels: Vec<u8>,
}

impl Picture {
    /// `shot` at half its size in its own commonest colours.
    fn of(shot: &Snapshot) -> Self {
        let (_, _, colours) = shrunk(shot, 2);
        let mut counts: BTreeMap<Rgb, usize> = BTreeMap::new();
        colours.iter().for_each(|colour| *counts.entry(*colour).or_default() += 1);
        let mut palette: Vec<(usize, Rgb)> = counts.into_iter().map(|(colour, n)| (n, colour)).collect();
        palette.sort_unstable_by(|one, other| other.cmp(one));
        palette.truncate(COLOURS);
        Self::in_colours(shot, palette.into_iter().map(|(_, colour)| colour).collect())
    }

    /// `shot` at half its size in the colours of `palette`, each pixel in the nearest.
    fn in_colours(shot: &Snapshot, palette: Vec<Rgb>) -> Self {
        let (width, height, colours) = shrunk(shot, 2);
        let mut known: BTreeMap<Rgb, u8> = BTreeMap::new();
        let nearest = |colour: Rgb| {
            let apart = |place: &usize| distance(palette[*place], colour);
            (0..palette.len()).min_by_key(apart).unwrap() as u8
        };
        let pixels = colours.iter().map(|colour| *known.entry(*colour).or_insert_with(|| nearest(*colour)));
        let pixels = pixels.collect();
        Self { width, height, palette, pixels }
    }
}

/// By how many shades two colours differ, all channels together.
fn distance(one: Rgb, other: Rgb) -> u32 {
    one.into_iter().zip(other).map(|(a, b)| u32::from(a.abs_diff(b))).sum()
}

/// The mean of `side` by `side` pixels becomes one.
fn shrunk(shot: &Snapshot, side: usize) -> (usize, usize, Vec<Rgb>) {
    let (wide, width, height) =
        (shot.width as usize, shot.width as usize / side, shot.height as usize / side);
    let mean = |x: usize, y: usize, channel: usize| {
        let rows = y * side..(y + 1) * side;
        let at = |row: usize, column: usize| u32::from(shot.rgb[(row * wide + column) * 3 + channel]);
        let sum: u32 =
            rows.flat_map(|row| (x * side..(x + 1) * side).map(move |column| at(row, column))).sum();
        (sum / (side * side) as u32) as u8
    };
    let places = (0..height).flat_map(|y| (0..width).map(move |x| (x, y)));
    (width, height, places.map(|(x, y)| [0, 1, 2].map(|channel| mean(x, y, channel))).collect())
}

fn write(file: &Path, picture: &Picture) {
    fs::create_dir_all(file.parent().unwrap()).unwrap();
    let file = BufWriter::new(File::create(file).unwrap());
    let mut encoder = png::Encoder::new(file, picture.width as u32, picture.height as u32);
    encoder.set_color(png::ColorType::Indexed);
    encoder.set_depth(png::BitDepth::Eight);
    encoder.set_palette(picture.palette.concat());
    encoder.set_compression(png::Compression::High);
    encoder.set_filter(png::Filter::NoFilter);
    encoder.write_header().unwrap().write_image_data(&picture.pixels).unwrap();
}

fn read(file: &Path) -> Picture {
    let found =
        File::open(file).unwrap_or_else(|_| panic!("{} is a page that nobody has looked at", file.display()));
    let mut reader = png::Decoder::new(BufReader::new(found)).read_info().unwrap();
    let mut pixels = vec![0; reader.output_buffer_size().unwrap()];
    let info = reader.next_frame(&mut pixels).unwrap();
    let palette =
        reader.info().palette.as_ref().unwrap().chunks_exact(3).map(|c| [c[0], c[1], c[2]]).collect();
    Picture { width: info.width as usize, height: info.height as usize, palette, pixels }
}

/// The tile in which two pictures of the same size are farthest apart: by how many shades, and where it begins.
fn farthest(one: &Picture, other: &Picture) -> (f64, (usize, usize)) {
    let corners = |side: usize| (0..=side - TILE).step_by(TILE / 2).chain([side - TILE]);
    let tiles = corners(one.height).flat_map(|y| corners(one.width).map(move |x| (x, y)));
    let apart = |(x, y): (usize, usize)| {
        let rows = (y..y + TILE).map(|row| row * one.width + x..row * one.width + x + TILE);
        let pixels = rows.flat_map(|row| one.pixels[row.clone()].iter().zip(&other.pixels[row]));
        let shades = pixels
            .filter(|(a, b)| a != b)
            .map(|(a, b)| distance(one.palette[usize::from(*a)], other.palette[usize::from(*b)]));
        (f64::from(shades.sum::<u32>()) / (TILE * TILE * 3) as f64, (x, y))
    };
    tiles.map(apart).max_by(|a, b| a.0.total_cmp(&b.0)).unwrap()
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("pictures/screens")
}

fn keeping() -> bool {
    std::env::var_os("KEEP_PICTURES").is_some()
}

/// Which version of the fonts is installed here.
fn fonts() -> String {
    let asked = Command::new("dpkg-query").args(["-W", "-f=${Version}", FONTS]).output().unwrap();
    format!("{FONTS} {}\n", String::from_utf8(asked.stdout).unwrap())
}

/// Says so first when the letters are others, because then every picture differs.
fn check_fonts() {
    let file = folder().join("FONTS");
    if keeping() {
        fs::create_dir_all(folder()).unwrap();
        return fs::write(&file, fonts()).unwrap();
    }
    let taken = fs::read_to_string(&file).unwrap();
    assert_eq!(fonts(), taken, "the pictures were taken with other fonts: take them anew and look at them");
}

/// What differs between the page as it is drawn now and its kept picture.
fn compared(shot: &Snapshot, kept: &Path) -> Option<String> {
    if keeping() {
        write(kept, &Picture::of(shot));
        return None;
    }
    let old = read(kept);
    let new = Picture::in_colours(shot, old.palette.clone());
    let same_size = (new.width, new.height) == (old.width, old.height);
    let (apart, (x, y)) = if same_size { farthest(&new, &old) } else { (f64::INFINITY, (0, 0)) };
    (apart > MOST_SHADES).then(|| format!("{}: {apart:.1} shades apart at {x}, {y}", kept.display()))
}

/// Whether the folder called `code` has the page: lists that differ in length alone, and the cards of other people, are
/// kept in Vietnamese only.
fn is_kept(code: &str, name: &str) -> bool {
    code == "vi" || !(name.contains("-many") || name.contains("-householder"))
}

/// Every page as `look` says, each beside its picture in the folder called `code`.
fn all_look_as_they_did(look: Look, lang: Lang, code: &'static str) {
    check_fonts();
    alone_on(look.size, move |kiosk| {
        let mut faults = Vec::new();
        for (name, screen) in samples::all().into_iter().filter(|(name, _)| is_kept(code, name)) {
            kiosk.show(&kiosk_ui::Screen { lang, comfort: look.comfort, demo: false, ..screen });
            let kept = folder().join(code).join(format!("{name}.png"));
            faults.extend(compared(&kiosk.memory.pixels(), &kept));
        }
        assert!(faults.is_empty(), "{faults:#?}");
    });
}

#[test]
fn every_page_looks_as_it_did_in_vietnamese() {
    all_look_as_they_did(Look::USUAL, Lang::Vi, "vi");
}

#[test]
fn every_page_looks_as_it_did_in_english() {
    all_look_as_they_did(Look::USUAL, Lang::En, "en");
}

#[test]
fn every_page_looks_as_it_did_in_the_largest_letters() {
    all_look_as_they_did(Look::USUAL.with(LARGEST), Lang::Vi, "largest");
}

#[test]
fn every_page_looks_as_it_did_in_the_largest_letters_on_a_wide_panel() {
    all_look_as_they_did(Look::WIDE.with(LARGEST), Lang::Vi, "largest-wide");
}

/// The kept pictures, and how many bytes each takes.
fn kept() -> BTreeMap<PathBuf, u64> {
    let folders = fs::read_dir(folder()).unwrap().map(|entry| entry.unwrap().path()).filter(|p| p.is_dir());
    let files = folders.flat_map(|folder| fs::read_dir(folder).unwrap().map(Result::unwrap));
    files.map(|file| (file.path(), file.metadata().unwrap().len())).collect()
}

#[test]
fn the_pictures_are_small_and_each_is_of_a_page() {
    let kept = kept();
    assert!(kept.values().sum::<u64>() <= MOST_BYTES, "{} bytes", kept.values().sum::<u64>());
    let names: Vec<_> = samples::all().into_iter().map(|(name, _)| name).collect();
    let known = |path: &&PathBuf| names.contains(&path.file_stem().unwrap().to_str().unwrap());
    assert_eq!(kept.keys().find(|path| !known(path)), None, "no page has this name any more");
}

/// A letter without its accent, and a button a little to the side, are another picture.
#[test]
fn one_accent_or_four_pixels_are_another_picture() {
    alone_on(Look::USUAL.size, |kiosk| {
        kiosk.show(&samples::screen(samples::declare()));
        let before = Picture::of(&kiosk.memory.pixels());
        let kiosk_ui::Page::Declare { mut classes } = samples::declare() else { panic!("another page") };
        classes[1].title = classes[1].title.replace("nặng", "nằng");
        kiosk.show(&samples::screen(kiosk_ui::Page::Declare { classes }));
        let mut shot = kiosk.memory.pixels();
        let after = Picture::in_colours(&shot, before.palette.clone());
        assert!(farthest(&before, &after).0 > MOST_SHADES);
        shot.rgb.rotate_right(4 * 3);
        let moved = Picture::in_colours(&shot, before.palette.clone());
        assert!(farthest(&after, &moved).0 > MOST_SHADES);
    });
}

/// The contact sheet of README.md: some pages side by side, in six shades a colour.
#[test]
fn the_contact_sheet_is_taken() {
    if !keeping() {
        return;
    }
    alone_on(Look::USUAL.size, |kiosk| {
        let pages: BTreeMap<_, _> = samples::all().into_iter().collect();
        let shots: Vec<_> = SHEET
            .iter()
            .map(|name| {
                kiosk.show(&kiosk_ui::Screen { demo: false, ..pages[name].clone() });
                shrunk(&kiosk.memory.pixels(), SHRUNK)
            })
            .collect();
        write_sheet(&folder().join("../screens.png"), &shots);
    });
}

/// Puts pictures of one size beside and below each other, with a gap around each.
fn write_sheet(file: &Path, shots: &[(usize, usize, Vec<Rgb>)]) {
    const GAP: usize = 12;
    let (width, height, _) = shots[0];
    let (across, down) = (width + GAP, height + GAP);
    let size = (BESIDE * across + GAP, shots.len().div_ceil(BESIDE) * down + GAP);
    let mut rgb = vec![0xff_u8; size.0 * size.1 * 3];
    for (place, (_, _, colours)) in shots.iter().enumerate() {
        let (left, top) = (GAP + place % BESIDE * across, GAP + place / BESIDE * down);
        for (row, line) in colours.chunks_exact(width).enumerate() {
            let start = ((top + row) * size.0 + left) * 3;
            rgb[start..start + width * 3].copy_from_slice(&line.concat());
        }
    }
    let file = BufWriter::new(File::create(file).unwrap());
    let mut encoder = png::Encoder::new(file, size.0 as u32, size.1 as u32);
    encoder.set_color(png::ColorType::Rgb);
    encoder.set_depth(png::BitDepth::Eight);
    encoder.set_compression(png::Compression::High);
    encoder.write_header().unwrap().write_image_data(&rgb).unwrap();
}
