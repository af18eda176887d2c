#![no_main]

use codevlive_fuzz::{hold, let_panics_unwind};
use codevlive_store::fuzzing::record;

libfuzzer_sys::fuzz_target!(init: let_panics_unwind(), |input: &[u8]| hold(record, input));
