#!/bin/sh
. "$(ctx download-resource scripts/lib.sh)"
echo "Removing $folder"
rm -rf "${folder:?}"
# The folder above goes with the last database in it.
rmdir "$base" 2>/dev/null || true
