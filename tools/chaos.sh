# shellcheck shell=bash
# Faults, and what must hold through them: e2e/chaos. docs/CHAOS.md says which.

# What its tests need of Debian; strace, unshare and nsenter need root or CAP_SYS_PTRACE where ptrace is kept.
install_to_chaos() {
  install_debian redis-server strace faketime util-linux
  install_npm e2e
  can_run_nodes || true
}

# chaos SIZE: `short`, some 100 seconds, or `full`, below ten minutes.
chaos() {
  need "$binary" "the chaos suite"
  can_run_nodes || {
    loud "THE CHAOS SUITE DID NOT RUN: $no_nodes"
    return
  }
  CODEVLIVE_BIN=$binary CODEVLIVE_CHAOS=$1 timeout --kill-after=10 600 npm run --prefix e2e --silent chaos
}
