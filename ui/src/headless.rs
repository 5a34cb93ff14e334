//! The screen in memory: Slint's software renderer into a buffer, for tests, for pictures and for a demo
//! without a display.

use std::cell::RefCell;
use std::rc::Rc;
use std::time::Duration;

use slint::platform::software_renderer::{MinimalSoftwareWindow, RepaintBufferType};
use slint::platform::{Platform, PlatformError, WindowAdapter};
use slint::{PhysicalSize, Rgb8Pixel};

use crate::error::UiError;
use crate::picture::Snapshot;
use crate::ui::Clock;

/// The time between two frames while something moves.
const FRAME: Duration = Duration::from_millis(33);

/// The window in memory of this thread, and its pixels.
pub struct Headless {
    window: Rc<MinimalSoftwareWindow>,
    size: PhysicalSize,
    pixels: RefCell<Vec<Rgb8Pixel>>,
}

struct MemoryPlatform {
    window: Rc<MinimalSoftwareWindow>,
    clock: Clock,
}

impl Platform for MemoryPlatform {
    fn create_window_adapter(&self) -> Result<Rc<dyn WindowAdapter>, PlatformError> {
        Ok(self.window.clone())
    }

    fn duration_since_start(&self) -> Duration {
        (self.clock)()
    }
}

impl Headless {
    /// Makes this thread's platform a window in memory of `size` (width and height in pixels), whose
    /// animations and timers run by `clock`. Make the [`Ui`](crate::Ui) afterwards. One per thread.
    ///
    /// # Errors
    /// If the thread has a platform already.
    pub fn install(size: (u32, u32), clock: Clock) -> Result<Self, UiError> {
        let window = MinimalSoftwareWindow::new(RepaintBufferType::ReusedBuffer);
        let platform = MemoryPlatform { window: window.clone(), clock };
        slint::platform::set_platform(Box::new(platform)).map_err(|_| UiError::SecondScreen)?;
        let size = PhysicalSize::new(size.0, size.1);
        window.set_size(size);
        let pixels = vec![Rgb8Pixel::default(); size.width as usize * size.height as usize];
        Ok(Self { window, size, pixels: RefCell::new(pixels) })
    }

    /// Lets timers and animations run up to now, and draws what has changed. Gives whether anything had.
    pub fn frame(&self) -> bool {
        slint::platform::update_timers_and_animations();
        self.window.draw_if_needed(|renderer| {
            renderer.render(&mut self.pixels.borrow_mut(), self.size.width as usize);
        })
    }

    /// Draws every pixel of the window anew, as for a display that has lost its picture.
    pub fn draw_anew(&self) {
        self.window.request_redraw();
        self.window.draw_if_needed(|renderer| {
            renderer.set_repaint_buffer_type(RepaintBufferType::NewBuffer);
            renderer.render(&mut self.pixels.borrow_mut(), self.size.width as usize);
            renderer.set_repaint_buffer_type(RepaintBufferType::ReusedBuffer);
        });
    }

    /// How long until the next frame is due; `None` if nothing moves.
    #[must_use]
    pub fn next_frame_in(&self) -> Option<Duration> {
        let timer = slint::platform::duration_until_next_timer_update();
        if self.window.has_active_animations() {
            return Some(timer.map_or(FRAME, |timer| timer.min(FRAME)));
        }
        timer
    }

    /// The pixels of the last frame.
    #[must_use]
    pub fn pixels(&self) -> Snapshot {
        let rgb = self.pixels.borrow().iter().flat_map(|pixel| [pixel.r, pixel.g, pixel.b]).collect();
        Snapshot { width: self.size.width, height: self.size.height, rgb }
    }
}
