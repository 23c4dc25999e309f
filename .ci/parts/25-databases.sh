#!/usr/bin/env bash
# The backend on PostgreSQL and Redis, and four replicas behind HAProxy: what takes minutes, and has to be asked for.
# packages: postgresql redis-server haproxy
set -euo pipefail
timeout 480 bash .ci/test.sh test:databases
