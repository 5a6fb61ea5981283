/** SIGUSR2 switches the log level. Not SIGUSR1, with which Node.js opens its debugger. */

/**
 * Listens from now on: without a listener the signal would end the process. Returns a function that sets what a signal does;
 * nothing before that.
 */
export function levelSignal(): (act: () => void) => void {
  let onSignal = () => {};
  process.on('SIGUSR2', () => onSignal());
  return (act) => {
    onSignal = act;
  };
}
