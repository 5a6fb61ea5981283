/** The failure of a start in several processes. */

/** Thrown if a process ended before it was ready. It has told the reason itself. */
export class ProcessEnded extends Error {
  override readonly name = 'ProcessEnded';
  readonly exitCode: number;

  constructor(exitCode: number) {
    super('No process of the service could start.');
    this.exitCode = exitCode;
  }
}
