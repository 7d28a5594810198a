#!/bin/sh
. "$(ctx download-resource scripts/lib.sh)"
if has_systemd; then
  as_admin systemctl disable --now fleet-reporter
  as_admin rm -f /etc/systemd/system/fleet-reporter.service
  as_admin systemctl daemon-reload
elif is_running; then
  as_account kill "$pid"
  while is_running; do sleep 0.1; done
fi
echo "The reporter is stopped"
