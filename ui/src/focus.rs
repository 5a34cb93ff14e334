//! Which button the next key points at. Rectangles alone: what they belong to is [`targets`](crate::targets)'.

/// A rectangle in pixels of the window.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Rect {
    pub(crate) x: f32,
    pub(crate) y: f32,
    pub(crate) w: f32,
    pub(crate) h: f32,
}

/// Where a button is.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Spot {
    /// All of it, though a part of the page that moves may cut it off.
    pub(crate) whole: Rect,
    /// What is seen of it; of what is scrolled away, a sliver at that edge.
    pub(crate) seen: Rect,
    /// The part of the page that it moves with, if any.
    pub(crate) part: Option<usize>,
}

/// Where a key leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Way {
    /// To the next button in reading order.
    Next,
    /// To the one before in reading order.
    Previous,
    /// To the nearest one above; from the highest, to the lowest.
    Up,
    /// To the nearest one below; from the lowest, to the highest.
    Down,
    /// To the nearest one at the left in the same row; from the first, to the one before it in reading order.
    Left,
    /// To the nearest one at the right in the same row; from the last, to the next one in reading order.
    Right,
}

/// By how many pixels two buttons may reach into each other and still be one after the other: lengths are divided.
const SLACK: f32 = 14.0;
/// How much farther than it is a button seems that does not stand straight ahead.
const ASIDE: f32 = 3.0;
/// How much the middles' distance counts among those straight ahead.
const MIDDLE: f32 = 0.1;

impl Rect {
    /// Its middle.
    pub(crate) fn centre(self) -> (f32, f32) {
        (self.x + self.w / 2.0, self.y + self.h / 2.0)
    }

    /// The rectangle turned so that `way` leads to the right.
    fn turned(self, way: Way) -> Self {
        let Self { x, y, w, h } = self;
        match way {
            Way::Next | Way::Previous | Way::Right => self,
            Way::Left => Self { x: -(x + w), ..self },
            Way::Down => Self { x: y, y: x, w: h, h: w },
            Way::Up => Self { x: -(y + h), y: x, w: h, h: w },
        }
    }
}

/// The button at which a page is begun: the first that stands between `top` and `bottom`, where header and footer are
/// not; else the first below the header; else the first. `None` without any.
pub(crate) fn start(spots: &[Spot], (top, bottom): (f32, f32)) -> Option<usize> {
    let within = |spot: &Spot| spot.seen.y >= top && spot.seen.y < bottom;
    let below = |spot: &Spot| spot.seen.y >= top;
    let first = spots.iter().position(within).or_else(|| spots.iter().position(below));
    first.or((!spots.is_empty()).then_some(0))
}

/// The button whose middle is nearest to that of `to`; `None` without any.
pub(crate) fn nearest(spots: &[Spot], to: Rect) -> Option<usize> {
    let (x, y) = to.centre();
    let far = |spot: &Spot| {
        let (at_x, at_y) = spot.seen.centre();
        (at_x - x).hypot(at_y - y)
    };
    least(spots.iter().enumerate().map(|(place, spot)| (place, far(spot))))
}

/// The button to which `way` leads from the one at place `from`.
pub(crate) fn step(spots: &[Spot], from: usize, way: Way) -> usize {
    let last = spots.len().saturating_sub(1);
    let next = if from >= last { 0 } else { from + 1 };
    let previous = if from == 0 { last } else { from - 1 };
    match way {
        Way::Next => next,
        Way::Previous => previous,
        Way::Right => in_row(spots, from, way).unwrap_or(next),
        Way::Left => in_row(spots, from, way).unwrap_or(previous),
        Way::Up | Way::Down => ahead(spots, from, way).or_else(|| around(spots, from, way)).unwrap_or(from),
    }
}

fn in_row(spots: &[Spot], from: usize, way: Way) -> Option<usize> {
    toward(spots, from, way, |far| far.aside <= 0.0)
}

/// What moves with the button goes before everything else: it may be scrolled away.
fn ahead(spots: &[Spot], from: usize, way: Way) -> Option<usize> {
    let part = spots.get(from)?.part;
    let along = part.and_then(|_| toward_among(spots, from, way, |spot| spot.part == part, |_| true));
    along.or_else(|| toward(spots, from, way, |_| true))
}

fn toward(spots: &[Spot], from: usize, way: Way, fits: impl Fn(&Far) -> bool) -> Option<usize> {
    toward_among(spots, from, way, |_| true, fits)
}

fn toward_among(
    spots: &[Spot],
    from: usize,
    way: Way,
    among: impl Fn(&Spot) -> bool,
    fits: impl Fn(&Far) -> bool,
) -> Option<usize> {
    let here = spots.get(from)?;
    let others = spots.iter().enumerate().filter(|(place, spot)| *place != from && among(spot));
    least(others.filter_map(|(place, spot)| {
        let far = Far::between(here, spot, way);
        (far.ahead >= -SLACK && fits(&far)).then(|| (place, far.cost()))
    }))
}

/// From the edge of the screen on at the other edge.
fn around(spots: &[Spot], from: usize, way: Way) -> Option<usize> {
    let here = spots.get(from)?.seen.turned(way);
    let edge = spots.iter().map(|spot| spot.seen.turned(way).x).fold(f32::INFINITY, f32::min);
    let before = Rect { x: edge - here.w, ..here };
    let others = spots.iter().enumerate().filter(|(place, _)| *place != from);
    least(others.map(|(place, spot)| (place, Far::of(before, spot.seen.turned(way)).cost())))
}

/// How far a button is from another one.
struct Far {
    /// From edge to edge in the direction of the key; less than nothing if they stand beside each other.
    ahead: f32,
    /// How far it stands aside; nothing if any of it is straight ahead.
    aside: f32,
    /// Between their middles, across the direction.
    middles: f32,
}

impl Far {
    fn between(here: &Spot, there: &Spot, way: Way) -> Self {
        let together = here.part.is_some() && here.part == there.part;
        let place = |spot: &Spot| if together { spot.whole } else { spot.seen };
        Self::of(place(here).turned(way), place(there).turned(way))
    }

    /// Between rectangles turned so that the key leads to the right.
    fn of(here: Rect, there: Rect) -> Self {
        let apart = (there.y - (here.y + here.h)).max(here.y - (there.y + there.h));
        Self {
            ahead: there.x - (here.x + here.w),
            aside: (apart + SLACK).max(0.0),
            middles: (there.centre().1 - here.centre().1).abs(),
        }
    }

    fn cost(&self) -> f32 {
        self.ahead.max(0.0) + ASIDE * self.aside + MIDDLE * self.middles
    }
}

fn least(costs: impl Iterator<Item = (usize, f32)>) -> Option<usize> {
    costs.min_by(|one, other| one.1.total_cmp(&other.1)).map(|(place, _)| place)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spot(x: f32, y: f32, w: f32, h: f32) -> Spot {
        let seen = Rect { x, y, w, h };
        Spot { whole: seen, seen, part: None }
    }

    /// Two languages, four tiles in two columns, one wide button, four ways in the footer.
    fn page() -> Vec<Spot> {
        let tiles = [(48.0, 300.0), (552.0, 300.0), (48.0, 524.0), (552.0, 524.0)];
        let mut spots = vec![spot(600.0, 24.0, 200.0, 92.0), spot(800.0, 24.0, 200.0, 92.0)];
        spots.extend(tiles.map(|(x, y)| spot(x, y, 480.0, 200.0)));
        spots.push(spot(48.0, 1500.0, 984.0, 200.0));
        spots.extend([48.0, 300.0, 552.0, 804.0].map(|x| spot(x, 1772.0, 228.0, 132.0)));
        spots
    }

    #[test]
    fn arrows_lead_where_they_point_and_nowhere_to_a_dead_end() {
        let spots = page();
        let table = [
            (2, Way::Down, 4, "the tile below"),
            (3, Way::Down, 5, "the tile below"),
            (4, Way::Down, 6, "the wide button"),
            (6, Way::Down, 8, "of what is below, what is nearest to the middle"),
            (8, Way::Down, 0, "from the lowest row to the highest"),
            (10, Way::Down, 1, "and in it to the nearest"),
            (6, Way::Up, 4, "of two as near the first"),
            (5, Way::Up, 3, "the tile above"),
            (3, Way::Up, 0, "of the header, what is nearest to the middle"),
            (0, Way::Up, 9, "from the highest row to the lowest"),
            (2, Way::Right, 3, "the tile beside it"),
            (3, Way::Right, 4, "from the end of a row on in reading order"),
            (4, Way::Left, 3, "and back"),
            (10, Way::Right, 0, "around"),
            (0, Way::Left, 10, "around"),
            (6, Way::Next, 7, "in reading order"),
            (10, Way::Next, 0, "around"),
            (0, Way::Previous, 10, "around"),
        ];
        for (from, way, to, why) in table {
            assert_eq!(step(&spots, from, way), to, "{from} {way:?}: {why}");
        }
    }

    #[test]
    fn alone_it_stays_and_without_any_nothing_breaks() {
        let alone = [spot(0.0, 0.0, 10.0, 10.0)];
        for way in [Way::Next, Way::Previous, Way::Up, Way::Down, Way::Left, Way::Right] {
            assert_eq!(step(&alone, 0, way), 0);
            assert_eq!(step(&[], 0, way), 0);
        }
        assert_eq!((start(&[], (0.0, 9.0)), nearest(&[], Rect::default())), (None, None));
    }

    #[test]
    fn a_page_begins_below_the_header_and_above_the_footer_if_there_is_anything() {
        let spots = page();
        let room = (152.0, 1752.0);
        assert_eq!(start(&spots, room), Some(2));
        assert_eq!(
            start(&[spots[0], spots[1], spots[7]], room),
            Some(2),
            "the footer rather than the header"
        );
        assert_eq!(start(&spots[..2], room), Some(0));
    }

    #[test]
    fn what_has_gone_leads_to_what_is_nearest() {
        let mut spots = page();
        let gone = spots.remove(3).seen;
        assert_eq!(nearest(&spots, gone), Some(4), "the tile below it");
    }

    #[test]
    fn what_is_scrolled_away_comes_before_what_stands_below_its_part() {
        // A list of three in a room that shows two of them, a button under it.
        let entry = |at: f32, seen: f32, high: f32| Spot {
            whole: Rect { x: 0.0, y: at, w: 500.0, h: 100.0 },
            seen: Rect { x: 0.0, y: seen, w: 500.0, h: high },
            part: Some(0),
        };
        let spots = [
            entry(0.0, 0.0, 100.0),
            entry(110.0, 110.0, 90.0),
            entry(220.0, 199.0, 1.0),
            spot(0.0, 216.0, 500.0, 96.0),
        ];
        assert_eq!(step(&spots, 0, Way::Down), 1);
        assert_eq!(step(&spots, 1, Way::Down), 2);
        assert_eq!(step(&spots, 2, Way::Down), 3);
        assert_eq!(step(&spots, 3, Way::Up), 1, "of what is as near, what is seen");
    }
}
