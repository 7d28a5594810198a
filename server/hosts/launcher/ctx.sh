#!/bin/sh
# Asks the server that runs this operation; waits as long as none is connected.
umask 000
folder=${GANTRY_CTX:?ctx works only in scripts that Gantry runs}
# Never used again within an attempt: what was answered once under an id is not carried out again.
if { read -r now rest </proc/uptime; } 2>/dev/null; then id=$$.$now; else id=$$.$(date +%s); fi
until mkdir "$folder/requests/$id" 2>/dev/null; do
  [ -d "$folder/requests" ] || { echo "ctx: $folder is gone; the operation has ended" >&2; exit 1; }
  id=$id.1
done
mine=$folder/requests/$id
printf '%s\0' "$PWD" "$@" >"$mine/arguments"
mkfifo "$mine/wake" && exec 5<>"$mine/wake" || exit 1
: >"$mine/ready"
# In the background: a follower that hangs on a dead connection must not hold the script up.
(
  for fifo in "$folder"/events.*; do
    [ -p "$fifo" ] && echo "request $id" 1<>"$fifo"
  done
) </dev/null >/dev/null 2>&1 5<&- &
read -r word <&5
cat "$mine/out"
[ -s "$mine/err" ] && cat "$mine/err" >&2
read -r code <"$mine/reply"
rm -rf "$mine"
exit "$code"
