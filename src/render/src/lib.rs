//! A form and its data become a PDF/A-1b file and a picture of every page.
//!
//! [`render`] does the work with Typst, in memory: the template sees three
//! files (`/form.typ`, `/house.typ`, `/data.json`) and nothing else of the
//! machine. Typst cannot be interrupted and keeps results in a process-wide
//! cache, so a kiosk never calls it directly: a [`Renderer`] sends each
//! [`RenderJob`] to a child process that runs [`run_child`] under resource
//! limits and dies with the citizen's data.

mod child;
mod error;
mod fonts;
mod job;
mod limits;
mod renderer;
mod typeset;
mod wire;
mod world;

#[cfg(test)]
mod tests;

pub use child::run_child;
pub use error::{AuthorText, Diagnostic, RenderError};
pub use fonts::Fonts;
pub use job::{CreationTime, Lang, PagePixels, RenderJob, Rendered};
pub use limits::{DEADLINE, Limits};
pub use renderer::Renderer;
pub use typeset::render;
