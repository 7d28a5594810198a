#!/bin/sh
# Says every few seconds how the machine is. Settings: reporter.conf beside this file.
cd "$(dirname "$0")" || exit 1
fleet= seconds=10
# The last line may have no end.
while read -r name value || [ -n "$name" ]; do
  case $name in
    fleet) fleet=$value ;;
    seconds) seconds=$value ;;
  esac
done <reporter.conf
echo $$ >pid
# Without its folder it has nothing to do.
while [ -f reporter.conf ]; do
  read -r load rest </proc/loadavg
  disk=$(df -P . | awk 'NR == 2 { print $5 }')
  echo "$(date +%s) $fleet: load $load, disk $disk full" >>reports
  # The last hundred are enough.
  tail -n 100 reports >reports.new && mv reports.new reports
  sleep "$seconds" || exit 1
done
