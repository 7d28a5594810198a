#!/bin/sh
. "$(ctx download-resource scripts/lib.sh)"
instance=$(ctx instance id)
leave_mark "$instance"
folder=$base/$instance
steps "Draining" 2
if [ -f "$folder/pid" ]; then
  pid=$(cat "$folder/pid")
  # The pid may belong to somebody else by now.
  if tr '\0' ' ' <"/proc/$pid/cmdline" 2>/dev/null | grep -qF "$folder/"; then
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
fi
echo "Stopped"
