#!/bin/sh
. "$(ctx download-resource scripts/lib.sh)"
if [ -z "$account" ] || id "$account" >/dev/null 2>&1; then
  echo "Account ${account:-$(id -un)} is there"
  exit 0
fi
needs_sudo "Making the account $account"
as_admin useradd --system --user-group --no-create-home --shell /usr/sbin/nologin "$account"
# Only what was made here is removed again.
ctx instance runtime-properties made "$account"
echo "Made the account $account"
