#!/bin/sh
. "$(ctx download-resource scripts/lib.sh)"
leave_mark "$(ctx source instance id)->$(ctx target instance id)"
folder=$(ctx source instance runtime-properties folder)
name=$(ctx target instance id)
url=$(ctx target instance runtime-properties url)
echo "Sending requests to $name at $url from now on"
mkdir -p "$folder/backends"
# By rename: the balancer reads this folder at any time.
echo "$url" >"$folder/backends/.$name.new"
mv "$folder/backends/.$name.new" "$folder/backends/$name"
steps "Warming up $name" 2
