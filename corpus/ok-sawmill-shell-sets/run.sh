#!/bin/sh
set -eu
cd "$(dirname "$0")"
: "${SAW_BLADE:=wide}"
SAW_SPEED=$((40 * 2))
SAW_LABEL="saw #1 (${SAW_BLADE})"
export SAW_BLADE SAW_SPEED SAW_LABEL
exec node lib/server.js
