# Shared by all scripts of this blueprint: . "$(ctx download-resource scripts/lib.sh)"
# Inputs of the operation: use_sudo, account, folder.
set -eu

case $folder in
  /*) base=$folder ;;
  *) base=$HOME/$folder ;;
esac

as_admin() {
  if [ "$use_sudo" = true ]; then sudo -n "$@"; else "$@"; fi
}

# Runs a program as the account of the service.
as_account() {
  if [ -z "$account" ] || [ "$account" = "$(id -un)" ]; then "$@"; else sudo -n -u "$account" "$@"; fi
}

needs_sudo() {
  [ "$use_sudo" = true ] || ctx abort-operation "$1 needs sudo on $(hostname): set the input use_sudo to true."
}

# systemd looks after the service where it is the system's own manager and we may speak to it.
has_systemd() {
  [ "$use_sudo" = true ] && [ -d /run/systemd/system ]
}

# Sets pid. A pid that was written down may belong to somebody else by now.
is_running() {
  pid=$(cat "$base/pid" 2>/dev/null) && tr '\0' ' ' <"/proc/$pid/cmdline" 2>/dev/null | grep -qF "$base/reporter.sh"
}
