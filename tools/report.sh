# shellcheck shell=bash
# Runs steps one after the other, goes on after one that fails, and tells at the end how each went.

step_names=()
step_results=()
step_seconds=()
# What must not be overlooked: said at once, and again at the end. A file, since steps are subshells.
loud_notes=/dev/null

begin_report() {
  loud_notes=$(mktemp)
  trap 'rm -f "$loud_notes"' EXIT
}

# step NAME COMMAND…: runs the command in a subshell that ends at its first error.
step() {
  local name=$1 began=$SECONDS status=0
  shift
  printf '\n━━ %s\n' "$name"
  set +e
  (
    set -e
    "$@"
  ) </dev/null
  status=$?
  set -e
  record "$name" "$status" $((SECONDS - began))
}

# step_after EARLIER NAME COMMAND…: a step that means nothing if an earlier one has failed.
step_after() {
  local earlier=$1
  shift
  if passed "$earlier"; then
    step "$@"
  else
    printf '\n━━ %s\nnot run, since this failed: %s\n' "$1" "$earlier"
    record "$1" 1 0
  fi
}

record() {
  local result=ok
  (($2 == 0)) || result=FAILED
  step_names+=("$1")
  step_results+=("$result")
  step_seconds+=("$3")
  printf '━━ %s: %s, %s s\n' "$1" "$result" "$3"
}

# passed NAME: whether a step of that name has run and passed.
passed() {
  local at
  for at in "${!step_names[@]}"; do
    [[ ${step_names[at]} != "$1" ]] || [[ ${step_results[at]} != ok ]] || return 0
  done
  return 1
}

# loud TEXT: a note for now and for the end.
loud() {
  printf '\n!!!! %s\n' "$*" | tee -a "$loud_notes" >&2
}

# Prints how each step went; its last line is for machines. Fails if a step failed or none ran.
summary() {
  local at failed=0 count=${#step_names[@]}
  printf '\n━━ Summary, %s s in all\n' "$SECONDS"
  for at in "${!step_names[@]}"; do
    printf '%6s s  %-7s %s\n' "${step_seconds[at]}" "${step_results[at]}" "${step_names[at]}"
    [[ ${step_results[at]} == ok ]] || failed=$((failed + 1))
  done
  cat "$loud_notes"
  printf '\n%s passed, %s failed\n' $((count - failed)) "$failed"
  ((failed == 0 && count > 0))
}
