# shellcheck shell=bash
# The steps that `./dev` puts together, each one thing.

# What is tested: made with the tests of Rust, which share its parts; compiling these once more takes minutes.
binary=$PWD/target/debug/codevlive

# With --full, and for the whole of chaos: what ships, but for the optimisation when linking.
test_what_ships() {
  binary=$PWD/target/tested/codevlive
}

# need PATH WHAT: a part that is not there fails its step; it is never passed over.
need() {
  [[ -e $1 ]] || fail "$1 is missing: $2 cannot run"
}

check_format() {
  cargo fmt --all --check
}

clippy() {
  cargo clippy --workspace --all-targets --all-features --locked -- --deny warnings
}

check_dependencies() {
  # Drivers that come later are named in deny.toml already: their wrappers are met later too.
  cargo-deny --locked check --allow unused-wrapper bans licenses sources
}

# Advisories live outside: where their database is out of reach that is said, loudly.
check_advisories() {
  check_rust_advisories
  check_npm_advisories
}

check_rust_advisories() {
  if cargo-deny fetch db; then
    cargo-deny --locked check --disable-fetch advisories
  else
    loud "ADVISORIES OF CRATES WERE NOT CHECKED: their database is out of reach."
  fi
}

check_npm_advisories() {
  local report
  # Its exit code does not tell a finding from a failure to ask; its report does.
  report=$(npm audit --prefix web --omit=dev --audit-level=high --json 2>/dev/null) && return
  if grep --quiet '"vulnerabilities"' <<<"$report"; then
    printf '%s\n' "$report"
    return 1
  fi
  loud "ADVISORIES OF NPM PACKAGES WERE NOT CHECKED: their registry does not answer."
}

# What `npm run texts` still changes is a text that is not in the catalogues, or one that has left the code. That
# each has its German is for the build to say.
check_texts() {
  local before
  before=$(mktemp -d)
  cp --recursive web/src/texts/. "$before"
  npm run --prefix web --silent texts
  local rc=0
  diff --recursive --unified=0 "$before" web/src/texts || rc=1
  rm -r "$before"
  return "$rc"
}

# Only if something in it is newer than the last build: the server embeds what it makes, and would be
# linked anew.
build_web() {
  local built=target/web-is-built
  if [[ -e $built && -d web/dist ]] &&
    [[ -z $(find web -newer "$built" -not -path 'web/node_modules*' -not -path 'web/dist*' -print -quit) ]]; then
    return
  fi
  rm -f "$built"
  npm run --prefix web --silent build
  mkdir -p target
  touch "$built"
}

build_server() {
  cargo build --release --locked --package codevlive
}

build_tested() {
  if [[ $binary == */tested/codevlive ]]; then
    cargo build --profile tested --locked --package codevlive
  else
    cargo test --workspace --locked --no-run
  fi
}

cargo_tests() {
  need "$binary" "tests that kill the server"
  CODEVLIVE_BIN=$binary cargo test --workspace --locked
}

# These two over the whole workspace: for one package alone its dependencies would be compiled anew, with fewer
# features.
mongo_tests() {
  cargo test --workspace --locked --features codevlive-store/mongo-tests --test mongo
}

redis_tests() {
  cargo test --workspace --locked --features codevlive-live/redis-tests,codevlive-queue/redis-tests \
    --test bus --test queue
}

check_generated() {
  CODEVLIVE_BIN=$binary cargo xtask generate --check
}

browser_tests() {
  need e2e/package.json "the browser tests"
  # As e2e/harness/networks.mjs asks.
  unshare --user --map-root-user --net true ||
    loud "CALLS THROUGH A NETWORK THAT DROPS UDP WERE NOT TESTED: no network namespaces can be made here."
  CODEVLIVE_BIN=$binary npm test --prefix e2e
}

# The scenes of the live room again, with its people on two nodes: the interview, or with --full all.
nodes_tests() {
  can_run_nodes || {
    loud "TESTS ON TWO NODES DID NOT RUN: $no_nodes"
    return
  }
  CODEVLIVE_BIN=$binary CODEVLIVE_NODES=2 npm run "nodes${CODEVLIVE_FULL:+:full}" --prefix e2e
}

# bench_against_peers ARGS…: the peers are Node servers with a lock file of their own.
bench_against_peers() {
  need bench/peers/package-lock.json "the bench"
  install_npm bench/peers
  install_debian redis-server
  build_server
  cargo build --release --locked --package codevlive-bench
  cargo build --release --locked --package codevlive-queue --example noop_jobs
  # The load of two nodes takes both; without them the others run.
  if [[ -n ${TEST_MONGO_URI:-} ]] || can_run_nodes; then
    with_mongo run_bench "$@"
  else
    loud "A SECOND NODE WAS NOT MEASURED: there is no redis-server, or no MongoDB nor what stands in for it."
    run_bench "$@"
  fi
}

run_bench() {
  CODEVLIVE_BIN=$PWD/target/release/codevlive target/release/codevlive-bench "$@"
}
