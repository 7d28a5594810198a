#!/bin/sh
. "$(ctx download-resource scripts/lib.sh)"
if running; then
  echo "$instance runs as process $(cat "$folder/pid")"
  exit 0
fi
echo "The last lines that $instance wrote:" >&2
tail -n 3 "$folder/log" >&2
echo "$instance is dark: its process $(cat "$folder/pid" 2>/dev/null) is gone" >&2
exit 1
