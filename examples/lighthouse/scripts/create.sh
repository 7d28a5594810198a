#!/bin/sh
. "$(ctx download-resource scripts/lib.sh)"
mkdir -p "$folder"
for file in program.mjs launch.mjs; do
  ctx download-resource "programs/$file" "$folder/$file" >/dev/null
done
ctx instance runtime-properties folder "$folder"
steps "Building $instance" 3
