//! What can be read and touched on the screen, from Slint's accessibility tree.

use i_slint_core::accessibility::{AccessibleStringProperty, accessible_descendents};
use i_slint_core::item_tree::ParentItemTraversalMode;
use i_slint_core::items::{AccessibleRole, ItemRc};
use i_slint_core::lengths::LogicalRect;
use i_slint_core::window::WindowInner;

/// One text or button that is visible now; of what is cut off at an edge, the visible part.
#[derive(Clone, PartialEq)]
pub struct Element {
    /// What is read on the screen.
    pub label: String,
    /// "button", "text" or "image".
    pub role: String,
    /// Left edge in pixels from the window's left.
    pub x: f32,
    /// Top edge in pixels from the window's top.
    pub y: f32,
    /// Width in pixels.
    pub w: f32,
    /// Height in pixels.
    pub h: f32,
}

impl Element {
    /// The middle, where a finger would touch it.
    #[must_use]
    pub fn centre(&self) -> (f32, f32) {
        (self.x + self.w / 2.0, self.y + self.h / 2.0)
    }
}

impl std::fmt::Debug for Element {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} at {:.0},{:.0} of {:.0}x{:.0}", self.role, self.x, self.y, self.w, self.h)
    }
}

const ROLES: [(AccessibleRole, &str); 3] =
    [(AccessibleRole::Button, "button"), (AccessibleRole::Text, "text"), (AccessibleRole::Image, "image")];

/// The visible texts, images and enabled buttons of `window`, in reading order.
/// What lies under an overlay is left out, because no finger reaches it.
pub(crate) fn collect(window: &slint::Window) -> Vec<Element> {
    let inner = WindowInner::from_pub(window);
    inner.ensure_tree_instantiated();
    let mut found = Vec::new();
    if let Some(component) = inner.try_component() {
        walk(&ItemRc::new_root(component), &mut found);
    }
    found
}

fn walk(item: &ItemRc, found: &mut Vec<Element>) {
    for child in accessible_descendents(item) {
        if !child.is_visible() {
            continue;
        }
        let role = child.accessible_role();
        // An overlay is drawn last and covers the window.
        if role == AccessibleRole::Region {
            found.clear();
        }
        found.extend(element(&child, role));
        if role != AccessibleRole::Button {
            walk(&child, found);
        }
    }
}

fn element(item: &ItemRc, role: AccessibleRole) -> Option<Element> {
    let (_, name) = ROLES.iter().find(|(known, _)| *known == role)?;
    let enabled = item.accessible_string_property(AccessibleStringProperty::Enabled);
    let label = item.accessible_string_property(AccessibleStringProperty::Label)?;
    if label.is_empty() || enabled.is_some_and(|on| on != "true") {
        return None;
    }
    let seen = seen(item)?;
    Some(Element {
        label: label.to_string(),
        role: (*name).to_owned(),
        x: seen.origin.x,
        y: seen.origin.y,
        w: seen.size.width,
        h: seen.size.height,
    })
}

/// What of `item` is inside of everything that cuts it off, in pixels of the window; `None` if that is nothing.
fn seen(item: &ItemRc) -> Option<LogicalRect> {
    let mut seen = place(item);
    let mut parent = item.parent_item(ParentItemTraversalMode::StopAtPopups);
    while let Some(ancestor) = parent {
        if ancestor.borrow().as_ref().clips_children() {
            seen = seen.intersection(&place(&ancestor)).filter(|seen| !seen.is_empty())?;
        }
        parent = ancestor.parent_item(ParentItemTraversalMode::StopAtPopups);
    }
    Some(seen)
}

fn place(item: &ItemRc) -> LogicalRect {
    let geometry = item.geometry();
    LogicalRect::new(item.map_to_window(geometry.origin), geometry.size)
}
