#!/bin/sh
. "$(ctx download-resource scripts/lib.sh)"
if answers; then
  echo "$instance answers at $(cat "$folder/address")"
  exit 0
fi
echo "The last lines that $instance wrote:" >&2
tail -n 3 "$folder/log" >&2
echo "$instance is dark: its process $(cat "$folder/pid" 2>/dev/null) does not answer" >&2
exit 1
