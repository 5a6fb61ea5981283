/** Limits processes to a share of a core each, with cgroups of version 2 or 1. Needs the rights of root. */
import { existsSync, mkdirSync, rmdirSync, writeFileSync } from 'node:fs';

const PERIOD_US = 10_000;
const ROOT_V2 = '/sys/fs/cgroup';
const ROOT_V1 = '/sys/fs/cgroup/cpu';

/** Each process gets a cgroup of its own. Throws if that is not permitted. */
export function limitCpu(pids: readonly number[], share: number): void {
  try {
    for (const pid of pids) moveToGroup(pid, Math.round(share * PERIOD_US));
  } catch (cause) {
    throw new Error(
      'The CPU time of a process could not be limited. Run this measurement as root, outside of a container.',
      {
        cause,
      },
    );
  }
}

/** Removes the cgroups of processes that have ended. */
export function removeLimits(pids: readonly number[]): void {
  for (const pid of pids) rmdirSync(folderOf(pid));
}

function moveToGroup(pid: number, quotaUs: number): void {
  const folder = folderOf(pid);
  if (isV2()) writeFileSync(`${ROOT_V2}/cgroup.subtree_control`, '+cpu');
  mkdirSync(folder);
  if (isV2()) {
    writeFileSync(`${folder}/cpu.max`, `${quotaUs} ${PERIOD_US}`);
  } else {
    writeFileSync(`${folder}/cpu.cfs_period_us`, String(PERIOD_US));
    writeFileSync(`${folder}/cpu.cfs_quota_us`, String(quotaUs));
  }
  writeFileSync(`${folder}/cgroup.procs`, String(pid));
}

function folderOf(pid: number): string {
  return `${isV2() ? ROOT_V2 : ROOT_V1}/bench-${pid}`;
}

function isV2(): boolean {
  return existsSync(`${ROOT_V2}/cgroup.controllers`);
}
