//! Typst, from job to document.

use std::thread;

use serde::de::IgnoredAny;
use typst::diag::Warned;
use typst::foundations::{Datetime, Smart};
use typst::text::{Lang as TypstLang, Locale};
use typst::utils::Scalar;
use typst_layout::{Page, PagedDocument};
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards, Timestamp};
use typst_render::RenderOptions;

use crate::error::{AuthorText, Diagnostic, RenderError};
use crate::fonts::Fonts;
use crate::job::{CreationTime, Lang, PagePixels, RenderJob, Rendered};
use crate::world::FormWorld;

/// No form of a ward office comes near; a runaway template does.
const MAX_PAGES: usize = 40;
/// 160 MB of pictures, a sixth of the child's memory.
const MAX_PIXELS: u64 = 40_000_000;
/// More help no author; a template can give one for each of its words.
const MAX_WARNINGS: usize = 100;
/// 648 dots per inch.
const MAX_SCALE: f32 = 9.0;

/// Sets one document in this process, without limits of time or memory: for
/// tests and for tools. Everything Typst remembers of the job is forgotten
/// again, after errors too.
///
/// # Errors
/// Those of [`RenderError`] that concern data, template, size and PDF.
pub fn render(job: &RenderJob, fonts: &Fonts) -> Result<Rendered, RenderError> {
    let _forget = ForgetOnDrop;
    make(job, fonts)
}

/// The same, but Typst remembers: for a process that makes one document and
/// ends, and that may have rehearsed on a blank one.
pub(crate) fn make(job: &RenderJob, fonts: &Fonts) -> Result<Rendered, RenderError> {
    check_input(job)?;
    let created = timestamp(job.created).ok_or(RenderError::CreationTime)?;
    let world = FormWorld::new(job, fonts).ok_or(RenderError::Garbled)?;
    let Warned { output, warnings } = typst::compile::<PagedDocument>(&world);
    let mut document = output.map_err(|found| world.compile_error(&found))?;
    check_size(document.pages(), job.pixels_per_point)?;
    describe(&mut document, job);
    let (pdf, pages) = thread::scope(|scope| {
        let pages: Vec<_> = document
            .pages()
            .iter()
            .map(|page| scope.spawn(|| to_pixels(page, job.pixels_per_point)))
            .collect();
        let pdf = to_pdf(&document, created, &world);
        let pages = pages.into_iter().map(|page| page.join().map_err(|_| RenderError::Crashed));
        (pdf, pages.collect::<Result<_, _>>())
    });
    Ok(Rendered {
        pdf: pdf?,
        pages: pages?,
        warnings: warnings.iter().take(MAX_WARNINGS).map(|w| world.diagnostic(w)).collect(),
    })
}

/// Empties Typst's process-wide cache, which otherwise keeps the text of every
/// document (0.7 MiB each).
struct ForgetOnDrop;

impl Drop for ForgetOnDrop {
    fn drop(&mut self) {
        comemo::evict(0);
    }
}

fn check_input(job: &RenderJob) -> Result<(), RenderError> {
    if !(job.pixels_per_point > 0.0 && job.pixels_per_point <= MAX_SCALE) {
        return Err(RenderError::Scale);
    }
    serde_json::from_str::<IgnoredAny>(&job.data)
        .map_err(|fault| RenderError::Data { line: fault.line(), column: fault.column() })?;
    Ok(())
}

fn check_size(pages: &[Page], scale: f32) -> Result<(), RenderError> {
    let scale = f64::from(scale);
    let side = |points: f64| (points * scale).ceil().max(1.0);
    let pixels: f64 = pages
        .iter()
        .map(|page| page.frame.size())
        .map(|size| side(size.x.to_pt()) * side(size.y.to_pt()))
        .sum();
    let pixels = pixels as u64;
    if pages.len() > MAX_PAGES || pixels > MAX_PIXELS {
        let pages = pages.len();
        return Err(RenderError::TooLarge { pages, pixels });
    }
    Ok(())
}

/// Title, date and language come from the job, whatever the template says.
fn describe(document: &mut PagedDocument, job: &RenderJob) {
    let lang = match job.lang {
        Lang::Vi => TypstLang::VIETNAMESE,
        Lang::En => TypstLang::ENGLISH,
    };
    let info = document.info_mut();
    info.date = Smart::Auto;
    info.title = Some(job.title.as_str().into());
    info.locale = Smart::Custom(Locale::new(lang, None));
}

fn timestamp(at: CreationTime) -> Option<Timestamp> {
    let local = Datetime::from_ymd_hms(at.year, at.month, at.day, at.hour, at.minute, at.second)?;
    Timestamp::new_local(local, at.utc_offset_minutes)
}

/// PDF/A-1b is the level that TCVN 14159-1:2024 names for long-term keeping.
fn to_pdf(
    document: &PagedDocument,
    created: Timestamp,
    world: &FormWorld<'_>,
) -> Result<Vec<u8>, RenderError> {
    let standards = PdfStandards::new(&[PdfStandard::A_1b]).map_err(|why| unplaced(why.message()))?;
    let options = PdfOptions {
        creator: Smart::Custom(Some("khong-viet".to_owned())),
        timestamp: Some(created),
        standards,
        ..PdfOptions::default()
    };
    typst_pdf::pdf(document, &options).map_err(|found| RenderError::Pdf(world.first(&found)))
}

fn unplaced(message: &str) -> RenderError {
    RenderError::Pdf(Diagnostic {
        file: String::new(),
        line: 0,
        column: 0,
        message: AuthorText::new(message.to_owned()),
    })
}

fn to_pixels(page: &Page, scale: f32) -> PagePixels {
    let options = RenderOptions { pixel_per_pt: Scalar::new(f64::from(scale)), ..RenderOptions::default() };
    let pixmap = typst_render::render(page, &options);
    PagePixels { width: pixmap.width(), height: pixmap.height(), rgba: pixmap.take() }
}
