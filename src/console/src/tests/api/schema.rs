//! The part of JSON Schema that the API's document uses, to hold answers against it. A keyword that is not known here
//! is a failure: it could not be checked.

use serde_json::Value;

/// What is wrong with `value` as `schema` describes it; references lead into `document`. `None` if nothing is.
pub fn mistake(document: &Value, schema: &Value, value: &Value) -> Option<String> {
    let keywords = schema.as_object().expect("a schema is an object");
    keywords.iter().find_map(|(keyword, rule)| {
        let wrong = match keyword.as_str() {
            "$ref" => return mistake(document, follow(document, rule), value),
            "type" => !is_of(rule, value),
            "properties" => return properties(document, rule, value),
            "required" => {
                rule.as_array().unwrap().iter().any(|name| value.get(name.as_str().unwrap()).is_none())
            }
            "items" => return value.as_array()?.iter().find_map(|item| mistake(document, rule, item)),
            "enum" => !rule.as_array().unwrap().contains(value),
            "oneOf" => fitting(document, rule, value) != 1,
            "format" => !has_format(rule.as_str().unwrap(), value),
            "minimum" => value.as_f64().is_some_and(|value| Some(value) < rule.as_f64()),
            "description" | "example" | "default" => false,
            unknown => panic!("{unknown} cannot be checked"),
        };
        wrong.then(|| format!("{keyword} {rule} is not {value}"))
    })
}

fn follow<'a>(document: &'a Value, reference: &Value) -> &'a Value {
    document.pointer(reference.as_str().unwrap().trim_start_matches('#')).expect("a schema that is there")
}

/// Fields that the schema does not name are mistakes too: nobody was told of them.
fn properties(document: &Value, rule: &Value, value: &Value) -> Option<String> {
    value.as_object()?.iter().find_map(|(name, field)| match rule.get(name) {
        Some(schema) => mistake(document, schema, field).map(|what| format!("{name}: {what}")),
        None => Some(format!("{name} is not in the document")),
    })
}

fn fitting(document: &Value, rule: &Value, value: &Value) -> usize {
    rule.as_array().unwrap().iter().filter(|schema| mistake(document, schema, value).is_none()).count()
}

fn is_of(kinds: &Value, value: &Value) -> bool {
    let is = |kind: &str| match kind {
        "null" => value.is_null(),
        "boolean" => value.is_boolean(),
        "integer" => value.is_i64() || value.is_u64(),
        "string" => value.is_string(),
        "array" => value.is_array(),
        "object" => value.is_object(),
        unknown => panic!("{unknown} cannot be checked"),
    };
    match kinds.as_array() {
        None => is(kinds.as_str().unwrap()),
        Some(kinds) => kinds.iter().any(|kind| is(kind.as_str().unwrap())),
    }
}

fn has_format(format: &str, value: &Value) -> bool {
    let Some(text) = value.as_str() else { return true };
    match format {
        "date-time" => {
            text.len() == "2026-11-23T08:00:00+07:00".len() && text.parse::<jiff::Timestamp>().is_ok()
        }
        "date" => text.parse::<jiff::civil::Date>().is_ok(),
        "uri-reference" => text.starts_with('/'),
        "int32" | "int64" => false,
        unknown => panic!("{unknown} cannot be checked"),
    }
}

#[test]
fn the_checker_finds_what_is_wrong() {
    use serde_json::json;
    let document = json!({"a": {"type": "object", "required": ["at"], "properties": {
        "at": {"type": "string", "format": "date-time"},
        "state": {"oneOf": [{"type": "null"}, {"type": "string", "enum": ["done"]}]},
        "many": {"type": "array", "items": {"type": ["integer", "null"], "format": "int32"}}
    }}});
    let schema = json!({"$ref": "#/a"});
    let at = "2026-11-23T08:00:00+07:00";
    for good in [json!({"at": at}), json!({"at": at, "state": "done", "many": [1, null]})] {
        assert_eq!(mistake(&document, &schema, &good), None);
    }
    for bad in [
        json!(1),
        json!({}),
        json!({"at": "2026-11-23T08:00:00"}),
        json!({"at": at, "state": "gone"}),
        json!({"at": at, "many": ["1"]}),
        json!({"at": at, "many": [1.5]}),
        json!({"at": at, "more": 1}),
    ] {
        assert!(mistake(&document, &schema, &bad).is_some(), "{bad}");
    }
}
