#!/usr/bin/env bash
# The packed command and a clone of this repository on Windows, under Wine (docs/windows.md).
# packages: wine wine64 libwine gcc-mingw-w64-x86-64-win32 git
set -euo pipefail
prefix=$PWD/node_modules/.cache/surestart-windows/prefix
# Wine's server stays between two programs. Whatever happens here, it ends, and with it all that runs on this Windows.
trap '[ ! -d "$prefix" ] || WINEPREFIX=$prefix wineserver -k 2>/dev/null || true' EXIT
timeout --kill-after=10 600 bash .ci/test.sh test:windows
