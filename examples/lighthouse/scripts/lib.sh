# Shared by all scripts of this blueprint: . "$(ctx download-resource scripts/lib.sh)"
set -eu

instance=$(ctx instance id)
island=$HOME/lighthouse/$(ctx deployment id | tr -c 'A-Za-z0-9\n-' '-')
folder=$island/$instance

# steps TEXT COUNT: work that people can watch.
steps() {
  step=1
  while [ "$step" -le "$2" ]; do
    echo "$1 ($step of $2)"
    sleep "${step_seconds:-0}"
    step=$((step + 1))
  done
}

# The process of this instance, when it runs.
running() {
  [ -f "$folder/pid" ] && kill -0 "$(cat "$folder/pid")" 2>/dev/null
}

# Whether the program of this instance does its work; a process alone may be there and dead.
answers() {
  [ -f "$folder/address" ] && node -e '
    const signal = AbortSignal.timeout(5000);
    fetch(process.argv[1], { signal }).then(() => process.exit(0), () => process.exit(1));
  ' "$(cat "$folder/address")"
}
