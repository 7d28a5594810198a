#!/bin/sh
. "$(ctx download-resource scripts/lib.sh)"
instance=$(ctx source instance id)
name=$(ctx target instance id)
leave_mark "$instance->$name"
echo "No more requests to $name"
rm -f "$base/$instance/backends/$name"
