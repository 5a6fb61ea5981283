/** Writes to standard output for commands that end right after it. */

/** Done once the text has been handed over: the end of the process would cut off what a slow reader has not taken. */
export function print(text: string): Promise<void> {
  return new Promise((resolve) => {
    // What keeps it from being written is told by the stream's own event.
    process.stdout.write(text, () => resolve());
  });
}
