#!/bin/sh
. "$(ctx download-resource scripts/lib.sh)"
instance=$(ctx instance id)
leave_mark "$instance"
echo "Removing $base/$instance"
as_admin rm -rf "${base:?}/$instance"
# The folder above goes with the last program in it.
as_admin rmdir "$base" 2>/dev/null || true
steps "Cleaning up" 2
