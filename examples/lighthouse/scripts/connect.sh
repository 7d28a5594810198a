#!/bin/sh
set -eu
# Runs for both ends of a connection, so the instance is that of its source.
folder=$(ctx source instance runtime-properties folder)
printf '%s' "$address" >"$folder/upstream"
echo "$(ctx source instance id) now looks at $address"
