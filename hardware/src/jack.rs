//! The switch in a headphone socket (jack), as the kernel tells of it.
//!
//! A sound card with jack detection is an input device of its own, for example "HDA Intel PCH Headphone", whose switch
//! `SW_HEADPHONE_INSERT` is on while a plug is in (linux/input-event-codes.h; Documentation/sound/designs/jack-injection).

/// Code of the switch `SW_HEADPHONE_INSERT` (input-event-codes.h).
pub const HEADPHONE_INSERT: u16 = 2;

/// What is heard of a socket.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum JackInput {
    /// Its device was opened or asked anew; says whether a plug is in.
    Found(bool),
    /// A switch of the device went to a value other than 0, or to 0.
    Switched {
        /// Which switch, such as [`HEADPHONE_INSERT`].
        code: u16,
        /// Whether it is on.
        on: bool,
    },
    /// The device is gone.
    Lost,
}

/// Follows one socket. Whatever is not known for certain counts as no plug.
#[derive(Debug, Default)]
pub struct JackDriver {
    plugged: bool,
}

impl JackDriver {
    /// A socket of which nothing was heard yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes `input`; gives whether a plug is in if that is another answer than before.
    pub fn on_input(&mut self, input: JackInput) -> Option<bool> {
        let plugged = match input {
            JackInput::Found(plugged) => plugged,
            JackInput::Switched { code: HEADPHONE_INSERT, on } => on,
            JackInput::Switched { .. } => self.plugged,
            JackInput::Lost => false,
        };
        let before = std::mem::replace(&mut self.plugged, plugged);
        (before != plugged).then_some(plugged)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_plug_is_told_when_it_goes_in_and_when_it_comes_out() {
        let mut jack = JackDriver::new();
        let on = |code, on| JackInput::Switched { code, on };
        let heard = [
            (JackInput::Found(false), None),
            (on(HEADPHONE_INSERT, true), Some(true)),
            (on(HEADPHONE_INSERT, true), None),
            // The microphone's switch (SW_MICROPHONE_INSERT) is none of ours.
            (on(4, false), None),
            (on(HEADPHONE_INSERT, false), Some(false)),
        ];
        for (input, told) in heard {
            assert_eq!(jack.on_input(input), told, "{input:?}");
        }
    }

    #[test]
    fn a_socket_that_is_lost_has_no_plug_in_it() {
        let mut jack = JackDriver::new();
        assert_eq!(jack.on_input(JackInput::Lost), None);
        assert_eq!(jack.on_input(JackInput::Found(true)), Some(true));
        assert_eq!(jack.on_input(JackInput::Lost), Some(false));
        assert_eq!(jack.on_input(JackInput::Found(true)), Some(true));
    }
}
