#!/bin/sh
# Becomes one machine that can run containers: run by machines.ts in fresh network, mount, pid, uts and ipc namespaces.
# Arguments: FOLDER (config, keys, disk), LOWER (folders of the base system, joined by colons), ADDRESS/PREFIX, GATEWAY.
set -eu
folder=$1
lower=$2
address=$3
gateway=$4

# A cgroup of its own in each hierarchy, made by machines.ts; the rest of this script then sees it as the root.
if [ -z "${INSIDE_CGROUPS:-}" ]; then
  while read -r cgroup; do echo 0 >"$cgroup/cgroup.procs"; done <"$folder/cgroups"
  INSIDE_CGROUPS=yes exec unshare --cgroup sh "$0" "$@"
fi

root=$folder/root
mount --make-rprivate /
mount -t overlay -o "lowerdir=$lower,upperdir=$folder/disk/upper,workdir=$folder/disk/work" machine "$root"
# Containers lay overlays of their own, which cannot lie on one.
cp -a "$root/var/." "$folder/disk/var"
mount --bind "$folder/disk/var" "$root/var"
mount -t proc proc "$root/proc"
mount -t sysfs sysfs "$root/sys"
mount -t tmpfs -o mode=755 cgroups "$root/sys/fs/cgroup"
while IFS=: read -r _ controllers _; do
  case $controllers in
  '') [ "$(wc -l </proc/self/cgroup)" = 1 ] && place=$root/sys/fs/cgroup || place=$root/sys/fs/cgroup/unified ;;
  *) place=$root/sys/fs/cgroup/${controllers#name=} ;;
  esac
  mkdir -p "$place"
  case $controllers in
  '') mount -t cgroup2 cgroup2 "$place" ;;
  name=*) mount -t cgroup -o "none,$controllers" cgroup "$place" ;;
  *) mount -t cgroup -o "$controllers" cgroup "$place" ;;
  esac
done </proc/self/cgroup
if [ -e "$root/sys/fs/cgroup/cgroup.subtree_control" ]; then
  # The second version gives controllers only to folders whose processes lie in leaves.
  mkdir "$root/sys/fs/cgroup/init"
  echo 0 >"$root/sys/fs/cgroup/init/cgroup.procs"
  for controller in $(cat "$root/sys/fs/cgroup/cgroup.controllers"); do
    echo "+$controller" >"$root/sys/fs/cgroup/cgroup.subtree_control"
  done
fi
mount -t tmpfs -o mode=755 tmpfs "$root/run"
mount -t tmpfs -o mode=1777 tmpfs "$root/tmp"
mount -t tmpfs -o mode=755 tmpfs "$root/dev"
mkdir "$root/dev/pts" "$root/dev/shm" "$root/run/sshd" "$root/run/lock"
for device in null zero full random urandom tty kmsg fuse; do
  [ -e "/dev/$device" ] || continue
  touch "$root/dev/$device"
  mount --bind "/dev/$device" "$root/dev/$device"
done
mount -t devpts -o newinstance,ptmxmode=0666,mode=620 devpts "$root/dev/pts"
mount -t tmpfs -o mode=1777 tmpfs "$root/dev/shm"
ln -s pts/ptmx "$root/dev/ptmx"
ln -s /proc/self/fd "$root/dev/fd"
# The kubelet sets these, which belong to the whole machine below: it sets copies.
mkdir "$root/run/sysctl"
for name in vm/overcommit_memory vm/panic_on_oom kernel/panic kernel/panic_on_oops kernel/keys/root_maxkeys \
  kernel/keys/root_maxbytes; do
  [ -e "/proc/sys/$name" ] || continue
  copy=$root/run/sysctl/$(echo "$name" | tr / .)
  cat "/proc/sys/$name" >"$copy"
  mount --bind "$copy" "$root/proc/sys/$name"
done
cp -r "$folder/etc/." "$root/etc"
chown -R root:root "$root/etc/ssh" "$root/etc/sudoers.d"
chmod 600 "$root/etc/ssh/host_key"
chmod 440 "$root/etc/sudoers.d/cellar"
hostname "$(cat "$folder/etc/hostname")"
ip link set lo up
mkdir -p "$root/run/old"
cd "$root"
pivot_root . run/old
cd /
umount -l /run/old
rmdir /run/old
mount --make-rshared /
echo ready
until ip link show eth0 >/dev/null 2>&1; do sleep 0.02; done
ip address add "$address" dev eth0
ip link set eth0 up
ip route add default via "$gateway"
exec </dev/null /usr/sbin/sshd -D -e
