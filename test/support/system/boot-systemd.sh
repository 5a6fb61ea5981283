#!/bin/bash
# Runs systemd as process 1 over a copy-on-write view of this machine's files, with the units and the program of a clone. Nothing
# outside changes. Run it by: unshare --pid --mount --uts --ipc --cgroup --fork --kill-child boot-systemd.sh CLONE FOLDER PORT
set -euo pipefail
clone=$1 folder=$2 port=$3
mount -t tmpfs tmpfs "$folder"
mkdir "$folder"/{upper,work,root}
mount -t overlay -o "lowerdir=/,upperdir=$folder/upper,workdir=$folder/work" overlay "$folder/root"
cd "$folder/root"
for each in run tmp dev; do mount -t tmpfs -o mode=755 tmpfs $each; done
chmod 1777 tmp
for each in null zero full random urandom tty; do touch dev/$each && mount --bind /dev/$each dev/$each; done
mkdir dev/{shm,pts,mqueue} && ln -s pts/ptmx dev/ptmx
mount -t proc proc proc
mount -t sysfs -o ro sysfs sys
# The first, because a cgroup2 cannot be mounted where nothing is.
mount -t tmpfs tmpfs sys/fs/cgroup
mount -t cgroup2 cgroup2 sys/fs/cgroup
# Only what the units ask for is started.
for each in usr/lib/systemd/system/*.wants; do mount -t tmpfs tmpfs "$each"; done
rm -rf etc/systemd/system
name=derived-credential-settings
mkdir -p etc/systemd/system/$name.{service,socket}.d opt/$name/node_modules old
cp "$clone"/deploy/systemd/* etc/systemd/system/
printf '[Socket]\nListenStream=\nListenStream=127.0.0.1:%s\n' "$port" > etc/systemd/system/$name.socket.d/port.conf
printf '[Service]\nExecStart=\nExecStart=%s /opt/%s/dist/main.js serve\nWatchdogSec=6\nEnvironment=DRAIN_GRACE=3\n' "$NODE" $name > etc/systemd/system/$name.service.d/trial.conf
cp -r "$clone"/{dist,package.json,schema.graphql} opt/$name/
for each in better-sqlite3 bindings file-uri-to-path; do cp -r "$clone/node_modules/$each" opt/$name/node_modules/; done
pivot_root . old
umount -l old
# As the kernel's first process has it: systemd hands credentials to services by propagated mounts.
mount --make-rshared /
exec env -i container=trial PATH=/usr/sbin:/usr/bin:/sbin:/bin /lib/systemd/systemd --system --unit=basic.target --log-target=null
