#!/bin/sh
. "$(ctx download-resource scripts/lib.sh)"
steps "Closing $instance" 2
if running; then
  kill "$(cat "$folder/pid")"
  echo "Process $(cat "$folder/pid") was told to end"
else
  echo "It was not running"
fi
rm -f "$folder/pid"
