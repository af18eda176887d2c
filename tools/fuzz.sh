# shellcheck shell=bash
# The fuzz targets in `fuzz/`: libFuzzer with coverage counters of stable Rust, so neither nightly nor
# cargo-fuzz is needed.

readonly fuzz_targets=(yjs_updates yjs_sync awareness packets commands records)

# What `cargo fuzz` passes, less the sanitizers that need a nightly compiler.
readonly fuzz_flags="-Cpasses=sancov-module -Cllvm-args=-sanitizer-coverage-level=4
  -Cllvm-args=-sanitizer-coverage-inline-8bit-counters -Cllvm-args=-sanitizer-coverage-pc-table
  -Cllvm-args=-sanitizer-coverage-trace-compares -Ccodegen-units=4 --cfg fuzzing"

# An input may take so many seconds, and its process so much memory: what a client sends costs little.
readonly fuzz_limits=(-timeout=5 -rss_limit_mb=1024 -malloc_limit_mb=256)

fuzz_host() {
  rustc -vV | sed -n 's/^host: //p'
}

build_fuzz() {
  # With --target, build scripts and macros are made without the flags.
  RUSTFLAGS=$fuzz_flags cargo build --locked --package codevlive-fuzz --profile fuzz --target-dir target/fuzz \
    --target "$(fuzz_host)"
}

# fuzz_target NAME ARGS…: on its corpus; what it finds lies in target/fuzz/found/NAME.
fuzz_target() {
  local name=$1 found=target/fuzz/found/$1
  shift
  mkdir -p "$found" "target/fuzz/corpus/$name"
  "target/fuzz/$(fuzz_host)/fuzz/$name" "${fuzz_limits[@]}" -artifact_prefix="$found/" "$@" >"$found.log" 2>&1 || {
    tail -n 60 "$found.log"
    return 1
  }
  grep -E '^Done|^Executed .* inputs|^#.*DONE' "$found.log" | sed "s/^/$name: /" || true
}

# fuzz_replay: goes once through what is in the corpora of all targets; cargo tests do so for most. It has to
# build them with counters, which takes minutes; that they compile, clippy sees.
fuzz_replay() {
  local name failed=0
  build_fuzz || return
  for name in "${fuzz_targets[@]}"; do
    fuzz_target "$name" -runs=0 "fuzz/corpus/$name" || failed=1
  done
  return $failed
}

# fuzz SECONDS: searches with each target for so long. What is new in coverage is kept in
# target/fuzz/corpus, and is where the next search begins.
fuzz() {
  local name failed=0
  build_fuzz || return
  for name in "${fuzz_targets[@]}"; do
    fuzz_target "$name" -max_total_time="$1" -max_len=4096 -use_value_profile=1 -print_final_stats=1 \
      "target/fuzz/corpus/$name" "fuzz/corpus/$name" || failed=1
  done
  return $failed
}
