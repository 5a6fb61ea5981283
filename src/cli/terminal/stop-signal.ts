/** Waits for SIGTERM or SIGINT (Ctrl-C). Does not end the process. */

/**
 * Resolves with the first signal. Keeps listening: npm forwards the Ctrl-C that the terminal has already sent, and a second
 * signal without a listener would kill the process before it has closed its files.
 */
export function stopSignal(): Promise<NodeJS.Signals> {
  return new Promise((resolve) => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, resolve);
  });
}

/** For work that looks now and then whether it should stop: returns a function that returns the first signal; null before that. */
export function stopRequest(): () => NodeJS.Signals | null {
  let stoppedBy: NodeJS.Signals | null = null;
  void stopSignal().then((signal) => {
    stoppedBy = signal;
  });
  return () => stoppedBy;
}
