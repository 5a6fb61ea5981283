/** Writes to standard output, for commands that end right after it. */

/** Resolves once the text is written. If the process exited earlier, a slow reader would lose the rest. */
export function print(text: string): Promise<void> {
  return new Promise((resolve) => {
    // Write errors reach the stream's 'error' listener in main.ts.
    process.stdout.write(text, () => resolve());
  });
}
