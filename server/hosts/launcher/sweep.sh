# Lists the executions that left attempts on this machine, or forgets some. Read from standard input by sh.
state=${GANTRY_STATE:-$HOME/.gantry/run}
verb=$1
shift
[ -d "$state" ] || exit 0
case $verb in
  list)
    # Attempts of servers that no longer exist: nobody will ask for an outcome this old.
    find "$state" -name rc -type f -mtime +30 -exec sh -c 'for rc do rm -rf "${rc%/*/rc}"; done' sh {} +
    ls "$state"
    ;;
  forget)
    for execution in "$@"; do
      for attempt in "$state/$execution"-*; do
        [ -d "$attempt" ] || continue
        if [ -f "$attempt/claim" ]; then
          read -r pid since booted folder <"$attempt/claim"
          # A command that outlived its cancelled execution keeps its folder until it has ended.
          [ -f "$attempt/$folder/rc" ] || { kill -0 "$pid" 2>/dev/null && continue; }
        fi
        rm -rf "$attempt"
      done
    done
    rmdir "$state" "${state%/*}" 2>/dev/null
    ;;
esac
exit 0
