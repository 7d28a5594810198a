#!/bin/sh
. "$(ctx download-resource scripts/lib.sh)"
if has_systemd; then
  printf '[Unit]\nDescription=Reports of the fleet\n[Service]\nUser=%s\nExecStart=/bin/sh "%s/reporter.sh"\nRestart=always\n[Install]\nWantedBy=multi-user.target\n' \
    "${account:-$(id -un)}" "$base" | as_admin tee /etc/systemd/system/fleet-reporter.service >/dev/null
  as_admin systemctl daemon-reload
  as_admin systemctl enable --now fleet-reporter
elif ! is_running; then
  # A session of its own: the service must not end with this script.
  as_account setsid sh "$base/reporter.sh" </dev/null >/dev/null 2>&1 &
fi
echo "Started the reporter"
