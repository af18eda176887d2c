//! The conformance suite on SQLite.

codevlive_store::conformance!(codevlive_store::conformance::temporary());
