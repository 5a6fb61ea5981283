/** `checkpoint` and `verify --checkpoint` of the built program, on both databases, while a store is open as in a service, and when it is closed. */
import { execFileSync } from 'node:child_process';
import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import { commit, creation, OTHER_TENANT, TENANT, uuid } from '../../support/domain/changes.js';
import { scratchFolder } from '../../support/files/scratch.js';
import { type Ended, start } from '../../support/service/built-program.js';
import { DATABASES, databaseFileIn, openStore, SQLITE } from '../../support/store/open-store.js';

type Run = (...args: readonly string[]) => Promise<Ended>;

/** Two logs, the key of the operator, and the program on them. */
interface World {
  readonly folder: string;
  readonly run: Run;
  /** Commits a change of each tenant, as a service does that has the database open. */
  write(number: number): Promise<void>;
  close(): Promise<void>;
  /** Writes a file of the folder, and returns its path. */
  file(name: string, content: string): string;
}

async function world(database: (typeof DATABASES)[number] = SQLITE): Promise<World> {
  const folder = scratchFolder();
  const url = await database.urlIn(folder);
  const store = await openStore(url);
  const file = (name: string, content: string) => {
    writeFileSync(join(folder, name), content);
    return join(folder, name);
  };
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  file('key.pem', pemOf(privateKey));
  file('public.pem', pemOf(publicKey));
  const write = async (number: number) => {
    for (const tenantId of [TENANT, OTHER_TENANT]) await commit(store, creation(uuid(number), {}, { tenantId }));
  };
  for (const number of [1, 2, 3]) await write(number);
  return {
    folder,
    run: (...args) => start(args, { DATABASE_URL: url }).ended,
    write,
    close: () => store.close(),
    file,
  };
}

function pemOf(key: KeyObject): string {
  return String(key.export({ format: 'pem', type: key.type === 'private' ? 'pkcs8' : 'spki' }));
}

const keyOf = ({ folder }: World) => ['--key', join(folder, 'key.pem')];

/** Signs the ends with the operator's key. Returns the options of `verify`. */
async function signed(on: World, ...args: readonly string[]): Promise<readonly string[]> {
  const { code, stdout } = await on.run('checkpoint', ...keyOf(on), ...args);
  expect(code).toBe(0);
  const vkey = await on.run('checkpoint', ...keyOf(on), '--verifier-key');
  return ['--checkpoint', on.file('notes', stdout), '--public-key', vkey.stdout.trim()];
}

describe.each(DATABASES)('in $name', (database) => {
  test('a note for each tenant proves that its log goes on from there, also while it is written', async () => {
    const on = await world(database);
    const first = await signed(on);
    const note = (tenantId: string) =>
      `Checkpoint of a hash chain \\(derived-credential-settings, form 1\\)\\ntenant ${tenantId}\\nposition 3\\n` +
      'hash [\\w+/]{43}=\\ntime \\d{4}-\\d\\d-\\d\\dT[\\d:.]+Z\\n\\n— derived-credential-settings [\\w+/]{90}[\\w+/=]{2}\\n';
    const notes = readFileSync(join(on.folder, 'notes'), 'utf8');
    expect(notes).toMatch(new RegExp(`^${note(TENANT)}${note(OTHER_TENANT)}$`));

    await on.write(4);
    const later = await on.run('checkpoint', ...keyOf(on), '--tenant', TENANT);
    on.file('notes', notes + later.stdout);
    const { code, stdout } = await on.run('verify', ...first);
    expect({ code, stdout }).toEqual({
      code: 0,
      stdout: expect.stringMatching(
        new RegExp(
          `^${TENANT}: 4 changes agree, also with 2 earlier ends\\. .*\\n${OTHER_TENANT}: 4 changes agree, also with one earlier end\\. `,
        ),
      ),
    });
    const json = await on.run('verify', ...first, '--json', '--tenant', TENANT);
    expect(JSON.parse(json.stdout)).toMatchObject([{ tenantId: TENANT, position: 4, seen: 2, fault: null }]);
    const pem = await on.run('verify', ...first.slice(0, 2), '--public-key', join(on.folder, 'public.pem'));
    expect(pem).toMatchObject({ code: 0, stdout });
  });
});

describe('verify --checkpoint names what is wrong', () => {
  /** The file after something was done to it that leaves no trace in its own hashes. */
  async function spoilt(spoil: (database: Database.Database) => void): Promise<Ended> {
    const on = await world();
    const options = await signed(on);
    const database = new Database(databaseFileIn(on.folder));
    spoil(database);
    database.close();
    const ended = await on.run('verify', ...options);
    expect(JSON.parse((await on.run('verify', ...options, '--json')).stdout)).toMatchObject([
      { tenantId: TENANT, fault: { what: expect.any(String) } },
      { tenantId: OTHER_TENANT, seen: 1, fault: null },
    ]);
    return ended;
  }

  test('if a log was cut off, or is gone as if there had been no tenant', async () => {
    const cutOff = (database: Database.Database) =>
      database.exec(`
        DELETE FROM settings WHERE tenant_id = '${TENANT}' AND position = 3;
        DELETE FROM change WHERE tenant_id = '${TENANT}' AND position = 3;
        UPDATE tenant SET (position, at, settings) = (SELECT 2, at, 2 FROM change WHERE tenant_id = '${TENANT}' AND position = 2)
          WHERE tenant_id = '${TENANT}'`);
    expect(await spoilt(cutOff)).toMatchObject({
      code: 65,
      stdout: expect.stringContaining(
        `${TENANT}: fault at position 3. The entry is missing: the log was cut off. It went up to 3.\n`,
      ),
    });
    const allGone = (database: Database.Database) => {
      for (const table of ['settings', 'change', 'actor', 'tenant'])
        database.exec(`DELETE FROM ${table} WHERE tenant_id = '${TENANT}'`);
    };
    expect(await spoilt(allGone)).toMatchObject({
      code: 65,
      stdout: expect.stringContaining(`${TENANT}: fault at position 1. The entry is missing: the log was cut off.`),
    });
  });

  test('if a log was written anew, with hashes that agree', async () => {
    const on = await world();
    const options = await signed(on);
    const other = await world();
    expect(await other.run('verify')).toMatchObject({ code: 0 });
    const ended = await other.run('verify', ...options);
    expect(ended).toMatchObject({ code: 65, stderr: expect.stringMatching(/^The history of 2 of 2 tenants is not/) });
    expect(ended.stdout).toContain(
      `${TENANT}: fault at position 3. The log was rewritten: it had another hash at this position.\n`,
    );
  });

  test('if the notes are not those of the key, before anything is read from the database', async () => {
    const on = await world();
    const options = await signed(on);
    const notes = readFileSync(join(on.folder, 'notes'), 'utf8');
    const { stdout: another } = await on.run('checkpoint', ...keyOf(on), '--key-name', 'another', '--verifier-key');
    const refused = async (content: string, ...args: readonly string[]) => {
      on.file('notes', content);
      const { code, stdout, stderr } = await on.run('verify', ...options, ...args);
      expect([code, stdout]).toEqual([65, '']);
      return stderr.replaceAll(`${on.folder}/`, '');
    };
    expect(await refused(notes.replace('position 3', 'position 2'))).toBe(
      'notes:1: The signature by derived-credential-settings is wrong: this note was altered or forged.\n',
    );
    expect(await refused('garbage\n')).toBe('notes:1: This is no signed note.\n');
    expect(await refused(notes.slice(0, notes.indexOf('Checkpoint', 1)), '--tenant', OTHER_TENANT)).toBe(
      `notes has no checkpoint of ${OTHER_TENANT}.\n`,
    );
    on.file('notes', notes);
    const unknown = await on.run('verify', ...options.slice(0, 3), another.trim());
    expect(unknown).toMatchObject({
      code: 65,
      stderr: expect.stringMatching(/notes:1: This note is signed by an unknown key: derived-/),
    });
    expect(await on.run('verify', ...options, '--public-key', another.trim())).toMatchObject({ code: 0 });
    expect(await on.run('verify', ...options.slice(0, 3), '/not/there')).toMatchObject({
      code: 78,
      stderr: 'The key /not/there cannot be read (ENOENT).\n',
    });
    expect(await on.run('verify', ...options.slice(0, 2))).toMatchObject({ code: 64 });
  });

  test('if a text was signed that is no checkpoint', async () => {
    const on = await world();
    const options = await signed(on);
    const text = on.file('text', 'tenant of mine\nposition 3\n');
    execFileSync('openssl', signing(on, text));
    const base64 = readFileSync(join(on.folder, 'signature')).toString('base64');
    const refused = start(['checkpoint', '--key', join(on.folder, 'public.pem'), '--signature', base64]);
    refused.child.stdin?.end(readFileSync(text));
    expect(await refused.ended).toMatchObject({ code: 65, stderr: 'Standard input is no text of --unsigned.\n' });
    const line = /\+([0-9a-f]{8})\+/.exec(options[3] ?? '')?.[1] ?? '';
    const signature = Buffer.concat([Buffer.from(line, 'hex'), Buffer.from(base64, 'base64')]).toString('base64');
    on.file('notes', `${readFileSync(text, 'utf8')}\n— derived-credential-settings ${signature}\n`);
    expect(await on.run('verify', ...options)).toMatchObject({
      code: 65,
      stderr: expect.stringMatching(/notes:1: This note is signed, but it is no checkpoint of a log\.\n$/),
    });
  });
});

test('a key that is not here signs the text, and the note is verified in a closed file', async () => {
  const on = await world();
  await on.close();
  const unsigned = await on.run('checkpoint', '--unsigned', '--tenant', TENANT);
  const text = on.file('text', unsigned.stdout);
  execFileSync('openssl', signing(on, text));
  const base64 = readFileSync(join(on.folder, 'signature')).toString('base64');
  const attach = (content: string) => {
    const running = start(['checkpoint', '--key', join(on.folder, 'public.pem'), '--signature', base64]);
    running.child.stdin?.end(content);
    return running.ended;
  };
  const note = await attach(unsigned.stdout);
  expect(note).toMatchObject({ code: 0, stdout: expect.stringContaining(`${unsigned.stdout}\n— derived-`) });
  on.file('notes', note.stdout);
  const vkey = await on.run('checkpoint', '--key', join(on.folder, 'public.pem'), '--verifier-key');
  const checked = await on.run('verify', '--checkpoint', join(on.folder, 'notes'), '--public-key', vkey.stdout.trim());
  expect(checked).toMatchObject({ code: 0, stdout: expect.stringContaining('also with one earlier end') });
  expect(await attach(unsigned.stdout.trimEnd())).toMatchObject({ code: 65 });
  expect(await attach(unsigned.stdout.replace('position 3', 'position 4'))).toMatchObject({
    code: 65,
    stderr: expect.stringMatching(/^The signature is not of this text by this key\./),
  });
});

/** The arguments with which OpenSSL, in the place of a KMS, signs a file. */
function signing({ folder }: World, text: string): string[] {
  return [
    'pkeyutl',
    '-sign',
    '-rawin',
    '-inkey',
    join(folder, 'key.pem'),
    '-in',
    text,
    '-out',
    join(folder, 'signature'),
  ];
}

test('checkpoint warns of a private key that everybody can read', async () => {
  const on = await world();
  chmodSync(on.folder, 0o755);
  chmodSync(join(on.folder, 'key.pem'), 0o644);
  expect(await on.run('checkpoint', ...keyOf(on))).toMatchObject({
    code: 0,
    stdout: expect.stringContaining(TENANT),
    stderr: expect.stringMatching(/^Every user of this machine can read the secret in \S+key\.pem\. Run "chmod /),
  });
});

test('checkpoint says what it lacks', async () => {
  const on = await world();
  expect(await on.run('checkpoint')).toMatchObject({ code: 64, stderr: expect.stringContaining('--key') });
  expect(await on.run('checkpoint', '--unsigned')).toMatchObject({
    code: 64,
    stderr: expect.stringContaining('--tenant'),
  });
  expect(await on.run('checkpoint', ...keyOf(on), '--key-name', 'a b')).toMatchObject({ code: 64 });
  expect(await on.run('checkpoint', ...keyOf(on), '--signature', 'AAAA')).toMatchObject({ code: 64 });
  const publicOnly = await on.run('checkpoint', '--key', join(on.folder, 'public.pem'));
  expect(publicOnly).toMatchObject({
    code: 78,
    stderr: expect.stringContaining('public.pem has no private key of Ed25519'),
  });
  const stranger = await on.run('checkpoint', ...keyOf(on), '--tenant', uuid(77));
  expect(stranger).toMatchObject({ code: 65, stderr: `${uuid(77)} has no changes.\n` });
  const database = new Database(databaseFileIn(on.folder));
  database.exec(`UPDATE change SET hash = hash || '\nmore' WHERE tenant_id = '${TENANT}' AND position = 3`);
  expect(await on.run('checkpoint', ...keyOf(on))).toMatchObject({
    code: 65,
    stdout: '',
    stderr: `The log of ${TENANT} has a damaged end. Run verify.\n`,
  });
  database.exec(`DELETE FROM change WHERE tenant_id = '${TENANT}' AND position = 3`);
  database.close();
  expect(await on.run('checkpoint', ...keyOf(on))).toMatchObject({
    code: 65,
    stderr: `The log of ${TENANT} lacks its last entry. Run verify.\n`,
  });
});
