//! Looks for what is left of persons: in bytes, in compressed streams, in documents, in every encoding that could
//! carry a text.

mod encodings;
mod folder;
mod memory;

use std::collections::BTreeSet;
use std::io::{Read, Write};
use std::process::{Command, Stdio};

use aho_corasick::AhoCorasick;
use flate2::read::ZlibDecoder;

pub use folder::{files, files_open_for_writing};
pub use memory::{Kind, Mapping, mappings, processes};

use super::person::{Person, Value};

/// The longest stream that is unpacked, and the deepest one within another.
const LONGEST: u64 = 32 << 20;
const DEEPEST: usize = 3;

/// Sixteen pixels of three bytes, and how many different bytes make letters of them that stand nowhere else.
const PIECE: usize = 48;
const LETTERS: usize = 9;

/// Something of a person that was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trace {
    /// Whose.
    pub person: &'static str,
    /// What of it.
    pub what: &'static str,
    /// How it was written.
    pub form: String,
    /// Where it begins in the bytes searched, or in the stream within them.
    pub at: usize,
}

/// A search for some persons at once.
pub struct Search {
    needles: Vec<(Vec<u8>, Trace)>,
    machine: AhoCorasick,
}

impl Search {
    /// Looks for every value of `people`.
    pub fn new(people: &[Person]) -> Self {
        let mut needles = Vec::new();
        for person in people {
            for Value { what, text } in person.values() {
                for (form, bytes) in encodings::of(&text) {
                    needles.push((bytes, Trace { person: person.name, what, form, at: 0 }));
                }
            }
        }
        Self::of(needles)
    }

    fn of(mut needles: Vec<(Vec<u8>, Trace)>) -> Self {
        needles.sort_by(|one, other| one.0.cmp(&other.0));
        needles.dedup_by(|one, other| one.0 == other.0);
        let machine = AhoCorasick::new(needles.iter().map(|(bytes, _)| bytes)).unwrap();
        Self { needles, machine }
    }

    /// The same, and also for pieces of `document` as it was sent, as far as they are not the `blank` form's:
    /// whoever keeps a part of the file keeps it in a form in which no value can be read.
    pub fn with_document(mut self, person: &Person, document: &[u8], blank: &[u8]) -> Self {
        let nobodys: BTreeSet<_> = page_streams(blank).flat_map(|stream| stream.windows(32)).collect();
        let pieces = page_streams(document).flat_map(|stream| stream.chunks_exact(32));
        for piece in pieces.filter(|piece| !nobodys.contains(piece)) {
            let trace = Trace { person: person.name, what: "document", form: "piece".into(), at: 0 };
            self.needles.push((piece.to_vec(), trace));
        }
        Self::of(self.needles)
    }

    /// The same, and also for the letters in `picture`, pixels of red, green and blue, as far as they do not stand
    /// in `before` too.
    pub fn with_picture(mut self, person: &Person, picture: &[u8], before: &[u8]) -> Self {
        let pieces: Vec<&[u8]> =
            picture.chunks_exact(PIECE).filter(|piece| shades(piece) > LETTERS).collect();
        let machine = AhoCorasick::new(&pieces).unwrap();
        let harmless: BTreeSet<_> =
            machine.find_overlapping_iter(before).map(|hit| pieces[hit.pattern()]).collect();
        for piece in pieces.into_iter().filter(|piece| !harmless.contains(piece)) {
            let rgba = piece.chunks_exact(3).flat_map(|rgb| [rgb[0], rgb[1], rgb[2], 255]).collect();
            for (form, bytes) in [("RGB", piece.to_vec()), ("RGBA", rgba)] {
                let trace = Trace { person: person.name, what: "picture", form: form.into(), at: 0 };
                self.needles.push((bytes, trace));
            }
        }
        Self::of(self.needles)
    }

    /// What stands in `bytes` as they are.
    pub fn plain(&self, bytes: &[u8]) -> Vec<Trace> {
        let found = self.machine.find_overlapping_iter(bytes);
        found.map(|hit| Trace { at: hit.start(), ..self.needles[hit.pattern()].1.clone() }).collect()
    }

    /// What stands in `bytes`, in the compressed streams within them, and in the text of the documents within.
    pub fn deep(&self, bytes: &[u8]) -> Vec<Trace> {
        self.unpacked(bytes, 0)
    }

    fn unpacked(&self, bytes: &[u8], depth: usize) -> Vec<Trace> {
        let mut found = self.plain(bytes);
        found.extend(documents(bytes).flat_map(|document| self.text_of(document)));
        if depth < DEEPEST {
            for (at, stream) in streams(bytes) {
                let inner = self.unpacked(&stream, depth + 1).into_iter();
                found.extend(inner.map(|t| Trace { form: format!("{} in the stream at {at}", t.form), ..t }));
            }
        }
        found
    }

    /// A form writes a number a digit a box: spaces do not count.
    fn text_of(&self, document: &[u8]) -> Vec<Trace> {
        let text = pdf_text(document);
        let joined: String = text.split_whitespace().collect();
        let spaced = text.split_whitespace().collect::<Vec<_>>().join(" ");
        let found = [joined, spaced].into_iter().flat_map(|text| self.plain(text.as_bytes()));
        found.map(|t| Trace { form: format!("{} in a PDF's text", t.form), ..t }).collect()
    }
}

fn shades(piece: &[u8]) -> usize {
    piece.iter().collect::<BTreeSet<_>>().len()
}

/// What begins like a stream of zlib (RFC 1950: deflate, a window of 32 KiB, the check of both bytes) and holds
/// at least something.
fn streams(bytes: &[u8]) -> impl Iterator<Item = (usize, Vec<u8>)> {
    let begins =
        |at: &usize| bytes[*at] == 0x78 && matches!(bytes.get(at + 1), Some(0x01 | 0x5e | 0x9c | 0xda));
    (0..bytes.len()).filter(begins).filter_map(|at| {
        let mut stream = Vec::new();
        // A stream that breaks off has given what it had.
        let _ = ZlibDecoder::new(&bytes[at..]).take(LONGEST).read_to_end(&mut stream);
        (!stream.is_empty()).then_some((at, stream))
    })
}

/// Whole PDF files within `bytes`.
fn documents(bytes: &[u8]) -> impl Iterator<Item = &[u8]> {
    positions(bytes, b"%PDF-").filter_map(|start| {
        let end = positions(&bytes[start..], b"%%EOF").next()?;
        Some(&bytes[start..start + end + 5])
    })
}

fn positions(bytes: &[u8], mark: &[u8]) -> impl Iterator<Item = usize> {
    bytes.windows(mark.len()).enumerate().filter(move |(_, window)| *window == mark).map(|(at, _)| at)
}

/// The compressed streams of a PDF in which letters are shown.
fn page_streams(document: &[u8]) -> impl Iterator<Item = &[u8]> {
    positions(document, b"stream\n").filter_map(|at| {
        let stream = &document[at + 7..];
        let mut shown = Vec::new();
        let mut decoder = ZlibDecoder::new(stream);
        decoder.read_to_end(&mut shown).ok()?;
        let length = usize::try_from(decoder.total_in()).ok()?;
        positions(&shown, b"TJ").next().map(|_| &stream[..length])
    })
}

/// A PDF's text as poppler reads it; empty when it cannot.
fn pdf_text(pdf: &[u8]) -> String {
    let mut child = Command::new("pdftotext")
        .args(["-layout", "-", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("pdftotext, from the Debian package poppler-utils");
    child.stdin.take().unwrap().write_all(pdf).unwrap();
    String::from_utf8_lossy(&child.wait_with_output().unwrap().stdout).into_owned()
}
