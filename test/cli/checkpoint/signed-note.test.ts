/** Signed notes agree with other implementations of https://c2sp.org/signed-note, and whatever is wrong with one is refused. */
import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { isKeyName, keyId, readVerifier, verifierKey } from '../../../src/cli/checkpoint/note-keys.js';
import { noteOf, notesIn, verifiedText } from '../../../src/cli/checkpoint/signed-note.js';
import { DataError, SetupError } from '../../../src/domain/errors.js';
import { scratchFolder } from '../../support/files/scratch.js';

// The example of golang.org/x/mod/sumdb/note, which the specification describes.
const NAME = 'PeterNeumann';
const SEED = 'gQoUAtUUbI2E8kQzMPVAgOv5juF9nHT2JS/F1ccoMXM=';
const VERIFIER_KEY = 'PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW';
const TEXT = "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n";
const NOTE = `${TEXT}\n— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n`;
// Of the specification of tlog-checkpoint, which prints the note but not the key.
const CHECKPOINT = `example.com/behind-the-sofa
20852163
CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=

— example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=
`;

/** A private key of 32 bytes in base64. */
function privateKeyOf(seed: string): KeyObject {
  const der = Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), Buffer.from(seed, 'base64')]);
  return createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
}

const PRIVATE = privateKeyOf(SEED);
const PUBLIC = createPublicKey(PRIVATE);
const peter = { name: NAME, key: PUBLIC };
const own = generateKeyPairSync('ed25519');
const noteBy = (name: string, text = TEXT) =>
  noteOf(text, sign(null, Buffer.from(text), own.privateKey), name, own.publicKey);

function textOf(content: string, ...verifiers: Parameters<typeof verifiedText>[1]): string {
  const [note] = notesIn(content, 'notes');
  if (note === undefined) throw new Error('There is no note.');
  return verifiedText(note, verifiers);
}

describe('as the Go implementation', () => {
  test('the key has the same id, and the same form for verifiers', async () => {
    expect(keyId(NAME, PUBLIC)).toBe('c74f20a3');
    expect(verifierKey(NAME, PUBLIC)).toBe(VERIFIER_KEY);
    expect(verifierKey(NAME, (await readVerifier(VERIFIER_KEY)).key)).toBe(VERIFIER_KEY);
  });

  test('the same text and key give the same note, which is verified', async () => {
    expect(noteOf(TEXT, sign(null, Buffer.from(TEXT), PRIVATE), NAME, PUBLIC)).toBe(NOTE);
    expect(textOf(NOTE, await readVerifier(VERIFIER_KEY))).toBe(TEXT);
  });

  test('the note of the specification of checkpoints can be read', () => {
    const [note] = notesIn(CHECKPOINT, 'notes');
    expect(note?.text.split('\n')).toHaveLength(4);
    expect(note?.signatures).toEqual([
      { name: 'example.com/behind-the-sofa', keyId: '033de0ae', bytes: expect.objectContaining({ length: 64 }) },
    ]);
  });
});

describe('a file', () => {
  test('has notes one after the other, with or without empty lines between them', () => {
    const notes = notesIn(`${NOTE}${CHECKPOINT}\n\n${NOTE.trimEnd()}`, 'notes');
    expect(notes.map(({ place }) => place)).toEqual(['notes:1', 'notes:5', 'notes:12']);
    expect(notes.map(({ text }) => text)).toEqual([TEXT, CHECKPOINT.split('\n\n')[0]?.concat('\n'), TEXT]);
  });

  test.each([
    ['nothing', '', 1],
    ['text without a signature', TEXT, 1],
    ['something after a note', `${NOTE}garbage\n`, 5],
    ['something before a note', `garbage\n\n${NOTE}`, 1],
    ['line breaks of Windows', NOTE.replaceAll('\n', '\r\n'), 1],
    ['a signature that is cut off', NOTE.replace(/AM=\n$/, '\n'), 1],
    ['a signature without bytes after the id of the key', NOTE.replace(/x08go\S+/, 'x08gow=='), 1],
    ['a signature in base64url', NOTE.replace('x08go/', 'x08go_'), 1],
    ['a signature line with more words', NOTE.replace('PeterNeumann x', 'Peter Neumann x'), 1],
  ])('with %s is refused, with the line', (_what, content, line) => {
    expect(() => notesIn(content, 'notes')).toThrow(DataError);
    expect(() => notesIn(content, 'notes')).toThrow(new RegExp(`^notes:${line}: This `));
  });
});

describe('a signature', () => {
  test('of a key without a name may have any', () => {
    expect(textOf(noteBy('somebody'), { name: null, key: own.publicKey })).toBe(TEXT);
    expect(() => textOf(NOTE, { name: null, key: own.publicKey })).toThrow(/unknown key: PeterNeumann\+c74f20a3\.$/);
  });

  test('by others does not count, and does not harm', () => {
    const lineBy = (note: string) => note.slice(note.lastIndexOf('— '));
    expect(textOf(NOTE + lineBy(noteBy('another')), peter)).toBe(TEXT);
    expect(textOf(NOTE + lineBy(noteBy(NAME)), peter)).toBe(TEXT);
    expect(() => textOf(noteBy(NAME), peter)).toThrow(
      /^notes:1: This note is signed by an unknown key: PeterNeumann\+/,
    );
  });

  test('by a known key is wrong if anything was altered, and one wrong one is enough', () => {
    const forged = NOTE.replace('cryptography', 'typography');
    expect(() => textOf(forged, peter)).toThrow(/^notes:1: The signature by PeterNeumann is wrong/);
    expect(() => textOf(NOTE.replace('BS9UG', 'BS9UH'), peter)).toThrow(/is wrong/);
    const short = NOTE.replace(/x08go\S+/, Buffer.from('c74f20a300', 'hex').toString('base64'));
    expect(() => textOf(short, peter)).toThrow(/is wrong/);
    const both = noteBy('somebody') + forged.slice(forged.lastIndexOf('— '));
    expect(() => textOf(both, { name: 'somebody', key: own.publicKey }, peter)).not.toThrow();
    expect(() => textOf(both.replace('crypto', 'typo'), { name: 'somebody', key: own.publicKey }, peter)).toThrow(
      /is wrong/,
    );
  });

  test('has a name without spaces and plus signs', () => {
    expect(['example.com/settings', 'Ärger', '鍵'].map(isKeyName)).toEqual([true, true, true]);
    expect(['', 'a b', 'a+b', 'a\u00a0b', 'a\u0085b', 'a\u2028b', 'a\nb'].filter(isKeyName)).toEqual([]);
  });
});

test('a key for verifiers is given itself or in a file, or as PEM', async () => {
  const folder = scratchFolder();
  const file = (name: string, content: string | Buffer) => {
    writeFileSync(join(folder, name), content);
    return join(folder, name);
  };
  const named = verifierKey('somebody', own.publicKey);
  const pem = (key: KeyObject, type: 'spki' | 'pkcs8') => key.export({ format: 'pem', type });
  expect((await readVerifier(file('verifier-key', `${named}\n`))).name).toBe('somebody');
  for (const [name, content] of [
    ['public.pem', pem(own.publicKey, 'spki')],
    ['private.pem', pem(own.privateKey, 'pkcs8')],
  ] as const) {
    const { name: anyName, key } = await readVerifier(file(name, content));
    expect([anyName, verifierKey('somebody', key)]).toEqual([null, named]);
  }
  const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey;
  const damaged = named.replace(/\+(.)/, (_, digit) => `+${digit === '0' ? '1' : '0'}`);
  for (const wrong of [damaged, file('rsa.pem', pem(rsa, 'spki')), file('text', 'nothing'), join(folder, 'missing')]) {
    await expect(readVerifier(wrong), wrong).rejects.toThrow(SetupError);
  }
});
