//! Four faces, by which a citizen says how satisfied they were.

use kiosk_core::rating::Satisfaction;
use kiosk_core::text::Text;
use maud::{Markup, html};

use super::both;

/// The question with its four answers, each a button that works without scripts.
pub(super) fn question(token: &str) -> Markup {
    let asked = Text::new(
        "Quý khách có hài lòng với việc phục vụ hôm nay không?",
        "Were you satisfied with today's service?",
    );
    html! {
        form.rating method="post" action={ "/t/" (token) "/rating" } {
            (both("asked", &asked))
            @for rating in Satisfaction::ALL {
                button name="step" value=(rating.step()) {
                    (face(rating))
                    span { (rating.name().vi) span.en lang="en" { (rating.name().en) } }
                }
            }
        }
    }
}

/// Only the mouth differs: a curve from one corner to the other.
fn face(rating: Satisfaction) -> Markup {
    let mouth = match rating {
        Satisfaction::VerySatisfied => "M13 28 Q24 44 35 28 Z",
        Satisfaction::Satisfied => "M14 29 Q24 38 34 29",
        Satisfaction::Neutral => "M15 32 H33",
        Satisfaction::Dissatisfied => "M14 35 Q24 26 34 35",
    };
    html! {
        svg viewBox="0 0 48 48" aria-hidden="true" {
            circle cx="24" cy="24" r="21" {}
            circle.eye cx="17" cy="19" r="2.6" {}
            circle.eye cx="31" cy="19" r="2.6" {}
            path d=(mouth) {}
        }
    }
}
