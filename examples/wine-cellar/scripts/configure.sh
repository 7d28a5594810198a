#!/bin/sh
. "$(ctx download-resource scripts/lib.sh)"
instance=$(ctx instance id)
leave_mark "$instance"
folder=$(ctx instance runtime-properties folder)
address=$(ctx instance host-ip)
database=$(ctx instance runtime-properties get database_url)
find_node
echo "Writing the configuration: $address port $port"
# Node writes the JSON, so that no name or title can break it.
instance=$instance address=$address port=$port title=$title database=$database \
  "$node" -e 'const { instance, address, port, title, database } = process.env;
console.log(JSON.stringify({ instance, address, port: Number(port), title, database }, null, 2))' >"$folder/config.json"
cat "$folder/config.json"
steps "Configuring" 2
ctx instance runtime-properties address "$address"
ctx instance runtime-properties url "http://$address:$port/"
