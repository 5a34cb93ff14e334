//! The buttons at which keys can point, from Slint's accessibility tree: also those that are scrolled away.

use std::pin::Pin;

use i_slint_core::accessibility::{AccessibleStringProperty, accessible_descendents};
use i_slint_core::item_tree::{ItemRc, ItemWeak, ParentItemTraversalMode};
use i_slint_core::items::{AccessibleRole, Flickable};
use i_slint_core::lengths::{LogicalLength, LogicalPoint, LogicalRect, LogicalSize};
use i_slint_core::window::WindowInner;

use crate::focus::{Rect, Spot};

/// A button.
pub(crate) struct Target {
    /// What is read on it.
    pub(crate) label: String,
    /// Where it is.
    pub(crate) spot: Spot,
    item: ItemRc,
}

impl Target {
    /// Finds it again while it is there.
    pub(crate) fn item(&self) -> ItemWeak {
        self.item.downgrade()
    }
}

/// All that keys can point at.
#[derive(Default)]
pub(crate) struct Targets {
    /// What lies over the page, if anything does: then the page's own buttons are none.
    pub(crate) over: Option<ItemWeak>,
    /// The enabled buttons in reading order.
    pub(crate) all: Vec<Target>,
    moving: Vec<ItemRc>,
}

impl Targets {
    /// What `window` has.
    pub(crate) fn of(window: &slint::Window) -> Self {
        let inner = WindowInner::from_pub(window);
        inner.ensure_tree_instantiated();
        let mut targets = Self::default();
        if let Some(component) = inner.try_component() {
            targets.walk(&ItemRc::new_root(component));
        }
        targets
    }

    /// Where they are.
    pub(crate) fn spots(&self) -> Vec<Spot> {
        self.all.iter().map(|target| target.spot).collect()
    }

    /// The place of the button `item` among them.
    pub(crate) fn find(&self, item: &ItemWeak) -> Option<usize> {
        let item = item.upgrade()?;
        self.all.iter().position(|target| target.item == item)
    }

    fn walk(&mut self, item: &ItemRc) {
        for child in accessible_descendents(item) {
            let role = child.accessible_role();
            if role == AccessibleRole::Button {
                let target = self.target(child);
                self.all.extend(target);
            } else {
                // An overlay is drawn last and covers the window.
                if role == AccessibleRole::Region && child.is_visible() {
                    self.all.clear();
                    self.over = Some(child.downgrade());
                }
                self.walk(&child);
            }
        }
    }

    fn target(&mut self, item: ItemRc) -> Option<Target> {
        let label = item.accessible_string_property(AccessibleStringProperty::Label)?;
        let enabled = item.accessible_string_property(AccessibleStringProperty::Enabled);
        if label.is_empty() || enabled.is_some_and(|on| on != "true") {
            return None;
        }
        let spot = self.spot(&item)?;
        Some(Target { label: label.to_string(), spot, item })
    }

    /// Where `item` is, unless it is hidden by something that no scrolling moves.
    fn spot(&mut self, item: &ItemRc) -> Option<Spot> {
        let whole = place(item);
        let (mut seen, mut part) = (whole, None);
        for ancestor in ancestors(item).filter(|ancestor| ancestor.borrow().as_ref().clips_children()) {
            let room = place(&ancestor);
            if ancestor.downcast::<Flickable>().is_some() {
                seen = into(seen, room);
                part = part.or_else(|| Some(self.part(&ancestor)));
            } else {
                seen = seen.intersection(&room).filter(|seen| !seen.is_empty())?;
            }
        }
        (!seen.is_empty()).then(|| Spot { whole: rect(whole), seen: rect(seen), part })
    }

    fn part(&mut self, moving: &ItemRc) -> usize {
        let known = self.moving.iter().position(|known| known == moving);
        known.unwrap_or_else(|| {
            self.moving.push(moving.clone());
            self.moving.len() - 1
        })
    }
}

/// Moves what scrolls until all of `target` is seen, with `margin` pixels around it where there is room.
pub(crate) fn reveal(target: &Target, margin: f32) {
    for ancestor in ancestors(&target.item) {
        if let Some(view) = ancestor.downcast::<Flickable>() {
            scroll(view.as_pin_ref(), place(&target.item).inflate(0.0, margin), place(&ancestor));
        }
    }
}

fn scroll(view: Pin<&Flickable>, wanted: LogicalRect, room: LogicalRect) {
    let above = (room.min_y() - wanted.min_y()).max(0.0);
    let below = (wanted.max_y() - room.max_y()).max(0.0);
    let by = if above > 0.0 { above } else { -below };
    let furthest = (room.height() - view.content_height().0).min(0.0);
    let at = view.content_y().0;
    let to = (at + by).clamp(furthest, 0.0);
    if by != 0.0 && to != at {
        Flickable::FIELD_OFFSETS.content_y().apply_pin(view).set(LogicalLength::new(to));
    }
}

fn ancestors(item: &ItemRc) -> impl Iterator<Item = ItemRc> {
    let parent = |item: &ItemRc| item.parent_item(ParentItemTraversalMode::StopAtPopups);
    std::iter::successors(parent(item), parent)
}

/// What of `seen` is in `room`; of what is outside, a sliver at the nearest edge.
fn into(seen: LogicalRect, room: LogicalRect) -> LogicalRect {
    let (x, w) = span(seen.min_x(), seen.max_x(), room.min_x(), room.max_x());
    let (y, h) = span(seen.min_y(), seen.max_y(), room.min_y(), room.max_y());
    LogicalRect::new(LogicalPoint::new(x, y), LogicalSize::new(w, h))
}

fn span(from: f32, to: f32, least: f32, most: f32) -> (f32, f32) {
    let end = to.clamp((least + 1.0).min(most), most);
    let start = from.clamp(least, end - 1.0_f32.min(most - least));
    (start, end - start)
}

fn rect(place: LogicalRect) -> Rect {
    Rect { x: place.origin.x, y: place.origin.y, w: place.size.width, h: place.size.height }
}

fn place(item: &ItemRc) -> LogicalRect {
    let geometry = item.geometry();
    LogicalRect::new(item.map_to_window(geometry.origin), geometry.size)
}
