//! What passes through the two pipes between kiosk and render process.
//!
//! Every section is a length (u32, little-endian) and so many bytes. First
//! comes a rehearsal, an empty section or a job in JSON; then the job, one
//! section of JSON. The answer is a section of JSON, then, if that says
//! so, the PDF and one section of pixels for each page.

use std::io::{self, Read, Write};

use serde::{Deserialize, Serialize};

use crate::error::{Diagnostic, RenderError};
use crate::job::{PagePixels, RenderJob, Rendered};

/// Longest section either side accepts. Real ones are the pixels of one page.
const MAX_SECTION: u32 = 256 << 20;

/// Bytes that are set aside at once for a section; a longer one grows.
const AT_ONCE: u32 = 16 << 20;

/// First section of an answer.
type Header = Result<Summary, RenderError>;

#[derive(Serialize, Deserialize)]
struct Summary {
    pages: Vec<(u32, u32)>,
    warnings: Vec<Diagnostic>,
}

/// The bytes of a job, its length first.
pub(crate) fn job_bytes(job: &RenderJob) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    write_section(&mut bytes, &serde_json::to_vec(job)?)?;
    Ok(bytes)
}

/// What a new process rehearses on, its length first; empty without one.
pub(crate) fn rehearsal_bytes(rehearsal: Option<&RenderJob>) -> io::Result<Vec<u8>> {
    match rehearsal {
        Some(job) => job_bytes(job),
        None => Ok(0_u32.to_le_bytes().to_vec()),
    }
}

/// Waits for the rehearsal; `None` when there is none, or the pipe is closed.
pub(crate) fn read_rehearsal(input: &mut impl Read) -> io::Result<Option<RenderJob>> {
    match read_section(input)? {
        Some(json) if !json.is_empty() => Ok(Some(serde_json::from_slice(&json)?)),
        Some(_) | None => Ok(None),
    }
}

/// Waits for a job; `None` when the other side closes the pipe without one.
pub(crate) fn read_job(input: &mut impl Read) -> io::Result<Option<RenderJob>> {
    match read_section(input)? {
        Some(json) => Ok(Some(serde_json::from_slice(&json)?)),
        None => Ok(None),
    }
}

/// Sends a document, or why there is none.
pub(crate) fn write_answer(
    output: &mut impl Write,
    answer: &Result<Rendered, RenderError>,
) -> io::Result<()> {
    let header: Header = answer.as_ref().map(summary).map_err(Clone::clone);
    write_section(output, &serde_json::to_vec(&header)?)?;
    if let Ok(rendered) = answer {
        write_section(output, &rendered.pdf)?;
        for page in &rendered.pages {
            write_section(output, &page.rgba)?;
        }
    }
    output.flush()
}

fn summary(rendered: &Rendered) -> Summary {
    Summary {
        pages: rendered.pages.iter().map(|p| (p.width, p.height)).collect(),
        warnings: rendered.warnings.clone(),
    }
}

/// Reads an answer. An error of the pipe is a failed read; sections that
/// contradict each other are [`RenderError::Garbled`].
pub(crate) fn read_answer(input: &mut impl Read) -> io::Result<Result<Rendered, RenderError>> {
    let Ok(header) = serde_json::from_slice::<Header>(&required_section(input)?) else {
        return Ok(Err(RenderError::Garbled));
    };
    let summary = match header {
        Ok(summary) => summary,
        Err(why) => return Ok(Err(why)),
    };
    let pdf = required_section(input)?;
    let mut pages = Vec::new();
    for (width, height) in summary.pages {
        let rgba = required_section(input)?;
        if rgba.len() as u64 != PagePixels::expected_bytes(width, height) {
            return Ok(Err(RenderError::Garbled));
        }
        pages.push(PagePixels { width, height, rgba });
    }
    let warnings = summary.warnings;
    Ok(Ok(Rendered { pdf, pages, warnings }))
}

fn write_section(output: &mut impl Write, bytes: &[u8]) -> io::Result<()> {
    let length = u32::try_from(bytes.len()).map_err(io::Error::other)?;
    output.write_all(&length.to_le_bytes())?;
    output.write_all(bytes)
}

fn required_section(input: &mut impl Read) -> io::Result<Vec<u8>> {
    read_section(input)?.ok_or_else(|| io::ErrorKind::UnexpectedEof.into())
}

/// `None` when the pipe ends before a section.
fn read_section(input: &mut impl Read) -> io::Result<Option<Vec<u8>>> {
    let mut length = Vec::new();
    input.by_ref().take(4).read_to_end(&mut length)?;
    if length.is_empty() {
        return Ok(None);
    }
    let length: [u8; 4] = length.try_into().map_err(|_| io::ErrorKind::UnexpectedEof)?;
    let length = u32::from_le_bytes(length);
    if length > MAX_SECTION {
        return Err(io::ErrorKind::InvalidData.into());
    }
    let mut bytes = Vec::with_capacity(length.min(AT_ONCE) as usize);
    input.by_ref().take(u64::from(length)).read_to_end(&mut bytes)?;
    if bytes.len() as u64 != u64::from(length) {
        return Err(io::ErrorKind::UnexpectedEof.into());
    }
    Ok(Some(bytes))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]

    use super::*;

    fn document() -> Rendered {
        Rendered {
            pdf: b"%PDF".to_vec(),
            pages: vec![PagePixels { width: 2, height: 1, rgba: vec![7; 8] }],
            warnings: Vec::new(),
        }
    }

    fn answer_bytes(answer: &Result<Rendered, RenderError>) -> Vec<u8> {
        let mut bytes = Vec::new();
        write_answer(&mut bytes, answer).unwrap();
        bytes
    }

    #[test]
    fn an_answer_arrives_as_it_was_sent() {
        for answer in [Ok(document()), Err(RenderError::Killed { signal: 9 })] {
            let bytes = answer_bytes(&answer);
            assert_eq!(read_answer(&mut bytes.as_slice()).unwrap(), answer);
        }
    }

    #[test]
    fn an_answer_cut_anywhere_is_a_failed_read() {
        let bytes = answer_bytes(&Ok(document()));
        for length in 0..bytes.len() {
            assert!(read_answer(&mut &bytes[..length]).is_err(), "{length} bytes");
        }
    }

    #[test]
    fn pixels_that_do_not_fit_their_page_are_refused() {
        let mut wrong = document();
        wrong.pages[0].rgba.pop();
        let bytes = answer_bytes(&Ok(wrong));
        let answer = read_answer(&mut bytes.as_slice()).unwrap();
        assert_eq!(answer, Err(RenderError::Garbled));
    }

    #[test]
    fn an_absurd_length_is_refused_before_anything_is_kept() {
        let bytes = u32::MAX.to_le_bytes();
        assert!(read_answer(&mut bytes.as_slice()).is_err());
    }

    #[test]
    fn a_pipe_closed_without_a_job_is_no_error() {
        assert_eq!(read_job(&mut [].as_slice()).unwrap(), None);
    }
}
