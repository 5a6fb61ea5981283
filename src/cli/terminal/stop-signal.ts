/** Being told to stop: SIGTERM, or Ctrl-C. Ends nothing by itself. */

/**
 * Resolves with the first. Listens on after it: npm passes on the Ctrl-C that the terminal has sent already, and a second
 * signal that nobody listens for would kill the process before it has closed its files.
 */
export function stopSignal(): Promise<NodeJS.Signals> {
  return new Promise((resolve) => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, resolve);
  });
}
