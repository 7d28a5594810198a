# Runs one attempt of an operation and lets servers follow it (docs/launcher.md says how and why).
# POSIX sh; works in dash, bash and busybox ash. Arguments: VERB FOLDER ...
umask 077
verb=$1
dir=$2
shift 2
boot=-
[ -r /proc/sys/kernel/random/boot_id ] && read -r boot </proc/sys/kernel/random/boot_id

# A pid can be given to another process; together with its start time it cannot.
start_of() {
  start=-
  state=-
  { read -r stat <"/proc/$1/stat"; } 2>/dev/null || return 0
  set -- ${stat##*) }
  state=$1
  start=${20}
}

is_alive() {
  read -r pid since booted rest 2>/dev/null <../claim || return 1
  [ "$booted" = "$boot" ] || return 1
  kill -0 "$pid" 2>/dev/null || return 1
  start_of "$pid"
  [ "$since" = "$start" ] && [ "$state" != Z ]
}

# Tells every follower; opening for reading too never blocks when there is none.
poke() {
  for fifo in events.*; do
    [ -p "$fifo" ] && echo "$1" 1<>"$fifo"
  done
}

pause() {
  sleep "$1" 2>/dev/null || sleep 1
}

size_of() {
  set -- $(ls -ln "$1")
  size=$5
}

newlines() {
  tail -c "+$(($2 + 1))" "$1" | head -c "$(($3 - $2))" | wc -l
}

has_members() {
  [ -d /proc/self ] || { kill -0 -- "-$group" 2>/dev/null; return; }
  for stat in /proc/[0-9]*/stat; do
    { read -r line <"$stat"; } 2>/dev/null || continue
    set -- ${line##*) }
    [ "$3" = "$group" ] && [ "$1" != Z ] && return 0
  done
  return 1
}

# What a script started through sudo belongs to root, so its own account may not end it (sudo.ts: with a password by `stop`).
signal_group() {
  kill -s "$1" -- "-$group" 2>/dev/null
  pause 0.1
  has_members && command -v sudo >/dev/null 2>&1 && sudo -n kill -s "$1" -- "-$group" 2>/dev/null
}

# Unpacks what the server sent after the launcher itself: POSITION, then MODE:SIZE:NAME in the order of the payload.
unpack() {
  position=$1
  shift
  for part in "$@"; do
    mode=${part%%:*}
    rest=${part#*:}
    size=${rest%%:*}
    name=${rest#*:}
    case $name in */*) [ -d "${name%/*}" ] || mkdir -p "${name%/*}" ;; esac
    tail -c "+$position" payload | head -c "$size" >"$name" || exit 74
    [ "$mode" = 600 ] || chmod "$mode" "$name" || exit 74
    position=$((position + size))
  done
  : >out && : >err && rm payload || exit 74
}

# The process that stays until the command has ended. Whoever makes the link first may start the command; nobody after.
run() {
  start_of $$
  echo "$$ $start $boot ${dir##*/}" >claim
  if ! ln claim ../claim 2>claim.error; then
    poke refused
    exit 0
  fi
  setsid sh ./command </dev/null >out 2>err &
  job=$!
  echo "$job" >group
  poke started
  watchdog=
  if [ -s timeout ]; then
    setsid sh ./launcher expire "$dir" </dev/null >/dev/null 2>&1 &
    watchdog=$!
  fi
  wait "$job"
  code=$?
  [ -n "$watchdog" ] && kill -s KILL -- "-$watchdog" 2>/dev/null
  echo "$code" >rc.new && mv rc.new rc
  poke end
}

end_group() {
  [ -f rc ] && return
  read -r group <group || return
  : >stop
  signal_group TERM
  left=50
  while [ "$left" -gt 0 ] && has_members; do
    pause 0.1
    left=$((left - 1))
  done
  has_members && signal_group KILL
}

# Gives the room of output that nobody will be shown back to the file system while the command runs. Positions stay.
trim() {
  mkdir trimming 2>/dev/null || return
  while :; do
    was_running=
    [ -f rc ] || was_running=yes
    is_idle=yes
    trim_stream out
    trim_stream err
    [ "$was_running" ] && is_alive || break
    if [ "$is_idle" ]; then pause 1; else pause 0.1; fi
  done
  rmdir trimming
}

# FILE.cut: up to where the output is given up, and how many newlines that had; written before it is given up.
trim_stream() {
  upto=$head_size lines=0
  [ -f "$1.cut" ] && read -r upto lines <"$1.cut"
  size_of "$1"
  next=$(((size - tail_size) / 1048576 * 1048576))
  [ "$((next - upto))" -ge 4194304 ] || return
  is_idle=
  lines=$((lines + $(newlines "$1" "$upto" "$next")))
  echo "$next $lines" >"$1.cut.new" && mv "$1.cut.new" "$1.cut" || return
  # A file system that cannot do it will not learn it: nobody tries again.
  fallocate -p -o "$upto" -l "$((next - upto))" "$1" || exit 0
}

start_trim() {
  [ -d trimming ] || [ -f rc ] || ! command -v fallocate >/dev/null 2>&1 && return
  setsid sh ./launcher trim "$dir" </dev/null >/dev/null 2>&1 4<&- 5<&- 8>&- &
}

expire() {
  read -r seconds <timeout
  sleep "$seconds"
  [ -f rc ] && return
  : >timed-out
  # In a session of its own: when the command ends, the watchdog's session is ended too.
  setsid sh ./launcher kill "$dir" </dev/null >/dev/null 2>&1 &
}

frame() {
  printf '\036%s %s\n' "$nonce" "$1" >&8
}

# One request of the ctx command, in pieces that are written whole.
announce() {
  [ -f "requests/$1/ready" ] || return 0
  if [ -f "requests/$1/reply" ]; then
    wake "$1"
    return
  fi
  piece=
  count=0
  for byte in $(od -A n -t x1 -v "requests/$1/arguments"); do
    piece=$piece$byte
    count=$((count + 1))
    if [ "$count" -eq 900 ]; then
      frame "part $1 $piece"
      piece=
      count=0
    fi
  done
  frame "part $1 $piece"
  frame "request $1"
}

wake() {
  [ -p "requests/$1/wake" ] && echo go 1<>"requests/$1/wake"
}

tell_end() {
  code=-
  if [ -f rc ]; then
    read -r code <rc
  else
    is_alive && return
    [ -f rc ] && read -r code <rc
  fi
  late=no
  [ -f timed-out ] && late=yes
  size_of out
  out_size=$size
  size_of err
  frame "end $code $late $out_size $size"
}

watch() {
  while read -r what id <&5; do
    case $what in
      request) announce "$id" ;;
      end) tell_end ;;
    esac
  done
}

# The command's own process can be killed without a word. So can the follower: then all of its process group ends.
look_after() {
  while sleep 5; do
    kill -0 $$ 2>/dev/null || kill -s KILL 0
    # A follower that hangs on a dead connection is never told that the output has become long.
    [ -n "$(find out err -size +16384)" ] && start_trim
    if [ -f rc ] || ! is_alive; then
      [ -p "$events" ] && echo end 1<>"$events"
    fi
  done
}

# A helper that has just begun may not be listening yet, and a signal that it could listen to is lost then.
end_helper() {
  kill -s KILL "$1" 2>/dev/null && wait "$1" 2>/dev/null
}

stop_tail() {
  start_trim
  if [ "$1" = out ]; then
    [ -n "$out_tail" ] && end_helper "$out_tail"
    out_tail=
    printf '\036%s mark\n' "$nonce"
  else
    [ -n "$err_tail" ] && end_helper "$err_tail"
    err_tail=
    frame mark
  fi
}

send_more() {
  case $1 in
    out)
      tail -c "+$(($2 + 1))" out | head -c "$3"
      printf '\036%s mark\n' "$nonce"
      ;;
    err)
      tail -c "+$(($2 + 1))" err | head -c "$3" >&8
      frame mark
      ;;
  esac
}

# Newlines in FILE FROM TO; what was given up between was counted before, and more may be given up meanwhile.
count_lines() {
  cut=
  until [ "$cut" = "${upto:--} $lines" ]; do
    upto=$head_size lines=0
    [ -f "$1.cut" ] && read -r upto lines <"$1.cut"
    cut="$upto $lines"
    count=$(($(newlines "$1" "$2" "$head_size") + lines + $(newlines "$1" "$upto" "$3")))
    upto=$head_size lines=0
    [ -f "$1.cut" ] && read -r upto lines <"$1.cut"
  done
  case $1 in
    out) printf '\036%s counted %s\n' "$nonce" "$count" ;;
    err) frame "counted $count" ;;
  esac
}

# ID, exit code, o + stdout, e + stderr; the texts as `printf %b` reads them.
hand_over() {
  [ -f "requests/$1/ready" ] || return 0
  # Whoever asks may be another account, by sudo; the folder above keeps everybody else out.
  umask 022
  printf %b "${3#o}" >"requests/$1/out"
  printf %b "${4#e}" >"requests/$1/err"
  echo "$2" >"requests/$1/reply.new" && mv "requests/$1/reply.new" "requests/$1/reply"
  umask 077
  wake "$1"
}

leave() {
  for helper in $out_tail $err_tail $watcher; do end_helper "$helper"; done
  # Told to end while it was starting the others, it does not know the last of them; the keeper will end that one.
  [ -n "$watcher" ] && end_helper "$keeper"
  start_trim
  rm -f "$events"
}

# Arguments: NONCE, position in out, position in err (- for none), start or attach.
follow() {
  nonce=$1
  events=events.$nonce
  exec 4<&0 8>&2 </dev/null 2>>follow.log
  out_tail= err_tail= watcher= keeper=
  trap leave EXIT
  trap 'exit 0' HUP INT PIPE TERM
  mkfifo -m 666 "$events" && exec 5<>"$events" || { frame "failed cannot write to $dir"; exit 74; }
  [ "$4" = start ] && start_here "$@"
  printf '\036%s begin\n' "$nonce"
  group=-
  { read -r group <group; } 2>/dev/null
  frame "begin $group $dir"
  (
    exec 4<&- 5<&- 8>&- >/dev/null
    look_after
  ) &
  keeper=$!
  if [ "$2" != - ]; then
    tail -c "+$(($2 + 1))" -f out 4<&- 5<&- 8>&- 2>/dev/null &
    out_tail=$!
  fi
  if [ "$3" != - ]; then
    tail -c "+$(($3 + 1))" -f err >&8 4<&- 5<&- 8>&- 2>/dev/null &
    err_tail=$!
  fi
  (
    exec 4<&- >/dev/null
    watch
  ) &
  watcher=$!
  for request in requests/*/ready; do
    [ -f "$request" ] || continue
    request=${request#requests/}
    echo "request ${request%/ready}" >&5
  done
  echo end >&5
  obey
}

# Returns when the attempt was started from this folder; goes over to the folder of the one that was faster.
start_here() {
  command -v setsid >/dev/null 2>&1 || { frame 'failed the command setsid is missing (package util-linux)'; exit 69; }
  setsid sh ./launcher run "$dir" >/dev/null 2>&1 4<&- 5<&- 8>&- &
  read -r word <&5
  [ "$word" = started ] && return
  if [ ! -f ../claim ]; then
    read -r reason <claim.error
    frame "failed $reason"
    exit 74
  fi
  read -r pid since booted winner <../claim
  rm -f "$events"
  exec 0<&4 2>&8
  exec sh "../$winner/launcher" follow "${dir%/*}/$winner" "$1" "$2" "$3" attach
}

obey() {
  while read -r word a b c d <&4; do
    case $word in
      stop) stop_tail "$a" ;;
      more) send_more "$a" "$b" "$c" ;;
      count) count_lines "$a" "$b" "$c" ;;
      reply) hand_over "$a" "$b" "$c" "$d" ;;
      kill) setsid sh ./launcher kill "$dir" >/dev/null 2>&1 4<&- 5<&- 8>&- & ;;
      bye) break ;;
    esac
  done
}

cd "$dir" || exit 74
case $verb in
  unpack) unpack "$@" ;;
  run) run ;;
  follow) follow "$@" ;;
  kill) end_group ;;
  expire) expire ;;
  trim) trim ;;
esac
