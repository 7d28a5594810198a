#!/bin/sh
# Leads packets to the pods of the other hosts, each by its own address, and hides pods behind their host for the rest
# of the world. pod-routes.sh NODE POD_NETWORK KUBECONFIG; everything it makes has the mark below.
set -u
self=$1 network=$2 config=$3
mark=76
run=/run/gantry-kubernetes
kubectl=/opt/gantry/kubernetes/bin/kubectl
list='{range .items[*]}{.metadata.name} {.spec.podCIDR} {.status.addresses[?(@.type=="InternalIP")].address}{"\n"}{end}'

child=
trap '[ -z "$child" ] || kill "$child" 2>/dev/null; exit 0' TERM

# rule TABLE WORDS...: the rule is there, once.
rule() {
  table=$1
  shift
  iptables -w 5 -t "$table" -C "$@" -m comment --comment gantry-pods 2>/dev/null ||
    iptables -w 5 -t "$table" -A "$@" -m comment --comment gantry-pods
}

lead() {
  wanted=
  while read -r name cidr address _; do
    [ "$name" != "$self" ] && [ -n "${cidr:-}" ] && [ -n "${address:-}" ] || continue
    case $cidr in *.*/*) ;; *) continue ;; esac
    wanted="$wanted $cidr "
    ip route replace "$cidr" via "$address" proto $mark || return 1
  done
  ip -4 route show proto $mark | while read -r cidr _; do
    case $wanted in *" $cidr "*) ;; *) ip route delete "$cidr" proto $mark ;; esac
  done
}

while :; do
  "$kubectl" --cache-dir=$run/kubectl --kubeconfig="$config" --request-timeout=10s get nodes -o jsonpath="$list" >$run/nodes.new &
  child=$!
  if wait "$child"; then
    rule nat POSTROUTING -s "$network" ! -d "$network" -j MASQUERADE
    rule filter FORWARD -s "$network" -j ACCEPT
    rule filter FORWARD -d "$network" -j ACCEPT
    if lead <$run/nodes.new; then touch $run/routes; else rm -f $run/routes; fi
  fi
  sleep 10 &
  child=$!
  wait "$child"
done
