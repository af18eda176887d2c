//! Times as HTTP bodies carry them.

use std::borrow::Cow;

use codevlive_domain::time::Millis;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};
use utoipa::{
    PartialSchema, ToSchema,
    openapi::{
        KnownFormat, ObjectBuilder, RefOr, SchemaFormat,
        schema::{Schema, Type},
    },
};

/// A time: an RFC 3339 string, sent in UTC to the millisecond, taken with any offset.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Timestamp(pub Millis);

impl From<Millis> for Timestamp {
    fn from(at: Millis) -> Self {
        Self(at)
    }
}

impl Serialize for Timestamp {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let at = jiff::Timestamp::from_millisecond(self.0.0).map_err(serde::ser::Error::custom)?;
        serializer.collect_str(&format_args!("{at:.3}"))
    }
}

impl<'de> Deserialize<'de> for Timestamp {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = Cow::<str>::deserialize(deserializer)?;
        let at: jiff::Timestamp = text
            .parse()
            .map_err(|_| D::Error::custom("is not a time such as 2026-01-31T09:30:00Z"))?;
        Ok(Self(Millis(at.as_millisecond())))
    }
}

impl PartialSchema for Timestamp {
    fn schema() -> RefOr<Schema> {
        ObjectBuilder::new()
            .schema_type(Type::String)
            .format(Some(SchemaFormat::KnownFormat(KnownFormat::DateTime)))
            .description(Some("RFC 3339, UTC"))
            .into()
    }
}

impl ToSchema for Timestamp {
    fn name() -> Cow<'static, str> {
        "Timestamp".into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_is_sent_in_utc_to_the_millisecond() {
        let text = serde_json::to_string(&Timestamp(Millis(1_767_225_600_007))).unwrap();
        assert_eq!(text, r#""2026-01-01T00:00:00.007Z""#);
    }

    #[test]
    fn a_time_is_taken_with_any_offset() {
        let at: Timestamp = serde_json::from_str(r#""2026-01-01T02:00:00+02:00""#).unwrap();
        assert_eq!(at, Timestamp(Millis(1_767_225_600_000)));
    }

    #[test]
    fn what_is_no_time_is_refused() {
        for text in [r#""tomorrow""#, r#""2026-01-01""#, "17"] {
            assert!(serde_json::from_str::<Timestamp>(text).is_err(), "{text}");
        }
    }
}
