#!/bin/sh
. "$(ctx download-resource scripts/lib.sh)"
rm -rf "$island"
echo "Nothing is left of it"
