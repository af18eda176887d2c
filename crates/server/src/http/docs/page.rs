//! The OpenAPI document as a page: no script, nothing from elsewhere, readable in print.

use std::fmt::Write as _;

use serde_json::{Map, Value};

const STYLE: &str = include_str!("page.css");
const METHODS: [&str; 5] = ["get", "post", "put", "patch", "delete"];

/// The page.
pub(super) fn render(document: &Value) -> String {
    let mut page = String::new();
    head(&mut page, document);
    for (path, item) in object(&document["paths"]) {
        for method in METHODS.iter().filter(|method| item.get(**method).is_some()) {
            operation(&mut page, method, path, &item[*method]);
        }
    }
    page.push_str("<h2>Schemas</h2>");
    for (name, schema) in object(&document["components"]["schemas"]) {
        let text = serde_json::to_string_pretty(schema).unwrap_or_default();
        put(
            &mut page,
            format_args!(
                "<details id=\"{0}\"><summary><code>{0}</code> {1}</summary><pre>{2}</pre></details>",
                escape(name),
                prose(&schema["description"]),
                linked(&text),
            ),
        );
    }
    page.push_str("</main>");
    page
}

fn head(page: &mut String, document: &Value) {
    let info = &document["info"];
    put(
        page,
        format_args!(
            "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\">\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\
             <title>{title} API</title><style>{STYLE}</style>\
             <main><h1>{title} API <small>{version}</small></h1><p>{description}</p>\
             <p>For programs: <a href=\"/api/openapi.json\">openapi.json</a></p>",
            title = text(&info["title"]),
            version = text(&info["version"]),
            description = prose(&info["description"]),
        ),
    );
}

fn operation(page: &mut String, method: &str, path: &str, operation: &Value) {
    put(
        page,
        format_args!(
            "<section><h2><code><b>{}</b> {}</code></h2><h3>{}</h3><p>{}</p>",
            method.to_uppercase(),
            escape(path),
            text(&operation["summary"]),
            prose(&operation["description"]),
        ),
    );
    let schemes = operation["security"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(Value::as_object);
    let schemes: Vec<_> = schemes
        .flat_map(Map::keys)
        .map(|name| escape(name))
        .collect();
    if !schemes.is_empty() {
        put(page, format_args!("<p>With {}</p>", schemes.join(" or ")));
    }
    parameters(page, &operation["parameters"]);
    let body = &operation["requestBody"]["content"]["application/json"]["schema"];
    if !body.is_null() {
        put(page, format_args!("<p>Body: {}</p>", kind(body)));
    }
    responses(page, &operation["responses"]);
    page.push_str("</section>");
}

fn parameters(page: &mut String, parameters: &Value) {
    let Some(parameters) = parameters.as_array() else {
        return;
    };
    page.push_str("<table><tr><th>Parameter</th><th>In</th><th>What</th></tr>");
    for parameter in parameters {
        put(
            page,
            format_args!(
                "<tr><td><code>{}</code></td><td>{}</td><td>{}</td></tr>",
                text(&parameter["name"]),
                text(&parameter["in"]),
                prose(&parameter["description"]),
            ),
        );
    }
    page.push_str("</table>");
}

fn responses(page: &mut String, responses: &Value) {
    page.push_str("<table><tr><th>Status</th><th>What</th><th>Body</th></tr>");
    for (status, response) in object(responses) {
        let content = object(&response["content"]).next();
        put(
            page,
            format_args!(
                "<tr><td>{}</td><td>{}</td><td>{}</td></tr>",
                escape(status),
                prose(&response["description"]),
                content.map_or_else(String::new, |(_, content)| kind(&content["schema"])),
            ),
        );
    }
    page.push_str("</table>");
}

/// The schema's name as a link, or the schema.
fn kind(schema: &Value) -> String {
    match schema["$ref"]
        .as_str()
        .and_then(|path| path.rsplit('/').next())
    {
        Some(name) => format!("<a href=\"#{0}\">{0}</a>", escape(name)),
        None => format!("<code>{}</code>", escape(&schema.to_string())),
    }
}

/// JSON text with its references made links.
fn linked(json: &str) -> String {
    let prefix = "#/components/schemas/";
    let mut parts = json.split(prefix);
    let mut html = escape(parts.next().unwrap_or_default());
    for part in parts {
        let (name, rest) = part.split_once('"').unwrap_or((part, ""));
        put(
            &mut html,
            format_args!(
                "<a href=\"#{0}\">{0}</a>&quot;{1}",
                escape(name),
                escape(rest)
            ),
        );
    }
    html
}

/// A description: its paragraphs as lines, its `code` as code.
fn prose(value: &Value) -> String {
    let escaped = text(value).replace("\n\n", "<br>");
    let parts = escaped.split('`').enumerate();
    parts.fold(String::new(), |html, (index, part)| {
        if index % 2 == 0 {
            html + part
        } else {
            html + "<code>" + part + "</code>"
        }
    })
}

fn text(value: &Value) -> String {
    escape(value.as_str().unwrap_or_default())
}

fn object(value: &Value) -> impl Iterator<Item = (&String, &Value)> {
    value.as_object().into_iter().flatten()
}

/// As text of HTML, also within quotes.
pub(in crate::http) fn escape(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}

fn put(page: &mut String, text: std::fmt::Arguments<'_>) {
    page.write_fmt(text).expect("a string takes any text");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_call_and_every_schema_is_on_the_page() {
        let document = serde_json::to_value(crate::openapi::document()).unwrap();
        let page = render(&document);
        for (path, item) in object(&document["paths"]) {
            assert!(page.contains(&escape(path)), "{path}");
            assert!(
                METHODS.iter().any(|method| item.get(method).is_some()),
                "{path}"
            );
        }
        for (name, _) in object(&document["components"]["schemas"]) {
            assert!(page.contains(&format!("id=\"{name}\"")), "{name}");
        }
    }

    #[test]
    fn text_is_escaped_and_code_is_marked() {
        let text = prose(&Value::from("a `b<c` & d\n\ne"));
        assert_eq!(text, "a <code>b&lt;c</code> &amp; d<br>e");
    }

    #[test]
    fn references_are_links() {
        let html = linked("{\"$ref\": \"#/components/schemas/Room\"}");
        assert!(html.contains("<a href=\"#Room\">Room</a>"), "{html}");
    }
}
