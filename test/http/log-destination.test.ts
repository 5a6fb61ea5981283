/** Proves that the buffer of the log loses, changes and reorders nothing. */
import { setTimeout } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { LineBuffer } from '../../src/http/log-destination.js';

/** A buffer, and what it has written. */
function buffer() {
  const written: string[] = [];
  const lines = new LineBuffer((text) => {
    written.push(text);
    return true;
  });
  return { lines, written };
}

test('lines are written in order, whatever their length and characters, and many at once', () => {
  const { lines, written } = buffer();
  const sent = Array.from({ length: 5_000 }, (_, number) => {
    const length = number % 500 === 0 ? 15_990 + number : number % 300;
    return `${number} ${'aé€😀'.charAt(number % 3).repeat(length)}😀\n`;
  });
  for (const line of sent) lines.add(line);
  lines.passOn();
  expect(written.join('')).toBe(sent.join(''));
  expect(written.length).toBeLessThan(sent.length / 20);
});

test('a line is written soon, even if no other follows', async () => {
  const { lines, written } = buffer();
  lines.add('a\n');
  lines.add('b\n');
  expect(written).toEqual([]);
  await expect.poll(() => written).toEqual(['a\nb\n']);
  await setTimeout(150);
  expect(written).toEqual(['a\nb\n']);
});
