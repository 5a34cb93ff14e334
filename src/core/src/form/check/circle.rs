//! Values that are made of themselves, and questions that wait for their own answer.

use super::super::position::{Fault, Part};
use super::super::source::ROW;
use super::super::{Ask, Field, Form, Group, Mistake, Source};
use super::Checked;

/// Something that depends on others: its name, where it stands, and the names of what it depends on.
struct Node {
    name: String,
    part: Part,
    needs: Vec<String>,
}

pub(super) fn check(form: &Form) -> Checked {
    first(&values(form), Mistake::Circle)?;
    first(&conditions(form), Mistake::ConditionCircle)
}

/// Reports the first node that leads back to itself.
fn first(nodes: &[Node], mistake: fn(String, String) -> Mistake) -> Checked {
    for node in nodes {
        if let Some(way) = way_back(nodes, node, &mut Vec::new(), &mut Vec::new()) {
            return Err(Fault::new(mistake(node.name.clone(), way.join(" → ")), node.part, &node.name));
        }
    }
    Ok(())
}

/// The names on the way from `node` to the first of `path` again. `seen` leads nowhere and is not gone through twice.
fn way_back(
    nodes: &[Node],
    node: &Node,
    path: &mut Vec<String>,
    seen: &mut Vec<String>,
) -> Option<Vec<String>> {
    if path.first() == Some(&node.name) {
        path.push(node.name.clone());
        return Some(path.clone());
    }
    if seen.contains(&node.name) {
        return None;
    }
    seen.push(node.name.clone());
    path.push(node.name.clone());
    for need in &node.needs {
        let next = nodes.iter().find(|next| next.name == *need);
        if let Some(way) = next.and_then(|next| way_back(nodes, next, path, seen)) {
            return Some(way);
        }
    }
    path.pop();
    None
}

/// All fields, those in rows with their group.
fn fields(form: &Form) -> impl Iterator<Item = (Part, Option<&Group>, &Field)> {
    let outside = form.fields.iter().enumerate().map(|(at, field)| (Part::Field(at), None, field));
    let inside = form.groups.iter().enumerate().flat_map(|(at, group)| {
        let part = move |(nth, field)| (Part::GroupField(at, nth), Some(group), field);
        group.fields.iter().enumerate().map(part)
    });
    outside.chain(inside)
}

fn values(form: &Form) -> Vec<Node> {
    let made_of = |field: &Field, group: Option<&Group>| {
        let others = field.sources().filter_map(|source| match source {
            Source::Field(key) => Some(named(group, key)),
            Source::Card { .. } | Source::Row(_) | Source::Office(_) | Source::Today => None,
        });
        others.collect()
    };
    fields(form)
        .map(|(part, group, field)| Node {
            name: named(group, &field.key),
            part,
            needs: made_of(field, group),
        })
        .collect()
}

fn conditions(form: &Form) -> Vec<Node> {
    let slots = form.slots.iter().enumerate().map(|(at, slot)| Node {
        name: slot.key.clone(),
        part: Part::Slot(at),
        needs: slot.when.questions().chain(slot.applicant_when.questions()).map(str::to_owned).collect(),
    });
    let groups = form.groups.iter().enumerate().map(|(at, group)| Node {
        name: group.key.clone(),
        part: Part::Group(at),
        needs: group.when.questions().map(str::to_owned).collect(),
    });
    let asked = fields(form).map(|(part, group, field)| Node {
        name: named(group, &field.key),
        part,
        needs: waits_for(field, group),
    });
    slots.chain(groups).chain(asked).collect()
}

fn waits_for(field: &Field, group: Option<&Group>) -> Vec<String> {
    let choices = field.ask.iter().flat_map(Ask::choices);
    let of_choices = choices.flat_map(|choice| choice.when.questions().chain(choice.unless.questions()));
    let asked = field.ask.iter().flat_map(|ask| ask.when.questions());
    let of_field = field.when.questions().chain(field.unless.questions());
    let questions = of_field.chain(asked).chain(of_choices);
    let questions = questions.filter(|question| *question != ROW);
    let table = group.map(|group| group.key.clone());
    questions.map(|question| named(group, question)).chain(table).collect()
}

/// The name of the field `key` as `group`'s rows know it.
fn named(group: Option<&Group>, key: &str) -> String {
    match group.filter(|group| group.fields.iter().any(|f| f.key == key)) {
        Some(group) => format!("{}.{key}", group.key),
        None => key.to_owned(),
    }
}
