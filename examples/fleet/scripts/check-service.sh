#!/bin/sh
# After the start, and whenever the workflow check_status runs: there must be a fresh report.
. "$(ctx download-resource scripts/lib.sh)"
tries=0
while :; do
  report=$(tail -n 1 "$base/reports" 2>/dev/null || true)
  written=${report%% *}
  age=$(($(date +%s) - ${written:-0}))
  [ "$age" -gt $((3 * report_seconds)) ] || break
  tries=$((tries + 1))
  if [ "$tries" -eq 50 ]; then
    echo "No report on $(hostname) for $age s. Last: ${report:-none}" >&2
    exit 1
  fi
  sleep 0.2
done
ctx instance runtime-properties report "${report#* }"
echo "$report"
