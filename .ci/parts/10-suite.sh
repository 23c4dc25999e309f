#!/usr/bin/env bash
# `npm test`, and the tests that take minutes, on a machine that has everything: the Python servers of the stories, a browser for
# the docs page, the loaders that the dialects are proved against.
# packages: python3 python3-venv python3-fastapi python3-uvicorn python3-dotenv python3-jwt python3-cryptography python3-flask
# packages: gunicorn python3-sqlalchemy python3-redis python3-django python3-aiohttp python3-decouple make chromium direnv git
# packages: lsof iproute2 openssl
# commands: go=golang-go rustc=rustc javac=default-jdk-headless
set -uo pipefail
failed=0
# Today's servers and runners, which the second look is tried with; Debian's are among the packages.
npm run servers || failed=1
bash .ci/test.sh test || failed=1
bash .ci/test.sh test:long || failed=1
exit $failed
