//! The templates: Jinja around MJML and text. What is filled in is escaped before MJML is read, and MJML keeps it so.

use std::{collections::HashMap, sync::LazyLock};

use minijinja::{AutoEscape, Environment, Value, syntax::SyntaxConfig};
use mrml::prelude::render::RenderOptions;

macro_rules! templates {
    ($($name:literal),* $(,)?) => {
        &[$(
            (concat!($name, ".mjml"), include_str!(concat!("templates/", $name, ".mjml"))),
            (concat!($name, ".txt"), include_str!(concat!("templates/", $name, ".txt"))),
        )*]
    };
}

const TEMPLATES: &[(&str, &str)] = templates![
    "layout",
    "interview",
    "welcome",
    "verify_address",
    "reset_password",
    "new_device",
    "security_changed",
    "invitation",
    "invitation_changed",
    "invitation_cancelled",
    "reminder",
    "knock",
    "scorecard_due",
];

/// What a template gave is not MJML.
#[derive(Debug, thiserror::Error)]
pub enum NoHtml {
    /// It can't be read.
    #[error("a template is no MJML: {0}")]
    Unread(#[from] mrml::prelude::parser::Error),
    /// It can't be made HTML.
    #[error("MJML can't be rendered: {0}")]
    Unrendered(#[from] mrml::prelude::render::Error),
}

static ENVIRONMENT: LazyLock<Environment<'static>> = LazyLock::new(|| {
    let mut environment = Environment::new();
    // A line with nothing but a tag on it is no line of the text.
    let mut syntax = SyntaxConfig::builder();
    syntax.trim_blocks(true).lstrip_blocks(true);
    environment.set_syntax(syntax.build().expect("the tags are the usual ones"));
    environment.set_undefined_behavior(minijinja::UndefinedBehavior::Strict);
    environment.set_auto_escape_callback(|name| {
        let is_text = std::path::Path::new(name)
            .extension()
            .is_some_and(|extension| extension == "txt");
        if is_text {
            AutoEscape::None
        } else {
            AutoEscape::Html
        }
    });
    for (name, source) in TEMPLATES {
        environment
            .add_template(name, source)
            .expect("the templates are right, as the tests see");
    }
    environment
});

/// Fills in a template.
pub(super) fn fill(name: &str, context: &Value) -> Result<String, minijinja::Error> {
    ENVIRONMENT.get_template(name)?.render(context)
}

/// The HTML that MJML stands for.
pub(super) fn html(mjml: &str) -> Result<String, NoHtml> {
    let options = RenderOptions {
        // None is fetched from anywhere.
        fonts: HashMap::new(),
        ..RenderOptions::default()
    };
    Ok(mrml::parse(mjml)?.element.render(&options)?)
}
