//! SQLite: the embedded engine.
