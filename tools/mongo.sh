# shellcheck shell=bash
# A MongoDB server for tests: the one that TEST_MONGO_URI names, a `mongod` on PATH, or else a server of
# another make that speaks its protocol.

# with_mongo COMMAND…: runs it with TEST_MONGO_URI set. Where there is no server to be had it says so,
# loudly, and runs nothing.
with_mongo() {
  if [[ -n ${TEST_MONGO_URI:-} ]]; then
    "$@"
    return
  fi
  local folder port
  folder=$(mktemp -d)
  port=$(free_port)
  if command -v mongod >/dev/null; then
    mongod --quiet --bind_ip 127.0.0.1 --port "$port" --dbpath "$folder" >"$folder.log" 2>&1 &
  elif install_wheel secantusdb; then
    PYTHONPATH=$tools/secantusdb python3 -m secantus --host 127.0.0.1 --port "$port" \
      --storage-path "$folder" --log-level WARNING >"$folder.log" 2>&1 &
  else
    loud "TESTS ON MONGODB DID NOT RUN: no TEST_MONGO_URI, no mongod, and nothing that stands in for it."
    return
  fi
  # shellcheck disable=SC2064 # The values of now.
  trap "kill $!; wait $! || true; rm -rf '$folder' '$folder.log'" EXIT
  await_port "$port" || {
    cat "$folder.log"
    return 1
  }
  TEST_MONGO_URI="mongodb://127.0.0.1:$port/?directConnection=true" "$@"
}

readonly no_nodes="there is no redis-server, or neither a mongod nor what stands in for it."

# can_run_nodes: whether a Redis and a MongoDB can be started, by tests that start and kill their own.
can_run_nodes() {
  command -v redis-server >/dev/null || return
  command -v mongod >/dev/null || install_wheel secantusdb
}

free_port() {
  node --eval 'const server = require("node:net").createServer()
    server.listen(0, "127.0.0.1", () => { console.log(server.address().port); server.close() })'
}

# await_port PORT: until someone listens there, for at most 30 seconds.
await_port() {
  local tries
  for ((tries = 0; tries < 300; tries++)); do
    (: <>"/dev/tcp/127.0.0.1/$1") 2>/dev/null && return
    sleep 0.1
  done
  return 1
}
