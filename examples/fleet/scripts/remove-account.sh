#!/bin/sh
. "$(ctx download-resource scripts/lib.sh)"
made=$(ctx instance runtime-properties made 2>/dev/null || true)
if [ -n "$made" ] && id "$made" >/dev/null 2>&1; then
  as_admin userdel "$made"
  echo "Removed the account $made"
fi
