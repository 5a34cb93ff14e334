//! Which texts do not fit into their place, measured as the renderer will draw them.

use std::rc::Rc;

use i_slint_core::item_tree::{ItemRc, ParentItemTraversalMode};
use i_slint_core::items::{ComplexText, SimpleText};
use i_slint_core::layout::Orientation;
use i_slint_core::lengths::LogicalRect;
use i_slint_core::window::{WindowAdapter, WindowInner};

/// A part of a pixel is lost when lengths are divided.
const ROUNDING: f32 = 1.5;

/// What stands at the end of a line that is being written: it moves, so that its end is seen.
const CURSOR: char = '|';

/// The visible texts of `window` that need more room than they have, each with what is wrong.
pub(crate) fn texts(window: &slint::Window) -> Vec<String> {
    let inner = WindowInner::from_pub(window);
    inner.ensure_tree_instantiated();
    let mut found = Vec::new();
    if let Some(component) = inner.try_component() {
        walk(&ItemRc::new_root(component), &inner.window_adapter(), &mut found);
    }
    found
}

fn walk(item: &ItemRc, adapter: &Rc<dyn WindowAdapter>, found: &mut Vec<String>) {
    if let Some(text) =
        text(item).filter(|text| !text.is_empty() && !text.ends_with(CURSOR) && item.is_visible())
        && let Some(fault) = fault(item, adapter)
    {
        found.push(format!("{text:?} {fault}"));
    }
    let mut child = item.first_child();
    while let Some(each) = child {
        walk(&each, adapter, found);
        child = each.next_sibling();
    }
}

fn text(item: &ItemRc) -> Option<slint::SharedString> {
    let simple = item.downcast::<SimpleText>().map(|text| text.as_pin_ref().text());
    simple.or_else(|| item.downcast::<ComplexText>().map(|text| text.as_pin_ref().text()))
}

fn fault(item: &ItemRc, adapter: &Rc<dyn WindowAdapter>) -> Option<String> {
    let place = item.geometry();
    let needs = |way, across| item.borrow().as_ref().layout_info(way, across, adapter, item);
    let wide = needs(Orientation::Horizontal, -1.0);
    let high = needs(Orientation::Vertical, place.width()).min;
    if wide.min > place.width() + ROUNDING {
        return Some(format!("is {} wide in {}", wide.min, place.width()));
    }
    if high > place.height() + ROUNDING {
        return Some(format!("is {high} high in {}", place.height()));
    }
    let hidden = hidden_by(item);
    hidden.map(|part| format!("is cut off by {part} at an edge"))
}

/// How many pixels of `item` something cuts off that does not move.
fn hidden_by(item: &ItemRc) -> Option<f32> {
    let whole = on_screen(item);
    let mut parent = item.parent_item(ParentItemTraversalMode::StopAtPopups);
    while let Some(ancestor) = parent {
        if ancestor.downcast::<i_slint_core::items::Flickable>().is_some() {
            return None;
        }
        if ancestor.borrow().as_ref().clips_children() {
            let seen = whole.intersection(&on_screen(&ancestor)).unwrap_or_default();
            let lost = (whole.height() - seen.height()).max(whole.width() - seen.width());
            if lost > ROUNDING {
                return Some(lost);
            }
        }
        parent = ancestor.parent_item(ParentItemTraversalMode::StopAtPopups);
    }
    None
}

fn on_screen(item: &ItemRc) -> LogicalRect {
    let geometry = item.geometry();
    LogicalRect::new(item.map_to_window(geometry.origin), geometry.size)
}
