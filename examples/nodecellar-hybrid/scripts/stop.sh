#!/bin/sh
. "$(ctx download-resource scripts/lib.sh)"
pid=$(running)
if [ -n "$pid" ]; then
  echo "Stopping process $pid"
  kill "$pid"
  tries=0
  while kill -0 "$pid" 2>/dev/null; do
    tries=$((tries + 1))
    [ "$tries" -lt 50 ] || kill -9 "$pid" 2>/dev/null || true
    sleep 0.1
  done
fi
rm -f "$folder/pid"
echo "The database is stopped"
