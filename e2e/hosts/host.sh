#!/bin/sh
# Becomes one machine of its own: run by ssh-hosts.ts in fresh network, mount, pid and uts namespaces.
# Arguments: FOLDER (config, keys, account files), NODE (the program), ADDRESS/PREFIX.
set -eu
folder=$1
node=$2
address=$3
mount --make-rprivate /
mount -t tmpfs -o mode=755 tmpfs /opt
mkdir -p /opt/host /opt/node/bin
cp -r "$folder/." /opt/host
touch /opt/node/bin/node
mount --bind "$node" /opt/node/bin/node
for empty in /tmp /home /run; do mount -t tmpfs -o mode=755 tmpfs "$empty"; done
chmod 1777 /tmp
chown -R root:root /opt/host
chmod 600 /opt/host/host_key
chmod 440 /opt/host/sudoers
chmod 755 /opt/host
for file in passwd group shadow sudoers hosts; do mount --bind "/opt/host/$file" "/etc/$file"; done
mkdir -p /run/sshd /home/cellar
chown cellar:cellar /home/cellar
hostname "$(cat /opt/host/name)"
ip link set lo up
echo ready
until ip link show eth0 >/dev/null 2>&1; do sleep 0.02; done
ip address add "$address" dev eth0
ip link set eth0 up
exec /usr/sbin/sshd -D -e -f /opt/host/sshd_config
