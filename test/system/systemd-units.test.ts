/** The units under a real systemd: ready when it says so, restarted by the watchdog, and no connection refused by a restart. */
import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync, rmdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { scratchFolder } from '../support/files/scratch.js';
import { closedPortUrl } from '../support/http/answering-server.js';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const UNIT = 'derived-credential-settings';
const CLIENTS = 16;
const RESTARTS = 3;
const NEW_CONNECTION = { headers: { connection: 'close' } };

/** Where the kernel shows its cgroups of version 2; undefined if it does not. */
const [, cgroups] = /^\S+ (\S+) cgroup2 /m.exec(readIfThere('/proc/mounts')) ?? [];
const canBoot =
  process.getuid?.() === 0 &&
  cgroups !== undefined &&
  existsSync('/lib/systemd/systemd') &&
  readIfThere('/proc/filesystems').includes('overlay') &&
  spawnSync('unshare', ['--mount', 'true']).status === 0;

function readIfThere(path: string): string {
  return existsSync(path) ? readFileSync(path, 'utf8') : '';
}

/** A machine in which systemd is process 1, on the network of this one. Returns how to run a program in it. */
async function booted(port: string): Promise<(...command: readonly string[]) => string> {
  const cgroup = join(cgroups ?? '', `trial-${process.pid}`);
  mkdirSync(cgroup);
  const namespaces = ['--pid', '--mount', '--uts', '--ipc', '--cgroup', '--fork', '--kill-child'];
  const script = 'echo $$ > "$0/cgroup.procs" && exec unshare "$@"';
  const boot = [join(ROOT, 'test/support/system/boot-systemd.sh'), ROOT, scratchFolder(), port];
  const env = { PATH: process.env['PATH'], NODE: process.execPath };
  const machine = spawn('bash', ['-c', script, cgroup, ...namespaces, ...boot], { env, stdio: 'ignore' });
  onTestFinished(() => shutDown(machine, cgroup));
  const inside = (...command: readonly string[]) => {
    const first = readIfThere(`/proc/${machine.pid}/task/${machine.pid}/children`).trim();
    const entered = ['--target', first, '--pid', '--mount', '--uts', '--ipc', '--cgroup', ...command];
    return execFileSync('nsenter', entered, { encoding: 'utf8', stdio: 'pipe' }).trim();
  };
  const isUp = () => {
    try {
      return inside('systemctl', 'is-active', 'basic.target');
    } catch {
      return 'not yet';
    }
  };
  await expect.poll(isUp, { timeout: 20_000 }).toBe('active');
  return inside;
}

async function shutDown(machine: ChildProcess, cgroup: string): Promise<void> {
  machine.kill('SIGKILL');
  if (machine.exitCode === null && machine.signalCode === null) await once(machine, 'exit');
  writeFileSync(join(cgroup, 'cgroup.kill'), '1');
  const folders = execFileSync('find', [cgroup, '-depth', '-type', 'd'], { encoding: 'utf8' }).trim().split('\n');
  for (const folder of folders) await expect.poll(() => tryRemove(folder)).toBe(true);
}

function tryRemove(folder: string): boolean {
  try {
    rmdirSync(folder);
    return true;
  } catch {
    return false;
  }
}

test.skipIf(!canBoot)(
  'systemd starts, watches and restarts the service by its units',
  { timeout: 120_000 },
  async () => {
    const { origin, port } = new URL(await closedPortUrl());
    const inside = await booted(port);
    const property = (name: string) => inside('systemctl', 'show', '--value', '-p', name, UNIT);
    inside('systemctl', 'start', `${UNIT}.socket`, UNIT);
    expect(property('StatusText')).toBe(`Ready at ${origin}`);
    expect(await (await fetch(`${origin}/readyz`)).json()).toEqual({ status: 'ready' });

    const ended = new AbortController();
    let answered = 0;
    const clients = Array.from({ length: CLIENTS }, async () => {
      for (; !ended.signal.aborted; answered += 1)
        expect((await fetch(`${origin}/version`, NEW_CONNECTION)).status).toBe(200);
    });
    const all = Promise.all(clients);
    for (let round = 0; round < RESTARTS; round += 1) {
      const before = answered;
      await Promise.race([all, expect.poll(() => answered, { timeout: 20_000 }).toBeGreaterThan(before + CLIENTS)]);
      inside('systemctl', 'restart', '--no-block', UNIT);
      await Promise.race([all, expect.poll(() => property('Job'), { timeout: 20_000 }).toBe('')]);
    }
    ended.abort();
    await all;

    inside('systemctl', 'kill', '--kill-whom=main', '--signal=SIGSTOP', UNIT);
    expect((await fetch(`${origin}/readyz`)).status).toBe(200);
    expect(property('NRestarts')).toBe('1');
  },
);

// `systemd-run` needs a bus.
test.skipIf(!canBoot || !existsSync('/usr/bin/dbus-daemon'))(
  'a command gets the user of the service by the script of the page, and root signs with a key that this user cannot read',
  { timeout: 120_000 },
  async () => {
    const inside = await booted(new URL(await closedPortUrl()).port);
    inside('systemctl', 'start', 'dbus.socket');
    const page = readFileSync(join(ROOT, 'docs/operations/systemd.md'), 'utf8');
    const script = /#!\/bin\/bash\n[^`]*/.exec(page)?.[0].replace('/usr/bin/node', process.execPath) ?? '';
    const run = (command: string) => inside('bash', '-c', command);
    run(`cat > /usr/local/bin/dcs <<'END'\n${script}END\nchmod +x /usr/local/bin/dcs`);
    run('openssl genpkey -algorithm ed25519 -out /root/key.pem');
    const state = `/var/lib/${UNIT}`;
    expect(run('dcs seed')).toContain('5 created');
    expect(run(`dcs backup --to ${state}/backups/`)).toMatch(/^Made /);
    expect(run('cd /root && dcs backup --to backups/ 2>&1 || echo $?')).toMatch(
      /^backups\/.* cannot be written .*\n78$/s,
    );
    expect(run('dcs checkpoint --key /root/key.pem 2>&1 || echo $?')).toMatch(/ cannot be read \(EACCES\)\.\n78$/);
    const asRoot = `DATABASE_URL=file:${state}/settings.sqlite ${process.execPath} /opt/${UNIT}/dist/main.js`;
    expect(run(`${asRoot} checkpoint --key /root/key.pem`)).toMatch(/^position 9$/m);
    expect(run(`find ${state}/ -user root`)).toBe('');
    expect(run('dcs verify')).toContain('9 changes agree');
  },
);
