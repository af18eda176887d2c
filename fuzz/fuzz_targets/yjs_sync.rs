#![no_main]

use codevlive_fuzz::{hold, let_panics_unwind};
use codevlive_live::fuzzing::sync;

libfuzzer_sys::fuzz_target!(init: let_panics_unwind(), |input: &[u8]| hold(sync, input));
