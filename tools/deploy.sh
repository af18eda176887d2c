# shellcheck shell=bash
# Checks what deploy/ holds, and builds and runs the image.

readonly helm_version=v3.22.0
# The oldest Kubernetes that the chart is for, and the newest that the schemas know.
readonly kubernetes_versions=(1.30.0 1.37.0)

check_deploy() {
  check_dockerfile
  check_chart
  check_compose
  check_alerts
}

# The image is built with the compiler that everything is tested with.
check_dockerfile() {
  local channel
  channel=$(sed -n 's/^channel = "\(.*\)"/\1/p' rust-toolchain.toml)
  grep --quiet "^ARG RUST_IMAGE=rust:$channel-slim-bookworm$" deploy/Dockerfile ||
    fail "deploy/Dockerfile has another Rust than rust-toolchain.toml: $channel"
  check_context
}

# What the image is made of is let in.
check_context() {
  local copied
  for copied in $(sed -n '/--from=/d; s/^COPY \(.*\) [^ ]*$/\1/p' deploy/Dockerfile | tr ' ' '\n' | cut -d / -f 1 | sort -u); do
    grep --quiet --line-regexp --fixed-strings "!$copied" deploy/Dockerfile.dockerignore ||
      fail "deploy/Dockerfile.dockerignore keeps $copied out, which the image is made of"
  done
}

check_chart() {
  local values rendered
  if ! ensure_helm; then
    loud "THE HELM CHART WAS NOT CHECKED: there is neither helm nor a Go that builds it."
    return
  fi
  # As it is; what it requires of its user is told, and not judged.
  helm lint --quiet deploy/helm/codevlive 2>/dev/null
  rendered=$(mktemp -d)
  for values in deploy/helm/codevlive/ci/*.yaml; do
    helm lint --quiet --strict deploy/helm/codevlive --values "$values"
    helm template test deploy/helm/codevlive --namespace default --values "$values" >"$rendered/${values##*/}"
  done
  check_rendered "$rendered"
  rm -r "$rendered"
}

ensure_helm() {
  export PATH=$tools/helm:$PATH
  command -v helm >/dev/null && return
  command -v go >/dev/null || return
  echo "Building helm $helm_version"
  GOBIN=$tools/helm GOFLAGS=-mod=mod go install "helm.sh/helm/v3/cmd/helm@$helm_version" 2>&1 |
    grep --invert-match '^go: downloading' || true
  command -v helm >/dev/null
}

# check_rendered FOLDER: what the chart renders, against the schemas of Kubernetes' API.
check_rendered() {
  local version
  install_wheel kubernetes-validate
  for version in "${kubernetes_versions[@]}"; do
    PYTHONPATH=$tools/kubernetes-validate python3 -m kubernetes_validate \
      --strict --kubernetes-version "$version" "$1"/*.yaml >"$1/validated" || {
      cat "$1/validated"
      return 1
    }
    printf '%s resources are valid for Kubernetes %s\n' "$(grep --count ' passed ' "$1/validated")" "$version"
  done
}

check_compose() {
  local file filled
  if ! docker compose version >/dev/null 2>&1 && ! command -v docker-compose >/dev/null; then
    loud "THE COMPOSE FILES WERE NOT CHECKED: there is no docker compose."
    return
  fi
  filled=$(mktemp)
  sed 's/=$/=0123456789abcdef0123456789abcdef/' deploy/env.example >"$filled"
  for file in deploy/compose*.yaml; do
    compose_config "$file" "$filled"
  done
  rm "$filled"
  if compose_config deploy/compose.nodes.yaml deploy/env.example 2>/dev/null; then
    fail "deploy/compose.nodes.yaml starts without secrets"
  fi
}

# compose_config FILE SETTINGS: reads it as compose does.
compose_config() {
  if docker compose version >/dev/null 2>&1; then
    docker compose --env-file "$2" --file "$1" config --quiet
  else
    # Debian's is older than the name that a file may give itself.
    sed '/^name:/d' "$1" |
      docker-compose --env-file "$2" --project-directory deploy --file - config --quiet
  fi
}

check_alerts() {
  if ! ensure_promtool; then
    loud "THE ALERT RULES WERE NOT CHECKED: there is no promtool."
    return
  fi
  promtool check rules deploy/prometheus/alerts.yaml
  promtool test rules deploy/prometheus/alerts.test.yaml
}

# Debian's, unpacked rather than installed: its package would start a server.
ensure_promtool() {
  export PATH=$tools/promtool/usr/bin:$PATH
  command -v promtool >/dev/null && return
  command -v apt-get >/dev/null || return
  echo "Unpacking promtool"
  mkdir -p "$tools/promtool"
  (cd "$tools/promtool" && apt-get download --quiet=2 prometheus && dpkg --extract prometheus_*.deb .) 2>/dev/null || return
  command -v promtool >/dev/null
}

# Two nodes behind real proxies.
deploy_tests() {
  install_debian nginx-light haproxy redis-server
  need "$binary" "the deployment tests"
  can_run_nodes || {
    loud "THE DEPLOYMENT TESTS DID NOT RUN: $no_nodes"
    return
  }
  CODEVLIVE_BIN=$binary npm run --prefix e2e --silent deploy
}
