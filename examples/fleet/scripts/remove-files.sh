#!/bin/sh
. "$(ctx download-resource scripts/lib.sh)"
as_admin rm -rf "${base:?}"
echo "Removed $base"
