# shellcheck shell=bash
# Redis for tests: Debian's, which each test starts for itself.

# with_redis_server COMMAND…: runs it if there is a `redis-server`. Where there is none it says so, loudly,
# and runs nothing.
with_redis_server() {
  if command -v redis-server >/dev/null; then
    "$@"
  else
    loud "TESTS ON REDIS DID NOT RUN: there is no redis-server on PATH."
  fi
}
