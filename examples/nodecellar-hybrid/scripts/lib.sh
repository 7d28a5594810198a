# Shared by all scripts of this blueprint: . "$(ctx download-resource scripts/lib.sh)"
# Input of the operation: install_dir.
set -eu

case $install_dir in
  /*) base=$install_dir ;;
  *) base=$HOME/$install_dir ;;
esac
folder=$base/$(ctx instance id)

find_python() {
  python=$(command -v python3 || true)
  [ -n "$python" ] || ctx abort-operation "Python 3 was not found on $(hostname). Install it there (apt-get install python3), and run install again."
}

# The process of the database; nothing when it does not run. The pid may belong to somebody else by now.
running() {
  [ -f "$folder/pid" ] || return 0
  pid=$(cat "$folder/pid")
  if tr '\0' ' ' <"/proc/$pid/cmdline" 2>/dev/null | grep -qF "$folder/"; then echo "$pid"; fi
}
