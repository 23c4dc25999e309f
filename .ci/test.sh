#!/usr/bin/env bash
# test.sh SCRIPT [ARG…]: runs the npm script SCRIPT, which ends with vitest. Files in which something failed are tried once more
# by themselves: other programs share the machine that CI runs on. What failed is told either way, here and at the end of .ci/run.
set -uo pipefail
here=$(cd "$(dirname "$0")" && pwd)
counts=${COUNTS:-/dev/null} failures=${FAILURES:-/dev/null}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

main() {
  local red=() passed failed skipped
  try first "$@" && { cat "$work/first.counts" >>"$counts"; exit 0; }
  [ ! -f "$work/first.red" ] || mapfile -t red <"$work/first.red"
  if [ ${#red[@]} = 0 ] || [ ${#red[@]} -gt 5 ] || [[ " ${red[*]} " == *" ? "* ]]; then
    give_up first
  fi
  echo "--- tried once more, alone: ${red[*]}"
  try second "$@" "${red[@]}" || give_up second
  tell "failed, and passed when it was tried once more" first
  read -r passed failed skipped <"$work/first.counts"
  echo "$((passed + failed)) 0 $skipped" >>"$counts"
}

# try NAME SCRIPT [ARG…]
try() {
  local name=$1
  shift
  COUNTS=$work/$name.counts RED=$work/$name.red FAILURES=$work/$name.failures \
    npm run "$1" -- --reporter=default --reporter="$here/count.ts" "${@:2}"
}

give_up() {
  [ ! -f "$work/first.counts" ] || cat "$work/first.counts" >>"$counts"
  tell "failed" first
  [ "$1" = first ] || tell "failed again" second
  exit 1
}

tell() {
  [ ! -f "$work/$2.failures" ] || { echo "--- $1:"; cat "$work/$2.failures"; } | tee -a "$failures"
}

main "$@"
