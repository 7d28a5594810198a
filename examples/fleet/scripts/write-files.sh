#!/bin/sh
. "$(ctx download-resource scripts/lib.sh)"
as_admin mkdir -p "$base"
place=0
while from=$(ctx node properties "files[$place].from" 2>/dev/null); do
  to=$base/$(ctx node properties "files[$place].to")
  written=$(ctx download-resource-and-render "$from")
  as_admin mkdir -p "$(dirname "$to")"
  as_admin cp "$written" "$to"
  rm -f "$written"
  echo "Wrote $to"
  place=$((place + 1))
done
[ -z "$account" ] || as_admin chown -R "$account" "$base"
ctx instance runtime-properties folder "$base"
