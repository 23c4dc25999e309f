#!/usr/bin/env bash
# The README's two commands in a bare Debian: an ordinary user, Node, npm, and nothing else.
# packages: debootstrap git
set -euo pipefail

if [ "$(id -u)" != 0 ]; then exec sudo --preserve-env env PATH="$PATH" bash "$0"; fi

for left in /var/tmp/surestart-bare-root.*; do
  # Of a run that was killed: its namespace, with all its mounts and processes, ended with it.
  [ ! -d "$left" ] || kill -0 "${left##*.}" 2>/dev/null || rm -rf --one-file-system "$left"
done
root=/var/tmp/surestart-bare-root.$$
mkdir -m 755 "$root"

# Mounts and processes live in namespaces of their own, which the kernel takes down with their first process, whatever
# happens to this script: when `clear_away` deletes the folder, nothing of the host's can be mounted in it.
clear_away() {
  kill -KILL "$inside" 2>/dev/null || true
  wait "$inside" 2>/dev/null || true
  if grep -qF " $root/" /proc/self/mountinfo; then
    echo "something is still mounted in $root: it was left there" >&2
  else
    rm -rf --one-file-system "$root"
  fi
}
setpriv --pdeathsig KILL unshare --mount --propagation private --pid --fork --kill-child \
  bash .ci/bare-root/build-and-try.sh "$root" &
inside=$!
trap clear_away EXIT
trap 'exit 130' INT
trap 'exit 143' TERM
wait "$inside"
