#!/bin/sh
. "$(ctx download-resource scripts/lib.sh)"
mkdir -p "$island"
steps "Raising the island out of the sea" 2
ctx instance runtime-properties folder "$island"
