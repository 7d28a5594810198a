#!/bin/sh
. "$(ctx download-resource scripts/lib.sh)"

is_there() {
  if command -v dpkg-query >/dev/null; then
    dpkg-query -W -f '${Status}' "$1" 2>/dev/null | grep -q 'ok installed'
  elif command -v rpm >/dev/null; then
    rpm -q "$1" >/dev/null 2>&1
  else
    apk info -e "$1" >/dev/null 2>&1
  fi
}

install() {
  if command -v apt-get >/dev/null; then
    as_admin env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "$@"
  elif command -v dnf >/dev/null; then
    as_admin dnf install -y "$@"
  else
    as_admin apk add "$@"
  fi
}

set --
place=0
while package=$(ctx node properties "packages[$place]" 2>/dev/null); do
  is_there "$package" || set -- "$@" "$package"
  place=$((place + 1))
done
if [ $# -eq 0 ]; then
  echo "All packages are there ($place)"
  exit 0
fi
needs_sudo "Installing $*"
echo "Installing $*"
install "$@"
