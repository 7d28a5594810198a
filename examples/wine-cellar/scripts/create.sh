#!/bin/sh
. "$(ctx download-resource scripts/lib.sh)"
instance=$(ctx instance id)
leave_mark "$instance"
folder=$base/$instance
echo "Installing $program into $folder"
as_admin mkdir -p "$folder"
as_admin chown "$(id -u):$(id -g)" "$folder"
for file in "$program" listen.mjs check.mjs; do
  ctx download-resource "programs/$file" "$folder/$file"
  echo
done
steps "Unpacking $program" 4
ctx instance runtime-properties folder "$folder"
