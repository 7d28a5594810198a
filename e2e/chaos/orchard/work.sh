#!/bin/sh
instance=$(ctx instance id)
operation=$(ctx operation name)
echo "$(ctx execution-id) $instance $operation" >>"$witness"
echo "$operation of $instance"
ctx instance runtime-properties "$operation" done
