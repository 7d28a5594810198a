#!/bin/sh
. "$(ctx download-resource scripts/lib.sh)"
rm -rf "$folder"
