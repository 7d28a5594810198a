#!/bin/sh
# Asks the server that runs this operation; waits as long as none is connected.
umask 000
if [ -z "$GANTRY_CTX" ] || [ -z "$CTX_SOCKET_URL" ]; then
  echo 'RuntimeError: Missing CTX_SOCKET_URL environment variable or socket_url command line argument' >&2
  exit 1
fi
case $1 in
  execute-file | execute_file)
    file=$("$0" download-resource "$2") && chmod 700 "$file" || exit 1
    shift 2
    exec "$file" "$@"
    ;;
esac
folder=$GANTRY_CTX
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
