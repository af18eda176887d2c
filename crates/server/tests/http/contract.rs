//! The OpenAPI document as a judge: whether an answer is one that it promises.

use serde_json::{Map, Value, json};

use crate::harness::Answer;

/// The document.
pub(crate) struct Contract {
    document: Value,
}

impl Contract {
    pub(crate) fn new() -> Self {
        let document = codevlive_server::openapi::document();
        Self {
            document: serde_json::to_value(document).expect("the document is JSON"),
        }
    }

    /// All calls as `GET /api/v1/…`, with what the document says of them.
    pub(crate) fn operations(&self) -> impl Iterator<Item = (String, &Map<String, Value>)> {
        let paths = self.document["paths"].as_object().expect("paths");
        paths.iter().flat_map(|(path, item)| {
            let methods = item.as_object().expect("a path item").iter();
            let methods =
                methods.filter_map(|(method, operation)| Some((method, operation.as_object()?)));
            methods.map(move |(method, operation)| {
                (format!("{} {path}", method.to_uppercase()), operation)
            })
        })
    }

    /// Panics unless the answer is one that the document promises for this call; which call it is. None
    /// if the document does not have it.
    pub(crate) fn check(&self, method: &str, path: &str, answer: &Answer) -> Option<String> {
        let path = path.split('?').next().unwrap_or(path);
        let called = format!("{method} {path}");
        let (name, operation) = self.operations().find(|(name, _)| matches(name, &called))?;
        let status = answer.status.to_string();
        let Some(promised) = operation["responses"].get(&status) else {
            panic!("{name} promises no {status}: {}", answer.text);
        };
        match promised["content"]
            .as_object()
            .and_then(|content| content.iter().next())
        {
            None => assert_eq!(answer.text, "", "{name} {status} promises no body"),
            Some((media_type, content)) => {
                assert_eq!(answer.header("content-type"), media_type, "{name} {status}");
                self.check_body(&content["schema"], &answer.body());
                check_code(promised, answer);
            }
        }
        for header in promised["headers"]
            .as_object()
            .into_iter()
            .flat_map(Map::keys)
        {
            assert_ne!(
                answer.header(header),
                "",
                "{name} {status} promises {header}"
            );
        }
        Some(name)
    }

    /// Panics unless the value fits the schema and has nothing that the schema does not name.
    pub(crate) fn check_body(&self, schema: &Value, value: &Value) {
        let strict = json!({
            "allOf": [schema],
            "unevaluatedProperties": false,
            "components": self.document["components"],
        });
        let validator = jsonschema::options()
            .should_validate_formats(true)
            .build(&strict)
            .expect("the document's schemas are schemas");
        let errors: Vec<_> = validator
            .iter_errors(value)
            .map(|error| error.to_string())
            .collect();
        assert!(errors.is_empty(), "{errors:#?} in {value:#} by {schema:#}");
        // What a list holds is checked as strictly as the list.
        let page = self.resolve(schema);
        for item in value["items"].as_array().into_iter().flatten() {
            self.check_body(&page["properties"]["items"]["items"], item);
        }
    }

    fn resolve<'a>(&'a self, schema: &'a Value) -> &'a Value {
        let name = schema["$ref"]
            .as_str()
            .and_then(|path| path.rsplit('/').next());
        name.map_or(schema, |name| &self.document["components"]["schemas"][name])
    }
}

/// A problem's code must be among those that the description of its status lists.
fn check_code(promised: &Value, answer: &Answer) {
    if answer.status >= 400 {
        let code = format!("`{}`", answer.code());
        let listed = promised["description"].as_str().unwrap_or_default();
        assert!(listed.contains(&code), "{code} is not among {listed}");
    }
}

/// Whether `GET /rooms/{id}` names `GET /rooms/17`.
fn matches(template: &str, called: &str) -> bool {
    let (template, called): (Vec<_>, Vec<_>) =
        (template.split('/').collect(), called.split('/').collect());
    let fits = |part: &str, called: &str| {
        if part.starts_with('{') {
            !called.is_empty()
        } else {
            part == called
        }
    };
    template.len() == called.len()
        && template
            .iter()
            .zip(called)
            .all(|(part, called)| fits(part, called))
}
