#!/bin/sh
echo "$(ctx execution-id) $(ctx source instance id)>$(ctx target instance id) $(ctx operation name)" >>"$witness"
ctx source instance runtime-properties linked "$(ctx target instance id)"
