#!/bin/sh
. "$(ctx download-resource scripts/lib.sh)"
rm -f "$folder/address"
node "$folder/launch.mjs" "$folder" "$says"
steps "Waiting for $instance" 2
tries=1
until [ -f "$folder/address" ]; do
  if [ "$tries" -eq 50 ]; then
    tail -n 5 "$folder/log" >&2
    echo "$instance did not come up" >&2
    exit 1
  fi
  sleep 0.1
  tries=$((tries + 1))
done
address=$(cat "$folder/address")
ctx instance runtime-properties address "$address"
ctx instance runtime-properties process "$(cat "$folder/pid")"
ctx logger info "$instance answers at $address"
