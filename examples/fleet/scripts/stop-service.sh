#!/bin/sh
. "$(ctx download-resource scripts/lib.sh)"
if has_systemd; then
  as_admin systemctl disable --now fleet-reporter
  as_admin rm -f /etc/systemd/system/fleet-reporter.service
  as_admin systemctl daemon-reload
elif [ -f "$base/pid" ]; then
  pid=$(cat "$base/pid")
  # The pid may belong to somebody else by now.
  if tr '\0' ' ' <"/proc/$pid/cmdline" 2>/dev/null | grep -qF "$base/reporter.sh"; then
    as_account kill "$pid"
    while as_account kill -0 "$pid" 2>/dev/null; do sleep 0.1; done
  fi
fi
echo "The reporter is stopped"
