# Shared by all scripts of this blueprint: . "$(ctx download-resource scripts/lib.sh)"
# Inputs of the operation: install_dir, use_sudo, node_program, step_seconds, marker_file.
set -eu

case $install_dir in
  /*) base=$install_dir ;;
  *) base=$HOME/$install_dir ;;
esac

as_admin() {
  if [ "$use_sudo" = true ]; then sudo -n "$@"; else "$@"; fi
}

# One line for each operation that ran: tests count them.
leave_mark() {
  [ -z "$marker_file" ] || echo "$(ctx operation name) $1 $(ctx execution-id)" >>"$marker_file"
}

find_node() {
  node=${node_program:-$(command -v node || true)}
  if [ -z "$node" ] || ! [ -x "$node" ]; then
    ctx abort-operation "Node was not found on $(hostname): install it there, or give its path in the input node_program."
  fi
}

# steps TEXT COUNT: work that people can watch.
steps() {
  step=1
  while [ "$step" -le "$2" ]; do
    echo "$1 ($step of $2)"
    sleep "$step_seconds"
    step=$((step + 1))
  done
}
