#!/bin/sh
. "$(ctx download-resource scripts/lib.sh)"
echo "A storm comes up"
kill -9 "$(cat "$folder/pid")"
echo "A wave has taken $instance: process $(cat "$folder/pid") was killed"
