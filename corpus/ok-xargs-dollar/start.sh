#!/bin/sh
export $(grep -v '^#' .env | xargs)
exec node server.cjs
