#!/bin/sh
# Runs on Gantry's machine: each machine of the fleet takes the address at its own place in the list.
set -eu
place=$(($(ctx instance index) - 1))
if ! address=$(ctx node properties "addresses[$place]" 2>/dev/null); then
  ctx abort-operation "The list of addresses has no entry $((place + 1)): give as many addresses as machines."
fi
ctx instance runtime-properties ip "$address"
echo "Machine $((place + 1)) is $address"
