//! Slows down the guessing of PINs.

use std::time::Duration;

use kiosk_core::time::Tick;

/// How many wrong PINs a minute are forgiven.
const FORGIVEN: usize = 5;

/// The span in which they are counted, and the first pause.
const MINUTE: Duration = Duration::from_secs(60);

/// Pauses double from one minute up to this many times.
const DOUBLINGS: u32 = 4;

/// Counts attempts over all browsers: a PIN is short, and addresses in a network are cheap.
#[derive(Debug, Default)]
pub(crate) struct Throttle {
    attempts: Vec<Tick>,
    pauses: u32,
    closed_until: Tick,
}

impl Throttle {
    /// Counts an attempt before its PIN is looked at, so that attempts at the same moment cannot
    /// slip through together; the error is how long to wait.
    pub(crate) fn admit(&mut self, now: Tick) -> Result<(), Duration> {
        if now < self.closed_until {
            return Err(self.closed_until - now);
        }
        self.attempts.retain(|at| now.saturating_sub(*at) < MINUTE);
        if self.attempts.len() < FORGIVEN {
            self.attempts.push(now);
            return Ok(());
        }
        let pause = MINUTE * 2_u32.pow(self.pauses.min(DOUBLINGS));
        self.pauses += 1;
        self.attempts.clear();
        self.closed_until = now + pause;
        Err(pause)
    }

    /// The attempt at `admitted` had the right PIN and does not count.
    pub(crate) fn forgive(&mut self, admitted: Tick) {
        if let Some(at) = self.attempts.iter().position(|at| *at == admitted) {
            self.attempts.remove(at);
        }
        self.pauses = 0;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn s(seconds: u64) -> Tick {
        Duration::from_secs(seconds)
    }

    fn exhaust(throttle: &mut Throttle, from: u64) {
        (0..5).for_each(|n| assert_eq!(throttle.admit(s(from + n)), Ok(())));
    }

    #[test]
    fn the_sixth_wrong_pin_in_a_minute_has_to_wait_a_minute() {
        let mut throttle = Throttle::default();
        exhaust(&mut throttle, 0);
        assert_eq!(throttle.admit(s(10)), Err(s(60)));
        assert_eq!(throttle.admit(s(69)), Err(s(1)));
        assert_eq!(throttle.admit(s(70)), Ok(()));
    }

    #[test]
    fn slow_mistakes_are_forgiven() {
        let mut throttle = Throttle::default();
        (0..50).for_each(|n| assert_eq!(throttle.admit(s(n * 15)), Ok(())));
    }

    #[test]
    fn the_right_pin_does_not_count_and_ends_the_doubling() {
        let mut throttle = Throttle::default();
        for n in 0..20 {
            assert_eq!(throttle.admit(s(n)), Ok(()));
            throttle.forgive(s(n));
        }
        exhaust(&mut throttle, 100);
        assert_eq!(throttle.admit(s(110)), Err(s(60)));
        throttle.admit(s(200)).unwrap_or_default();
        throttle.forgive(s(200));
        exhaust(&mut throttle, 300);
        assert_eq!(throttle.admit(s(310)), Err(s(60)));
    }

    #[test]
    fn pauses_double_up_to_sixteen_minutes() {
        let mut throttle = Throttle::default();
        let mut now = 0;
        let pauses: Vec<_> = (0..6)
            .map(|_| {
                exhaust(&mut throttle, now);
                let pause = throttle.admit(s(now + 5)).err().unwrap_or_default();
                now += 5 + pause.as_secs();
                pause.as_secs() / 60
            })
            .collect();
        assert_eq!(pauses, [1, 2, 4, 8, 16, 16]);
    }
}
