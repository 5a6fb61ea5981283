/** `checkpoint`: prints signed statements about where the logs end, for `verify --checkpoint`. The store reads the ends. Changes nothing. */
import { createPublicKey, sign } from 'node:crypto';
import { Command, InvalidArgumentError } from 'commander';
import { readConfig } from '../../config.js';
import { DataError } from '../../domain/errors.js';
import { logEndsInStore } from '../../store/open.js';
import { checkpointText, readCheckpointText } from '../checkpoint/checkpoint-text.js';
import { isKeyName, readPrivateKey, readPublicKey, verifierKey } from '../checkpoint/note-keys.js';
import { isSignedBy, noteOf } from '../checkpoint/signed-note.js';
import { readableByAll } from '../checkups/secret-files.js';
import { readText } from '../settings-file/read-text.js';
import { examples } from '../terminal/invocation.js';
import { tenantId } from '../terminal/options.js';
import { print } from '../terminal/print.js';
import { warn } from '../terminal/warn.js';

interface Options {
  readonly tenant?: string;
  readonly key?: string;
  readonly keyName: string;
  readonly verifierKey: boolean;
  readonly unsigned: boolean;
  readonly signature?: Buffer;
}

export function checkpointCommand(): Command {
  return new Command('checkpoint')
    .description(
      'Print where the log of each tenant ends, as signed notes of C2SP. Kept where nobody can change them, they prove with ' +
        '"verify --checkpoint" that nothing before was altered or cut off. The service may run meanwhile. Changes nothing.',
    )
    .option('--tenant <uuid>', 'only this tenant', tenantId)
    .option('--key <file>', 'an Ed25519 key in PEM form: the private key, or the public one if nothing is to be signed')
    .option('--key-name <name>', 'the name of the key in the notes', keyName, 'derived-credential-settings')
    .option('--verifier-key', 'print the public key as verifiers need it, and nothing else', false)
    .option('--unsigned', 'print the text to be signed by a key that is not here; with --tenant', false)
    .option(
      '--signature <base64>',
      'the signature of such a text, which is read from standard input: print its note',
      signature,
    )
    .addHelpText(
      'after',
      examples(
        ['checkpoint --key key.pem', 'Print a note for each tenant, one after the other.'],
        ['checkpoint --key key.pem --verifier-key', 'Print what verify --public-key takes.'],
        ['checkpoint --unsigned --tenant 11111111-2222-4333-8444-555555555555', 'Print the text that another signs.'],
        ['checkpoint --key public.pem --signature "$(base64 -w0 signature)" < text', 'Print the note of that text.'],
      ),
    )
    .action(checkpoint);
}

async function checkpoint(options: Options, command: Command): Promise<void> {
  const { tenant, key, keyName: name } = options;
  if (options.unsigned) {
    if (tenant === undefined) command.error('error: --unsigned prints one text. Name its --tenant.');
    return print((await textsOf(tenant)).join(''));
  }
  if (key === undefined) command.error('error: Name the file of the --key.');
  if (options.verifierKey) return print(`${verifierKey(name, await readPublicKey(key))}\n`);
  if (options.signature !== undefined) return print(await signedElsewhere(options.signature, name, key));
  const privateKey = await readPrivateKey(key);
  const open = readableByAll(key);
  if (open !== null) warn(open);
  const publicKey = createPublicKey(privateKey);
  const notes = (await textsOf(tenant)).map((text) =>
    noteOf(text, sign(null, Buffer.from(text), privateKey), name, publicKey),
  );
  await print(notes.join(''));
}

/** Throws a `DataError` if a tenant was named that has no log, or if an end is damaged: what is signed must say nothing else. */
async function textsOf(tenant: string | undefined): Promise<readonly string[]> {
  const time = new Date().toISOString();
  const ends = (await logEndsInStore(readConfig().databaseUrl)).filter(
    (end) => end.tenantId === (tenant ?? end.tenantId),
  );
  if (tenant !== undefined && ends.length === 0) throw new DataError(`${tenant} has no changes.`);
  return ends.map((end) => {
    const text = checkpointText({ ...end, time });
    if (readCheckpointText(text) === null)
      throw new DataError(`The log of ${end.tenantId} has a damaged end. Run verify.`);
    return text;
  });
}

/** The signature is verified, so that a note that verifies nowhere is noticed now. */
async function signedElsewhere(bytes: Buffer, name: string, keyFile: string): Promise<string> {
  const [text, publicKey] = [await readText('-'), await readPublicKey(keyFile)];
  if (readCheckpointText(text) === null) throw new DataError('Standard input is no text of --unsigned.');
  if (!isSignedBy(publicKey, text, bytes)) {
    throw new DataError('The signature is not of this text by this key. Sign the text with its last line break.');
  }
  return noteOf(text, bytes, name, publicKey);
}

function keyName(text: string): string {
  if (isKeyName(text)) return text;
  throw new InvalidArgumentError('Give a name without spaces and +, such as example.com/settings.');
}

function signature(text: string): Buffer {
  const bytes = Buffer.from(text, 'base64');
  if (bytes.length === 64) return bytes;
  throw new InvalidArgumentError('Give the 64 bytes of the signature in base64.');
}
