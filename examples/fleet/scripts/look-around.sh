#!/bin/sh
set -eu
echo "$(hostname), $(uname -sr), account $(id -un)"
if [ "$use_sudo" = true ] && ! sudo -n true; then
  ctx abort-operation "The account $(id -un) may not use sudo without a password on $(hostname): allow it, or set the input use_sudo to false."
fi
