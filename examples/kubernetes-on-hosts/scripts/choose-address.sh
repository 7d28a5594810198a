#!/bin/sh
# Runs on Gantry's machine: each node takes the address at its own place in the list.
set -eu
place=$(($(ctx instance index) - 1))
if ! address=$(ctx node properties "addresses[$place]" 2>/dev/null); then
  ctx abort-operation "The list node_ips has no entry $((place + 1)): give at least as many node_ips as nodes."
fi
ctx instance runtime-properties ip "$address"
echo "Node $((place + 1)) is $address"
