/** Another program that holds the write lock of a database. */
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';

const PROGRAM = `
  const database = require('better-sqlite3')(process.env.FILE, { timeout: 10_000 });
  database.exec('BEGIN IMMEDIATE');
  console.log('locked');
  process.stdin.once('end', () => { database.exec('ROLLBACK'); database.close(); }).resume();
`;

/** Takes the lock and returns a function that releases it. The program is ended when the test ends. */
export async function holdLock(databaseFile: string): Promise<() => Promise<void>> {
  const cwd = fileURLToPath(new URL('.', import.meta.url));
  const child = spawn(process.execPath, ['-e', PROGRAM], { cwd, env: { ...process.env, FILE: databaseFile } });
  onTestFinished(() => void child.kill('SIGKILL'));
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  await new Promise<void>((resolve, reject) => {
    let complaint = '';
    child.stderr.on('data', (chunk) => (complaint += chunk));
    child.stdout.once('data', () => resolve());
    ended.then(() => reject(new Error(`The lock was not taken: ${complaint}`)), reject);
  });
  return () => {
    child.stdin.end();
    return ended;
  };
}
