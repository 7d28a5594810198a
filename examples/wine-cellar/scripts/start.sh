#!/bin/sh
. "$(ctx download-resource scripts/lib.sh)"
instance=$(ctx instance id)
leave_mark "$instance"
folder=$(ctx instance runtime-properties folder)
url=$(ctx instance runtime-properties url)
find_node
echo "Starting $program at $url"
# A session of its own: the program must not end with this script.
setsid sh -c 'echo $$ >"$1/pid"; exec "$2" "$1/$3" "$1/config.json"' sh "$folder" "$node" "$program" \
  </dev/null >>"$folder/log" 2>&1 &
tries=1
until "$node" "$folder/check.mjs" "${url}health" "$instance"; do
  if [ "$tries" -eq 50 ] || { [ -f "$folder/pid" ] && ! kill -0 "$(cat "$folder/pid")" 2>/dev/null; }; then
    echo "The last lines of its log:" >&2
    tail -n 5 "$folder/log" >&2
    echo "$program does not answer at $url. Is the port $port taken by another program on this host?" >&2
    exit 1
  fi
  echo "Waiting for $program (try $tries)"
  sleep 0.2
  tries=$((tries + 1))
done
steps "Watching $program" 2
ctx logger info "$program answers at $url"
