/** Writes to standard output for commands that end right after it. */

/** Resolves once the text has been written: exiting earlier would cut off what a slow reader has not read yet. */
export function print(text: string): Promise<void> {
  return new Promise((resolve) => {
    // Write errors reach the stream's 'error' listener in main.ts.
    process.stdout.write(text, () => resolve());
  });
}
