#!/bin/sh
set -e
echo "starting $(ctx node name)"
sleep 0.3
printf '%s \033[32mlistens\033[0m\n' "$(ctx node name)"
