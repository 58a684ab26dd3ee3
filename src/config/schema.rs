//! The JSON Schema of `fineprint.toml`, from the types that read it, for editors.
//! Must not know any file.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};

use super::Config;
use super::parts::{Range, Selectors};

/// The schema as JSON text.
pub fn schema() -> String {
    let schema = schemars::schema_for!(Config);
    let mut text = serde_json::to_string_pretty(&schema).unwrap_or_default();
    text.push('\n');
    text
}

impl JsonSchema for Selectors {
    fn schema_name() -> Cow<'static, str> {
        "Selectors".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let range = generator.subschema_for::<Range>();
        json_schema!({
            "description": "A CSS selector, a range between two elements, or a list of both",
            "anyOf": [
                { "type": "string" },
                range,
                { "type": "array", "items": { "anyOf": [{ "type": "string" }, range] } }
            ]
        })
    }
}
