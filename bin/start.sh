#!/bin/sh
# What the container runs: the server, with secrets of its own in the data folder where none is given.
set -eu
cd "$(dirname "$0")/.."
[ -n "${DATAWATCH_ACCESS_SECRET:-}${NEXTAUTH_SECRET:-}" ] || node bin/datawatch.mjs secrets
exec node server.mjs
