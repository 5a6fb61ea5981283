/** The container image: built without a registry, small, and run as in production: another user, and a root that cannot be written. */
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { CONFIG_OPTIONS, readConfig } from '../../src/config.js';
import { scratchFolder } from '../support/files/scratch.js';
import { closedPortUrl } from '../support/http/answering-server.js';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const MAX_MB = 115;
const MAX_COMPRESSED_MB = 50;
const TRUST = {
  AUTH_CLOUD: 'global',
  AUTH_AUDIENCE: '00000000-0000-4000-8000-000000000000',
  AUTH_ALLOWED_TENANTS: '*',
};

const canBuild = process.getuid?.() === 0 && spawnSync('buildah', ['--version']).status === 0;
if (process.env['CI'] && !canBuild) throw new Error('Install the package buildah, and run the tests as root.');

/** Builds the image into a storage that is deleted when the test ends. */
function builtImage() {
  onTestFinished(() => rmSync(join(ROOT, 'image-root'), { recursive: true, force: true }));
  execFileSync('npx', ['tsx', 'scripts/build-image-root.ts'], { cwd: ROOT });
  const folder = scratchFolder();
  const storage = ['--root', join(folder, 'root'), '--runroot', join(folder, 'run'), '--storage-driver', 'vfs'];
  const buildah = (...args: readonly string[]) =>
    execFileSync('buildah', [...storage, ...args], {
      cwd: ROOT,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
    }).trim();
  const labels = ['--build-arg', 'VERSION=1.2.3', '--build-arg', 'REVISION=abc'];
  const file = ['-f', 'deploy/container/Containerfile'];
  buildah('build', '--isolation', 'chroot', '--format', 'docker', ...labels, ...file, '-t', 'tested', '.');
  const container = buildah('from', 'tested');
  return { image: JSON.parse(buildah('inspect', '--type', 'image', 'tested')), root: buildah('mount', container) };
}

/** Runs the entry point in the files of the image, as the user of the image, with only /data to write to. */
function runIn(root: string, user: string, args: readonly string[], env: NodeJS.ProcessEnv) {
  for (const name of ['proc', 'dev']) mkdirSync(join(root, name), { recursive: true });
  const script = `set -e
    mount --bind "$0" "$0"
    mount -t tmpfs -o mode=0700,uid=65532,gid=65532 data "$0/data"
    mount -t proc proc "$0/proc"
    mount --bind /dev "$0/dev"
    mount -o remount,bind,ro "$0"
    exec chroot --userspec="$1" "$0" /usr/bin/node /app/dist/main.js "\${@:2}"`;
  return spawn('unshare', ['--mount', 'bash', '-c', script, root, user, ...args], { env });
}

test.skipIf(!canBuild)(
  'the image is built from local files, and serves with a read-only root',
  { timeout: 90_000 },
  async () => {
    const { image, root } = builtImage();
    const { config } = image.Docker;
    expect(config).toMatchObject({
      User: '65532:65532',
      Volumes: { '/data': {} },
      Entrypoint: ['/usr/bin/node', '/app/dist/main.js'],
      Cmd: ['serve'],
      Labels: { 'org.opencontainers.image.version': '1.2.3', 'org.opencontainers.image.revision': 'abc' },
      Healthcheck: { Test: ['CMD', '/usr/bin/node', '/app/dist/main.js', 'healthcheck'] },
    });
    const megabytes = Number(execFileSync('du', ['-sm', '--apparent-size', root], { encoding: 'utf8' }).split('\t')[0]);
    expect(megabytes).toBeLessThan(MAX_MB);
    const tar = 'tar -C "$0" -c . | gzip -6 | wc -c';
    const compressed = Number(execFileSync('bash', ['-c', tar, root], { encoding: 'utf8' })) / 1e6;
    expect(compressed).toBeLessThan(MAX_COMPRESSED_MB);

    const fromImage = Object.fromEntries(config.Env.map((each: string) => each.split(/=(.*)/s).slice(0, 2)));
    const { port: PORT } = new URL(await closedPortUrl());
    const env = { PATH: process.env['PATH'], ...fromImage, ...TRUST, PORT };
    const service = runIn(root, config.User, ['serve'], env);
    onTestFinished(() => void service.kill('SIGKILL'));
    let output = '';
    for (const stream of [service.stdout, service.stderr]) stream.on('data', (text) => (output += text));
    await expect.poll(() => output, { timeout: 20_000 }).toContain('Ready at');
    expect(await (await fetch(`http://127.0.0.1:${PORT}/readyz`)).json()).toEqual({ status: 'ready' });
    expect((await fetch(`http://127.0.0.1:${PORT}/overview`)).status).toBe(200);
    expect(await codeOf(runIn(root, config.User, config.Healthcheck.Test.slice(3), env))).toBe(0);
    expect(readFileSync(`/proc/${service.pid}/status`, 'utf8')).toMatch(/^Uid:\t65532\t/m);
    service.kill('SIGTERM');
    expect(await codeOf(service), output).toBe(0);
    expect(await codeOf(runIn(root, config.User, ['healthcheck'], env))).toBe(75);
    const outside = { ...env, DATABASE_URL: 'file:/elsewhere/a.sqlite' };
    expect(await codeOf(runIn(root, config.User, ['serve'], outside))).toBe(78);
  },
);

async function codeOf(child: ReturnType<typeof spawn>): Promise<number | null> {
  if (child.exitCode === null) await once(child, 'exit');
  return child.exitCode;
}

test('the bill of materials names each bundled package once, and those that are installed beside the program', () => {
  const { components, bomFormat } = JSON.parse(readFileSync(join(ROOT, 'dist/sbom.cdx.json'), 'utf8'));
  expect(bomFormat).toBe('CycloneDX');
  const notices = readFileSync(join(ROOT, 'dist/THIRD-PARTY-NOTICES'), 'utf8');
  const noticed = [...notices.matchAll(/^(\S+) (\S+) \(.*\)\n=+$/gm)].map(([, name, version]) => `${name}@${version}`);
  expect(noticed.length).toBeGreaterThan(50);
  type Component = { name: string; version: string; properties: readonly { value: string }[] };
  const named = (as: string) =>
    components
      .filter(({ properties }: Component) => properties[0]?.value === as)
      .map(({ name, version }: Component) => `${name}@${version}`);
  expect(named('bundled').toSorted()).toEqual(noticed.toSorted());
  expect(named('installed')).toContainEqual(expect.stringMatching(/^better-sqlite3@/));
});

test('the manifest for Kubernetes fits the image and the configuration', () => {
  const text = readFileSync(join(ROOT, 'deploy/kubernetes/derived-credential-settings.yaml'), 'utf8');
  const [set, service] = parseAllDocuments(text).map((document) => document.toJS());
  const { containers, securityContext, terminationGracePeriodSeconds } = set.spec.template.spec;
  const [container] = containers;
  const variables = Object.fromEntries(container.env.map(({ name, value }: Record<string, string>) => [name, value]));
  expect(Object.keys(variables).filter((name) => !CONFIG_OPTIONS.some((option) => option.name === name))).toEqual([]);
  const { drainGraceMs } = readConfig(variables);
  const { periodSeconds, failureThreshold, httpGet } = container.readinessProbe;
  expect(httpGet.path).toBe('/readyz');
  expect(drainGraceMs).toBeGreaterThan(periodSeconds * failureThreshold * 1000);
  expect(terminationGracePeriodSeconds * 1000).toBeGreaterThan(drainGraceMs + 5_000);
  const containerfile = readFileSync(join(ROOT, 'deploy/container/Containerfile'), 'utf8');
  expect(containerfile).toContain(`USER ${securityContext.runAsUser}:${securityContext.runAsGroup}\n`);
  expect(containerfile).toContain(`EXPOSE ${container.ports[0].containerPort}\n`);
  expect(container.volumeMounts.map(({ mountPath }: { mountPath: string }) => mountPath)).toEqual(['/data', '/tmp']);
  expect(set.spec).toMatchObject({ replicas: 1, serviceName: service.metadata.name });
  expect(service.spec.selector).toEqual(set.spec.template.metadata.labels);
});
