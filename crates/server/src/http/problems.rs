//! Which problems a call may answer, for the OpenAPI document.

use std::collections::BTreeMap;

use codevlive_protocol::problem::{CONTENT_TYPE, Problem, ProblemCode};
use utoipa::{
    ToSchema as _,
    openapi::{
        Content, Ref, RefOr,
        response::{Response, ResponseBuilder},
    },
};

use ProblemCode::{ForeignOrigin, Internal, Invalid, Malformed, RateLimited, TooLarge, TryLater};

/// What a call may answer that reads no more than what the server was started with.
pub(super) const ASKED: &[ProblemCode] = &[RateLimited];
/// What any other call may answer.
pub(super) const CALL: &[ProblemCode] = &[RateLimited, Internal, TryLater];
/// What a call that changes something may answer besides.
pub(super) const CHANGE: &[ProblemCode] = &[ForeignOrigin];
/// What a call with a body may answer besides.
pub(super) const BODY: &[ProblemCode] = &[Malformed, TooLarge, Invalid];

/// The answers with these codes, as `(code)` lists in the description of each status.
pub(super) fn responses(codes: &[&[ProblemCode]]) -> BTreeMap<String, RefOr<Response>> {
    let mut by_status = BTreeMap::<String, Vec<ProblemCode>>::new();
    for code in codes.iter().copied().flatten() {
        by_status
            .entry(code.status().to_string())
            .or_default()
            .push(*code);
    }
    by_status
        .into_iter()
        .map(|(status, codes)| (status, response(&codes).into()))
        .collect()
}

fn response(codes: &[ProblemCode]) -> Response {
    let line = |code: &ProblemCode| format!("`{}`: {}", name(*code), code.title());
    let lines: Vec<_> = codes.iter().map(line).collect();
    ResponseBuilder::new()
        .description(lines.join("\n\n"))
        .content(
            CONTENT_TYPE,
            Content::new(Some(Ref::from_schema_name(Problem::name()))),
        )
        .build()
}

/// A code as it stands in a problem.
fn name(code: ProblemCode) -> String {
    let json = serde_json::to_value(code).expect("a code is a string");
    json.as_str().unwrap_or_default().to_owned()
}

/// Names the problems that a call may answer: `problems!(SignUpProblems: CALL, BODY; EmailTaken)`.
macro_rules! problems {
    ($name:ident: $($set:ident),+ $(; $($code:ident),+)?) => {
        /// What this call may answer besides.
        struct $name;

        impl utoipa::IntoResponses for $name {
            fn responses() -> std::collections::BTreeMap<
                String,
                utoipa::openapi::RefOr<utoipa::openapi::response::Response>,
            > {
                $crate::http::problems::responses(&[
                    $($set),+
                    $(, &[$(codevlive_protocol::problem::ProblemCode::$code),+])?
                ])
            }
        }
    };
}

pub(super) use problems;
