#!/bin/sh
. "$(ctx download-resource scripts/lib.sh)"
instance=$(ctx instance id)
leave_mark "$instance"
echo "Looking at $(hostname), $(uname -sr), account $(id -un)"
find_node
echo "Node is $node, $("$node" --version)"
if [ "$use_sudo" = true ] && ! sudo -n true; then
  ctx abort-operation "The account $(id -un) may not use sudo without a password on $(hostname): allow it, or set the input use_sudo to false."
fi
steps "Checking the host" 2
