#!/bin/sh
. "$(ctx download-resource scripts/lib.sh)"
leave_mark "$(ctx source instance id)->$(ctx target instance id)"
url="http://$database_address:$database_port/"
echo "The database is at $url"
ctx source instance runtime-properties database_url "$url"
