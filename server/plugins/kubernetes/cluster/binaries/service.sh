#!/bin/sh
# Runs the programs of a cluster: under systemd where it rules the host, else under a supervisor of its own.
#   service.sh start|stop|running|supervise NAME      service.sh log NAME
# The program of NAME is /etc/gantry/kubernetes/services/NAME, which ends in exec.
set -u
verb=$1 name=$2
services=/etc/gantry/kubernetes/services
run=/run/gantry-kubernetes
logs=/var/log/gantry-kubernetes
unit=gantry-kubernetes-$name.service
largest=10485760

has_systemd() { [ -d /run/systemd/system ]; }

# A number of a process may be used again; with the time of its start it is one process only.
start_of() {
  stat=$(cat "/proc/$1/stat" 2>/dev/null) || return 1
  set -- ${stat##*) }
  [ "$1" != Z ] && echo "${20}"
}

# pid_of FILE: the process that the file names, when it still is that one.
pid_of() {
  [ -r "$1" ] && read -r pid begun <"$1" && [ "$(start_of "$pid")" = "$begun" ] && echo "$pid"
}

note() { echo "$2 $(start_of "$2")" >"$1.new" && mv "$1.new" "$1"; }

# end_process PID SECONDS
end_process() {
  kill -s TERM "$1" 2>/dev/null || return 0
  left=$(($2 * 10))
  while start_of "$1" >/dev/null && [ "$left" -gt 0 ]; do sleep 0.1; left=$((left - 1)); done
  kill -s KILL "$1" 2>/dev/null
  return 0
}

supervise() {
  mkdir -p "$run" "$logs"
  exec </dev/null >>"$logs/$name.log" 2>&1
  cd / || exit 1
  child=
  trap 'trap "" TERM; [ -z "$child" ] || end_process "$child" 20; rm -f "$run/$name.child" "$run/$name.pid"; exit 0' TERM
  trap '' HUP INT
  note "$run/$name.pid" $$
  while :; do
    "$services/$name" &
    child=$!
    note "$run/$name.child" "$child"
    while start_of "$child" >/dev/null; do
      sleep 2 &
      wait $!
      if [ "$(($(wc -c <"$logs/$name.log")))" -gt $largest ]; then
        tail -c 1048576 "$logs/$name.log" >"$logs/$name.log.1"
        : >"$logs/$name.log"
      fi
    done
    wait "$child"
    echo "$(date -u +%FT%TZ) $name ended with exit code $?; it is started again."
    child=
    sleep 2 &
    wait $!
  done
}

write_unit() {
  cat >"/etc/systemd/system/$unit" <<UNIT
[Unit]
Description=Kubernetes: $name
After=network-online.target
[Service]
ExecStart=$services/$name
Restart=always
RestartSec=2
KillMode=$([ "$name" = containerd ] || [ "$name" = kubelet ] && echo process || echo control-group)
Delegate=yes
LimitNOFILE=1048576
[Install]
WantedBy=multi-user.target
UNIT
}

case $verb in
supervise) supervise ;;
running)
  if has_systemd; then systemctl is-active --quiet "$unit"; else
    pid_of "$run/$name.pid" >/dev/null && pid_of "$run/$name.child" >/dev/null
  fi
  ;;
start)
  if has_systemd; then
    write_unit && systemctl daemon-reload && systemctl enable --quiet "$unit" && systemctl restart "$unit"
    exit
  fi
  pid=$(pid_of "$run/$name.pid") && exit 0
  # A supervisor that was killed leaves its program behind.
  pid=$(pid_of "$run/$name.child") && end_process "$pid" 20
  setsid sh "$0" supervise "$name" </dev/null >/dev/null 2>&1 &
  left=50
  until pid_of "$run/$name.child" >/dev/null || [ "$left" = 0 ]; do sleep 0.1; left=$((left - 1)); done
  [ "$left" -gt 0 ]
  ;;
stop)
  if has_systemd && [ -e "/etc/systemd/system/$unit" ]; then
    systemctl disable --quiet --now "$unit"
    rm -f "/etc/systemd/system/$unit"
    systemctl daemon-reload
  fi
  pid=$(pid_of "$run/$name.pid") && end_process "$pid" 25
  pid=$(pid_of "$run/$name.child") && end_process "$pid" 20
  rm -f "$run/$name.pid" "$run/$name.child" "$logs/$name.log" "$logs/$name.log.1" "$services/$name"
  ;;
log)
  if has_systemd; then journalctl -u "$unit" -n 8 --no-pager -o cat; else tail -n 8 "$logs/$name.log"; fi
  ;;
*) exit 64 ;;
esac
