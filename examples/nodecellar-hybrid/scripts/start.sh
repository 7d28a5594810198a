#!/bin/sh
. "$(ctx download-resource scripts/lib.sh)"
find_python
address=$(ctx instance host-ip)

# Who answers at the port says its folder: another program there is not taken for the database.
answers() {
  "$python" - "$port" "$(basename "$folder")" <<'PYTHON'
import sys
from urllib.request import urlopen

port, expected = sys.argv[1:]
try:
    answer = urlopen(f"http://127.0.0.1:{port}/health", timeout=2).read().decode().strip()
except OSError:
    sys.exit(1)
sys.exit(0 if answer == expected else 1)
PYTHON
}

if [ -z "$(running)" ]; then
  # A session of its own: the database must not end with this script.
  setsid sh -c 'echo $$ >"$1/pid"; exec "$2" "$1/database.py" "$1" "$3"' sh "$folder" "$python" "$port" \
    </dev/null >>"$folder/log" 2>&1 &
fi
tries=1
until answers; do
  if [ "$tries" -eq 50 ] || { [ "$tries" -gt 5 ] && [ -z "$(running)" ]; }; then
    echo "The last lines of its log:" >&2
    tail -n 5 "$folder/log" >&2
    echo "The database does not answer at port $port of $address. Is the port taken by another program there?" >&2
    exit 1
  fi
  echo "Waiting for the database (try $tries)"
  sleep 0.2
  tries=$((tries + 1))
done
# What the pods are told.
ctx instance runtime-properties address "$address"
ctx instance runtime-properties port "$port"
ctx logger info "The database answers at $address port $port"
