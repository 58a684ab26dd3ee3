#!/usr/bin/env bash
# One run of the action: look, record, push, tell, report. Every input comes by the environment; no text of a page is ever
# part of a command. See action.yml for what each variable means.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export FINEPRINT_BIN

fail() { # what happened, what to do
    printf '::error title=fineprint::%s%%0A%s\n' "$1" "$2"
    exit 2
}

[ -x "$FINEPRINT_BIN" ] || fail "fineprint is not installed" "the step before this one installs it"
case "$FINEPRINT_FAIL_ON" in none | error | flag | change) ;; *) fail "fail-on cannot be used" "it is none, error, flag or change" ;; esac
case "$FINEPRINT_SEVERITY" in [0-3]) ;; *) fail "severity cannot be used" "it is a number from 0 to 3" ;; esac
[ -f "$FINEPRINT_CONFIG" ] || fail "there is no configuration where config says" "fineprint init writes one; commit it"
[ "$(basename "$FINEPRINT_CONFIG")" = fineprint.toml ] || fail "config cannot be used" "the file is called fineprint.toml"
cd "$(dirname "$FINEPRINT_CONFIG")"
[ "$(git rev-parse --show-toplevel)" = "$(pwd -P)" ] || fail "config cannot be used" "fineprint.toml stands at the root of a git repository"

push() {
    [ "$FINEPRINT_PUSH" = true ] || return 0
    bash "$here/push.sh" || fail "what was recorded could not be pushed" "the log of this step says why; the next run records it again"
}

read -r -a policies <<<"${FINEPRINT_POLICIES//$'\n'/ }"
before=$(git log -1 --format=%cI 2>/dev/null || true)
code=0
"$FINEPRINT_BIN" track --json ${policies[@]+"${policies[@]}"} >"$work/run.json" || code=$?
case $code in
    0 | 3) ;;
    *)
        [ -z "${GITHUB_OUTPUT:-}" ] || echo "exit-code=$code" >>"$GITHUB_OUTPUT"
        printf '::error title=fineprint::the run ended with exit code %s: the log of this step says why\n' "$code"
        exit "$code"
        ;;
esac
push

told=()
if [ "$FINEPRINT_ALERTS" = true ]; then
    checkpoint=()
    [ "$FINEPRINT_PUSH" != true ] || checkpoint=(--checkpoint bash "$here/push.sh")
    "$FINEPRINT_BIN" alert --if-any ${checkpoint[@]+"${checkpoint[@]}"} >"$work/told" ||
        told=(--untold "some alerts did not go out; the log of this step says which")
    cat "$work/told"
    push
fi

"$FINEPRINT_BIN" action --run "$work/run.json" --list-changed >"$work/changed"
report=()
if [ -n "$FINEPRINT_REPORT" ] && [ -s "$work/changed" ]; then
    changed=()
    while read -r name; do changed+=("$name"); done <"$work/changed"
    mkdir -p "$(dirname "$FINEPRINT_REPORT")"
    "$FINEPRINT_BIN" report "${changed[@]}" --out "$FINEPRINT_REPORT"
    report=(--report "$FINEPRINT_REPORT")
fi

"$FINEPRINT_BIN" action --run "$work/run.json" --exit-code "$code" --commit "$(git rev-parse HEAD)" \
    ${before:+--commit-before "$before"} ${report[@]+"${report[@]}"} ${told[@]+"${told[@]}"} --fail-on "$FINEPRINT_FAIL_ON" --severity "$FINEPRINT_SEVERITY"
