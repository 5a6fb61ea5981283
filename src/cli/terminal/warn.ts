/** Tells the user of a command about something that does not stop it. */
export function warn(message: string): void {
  process.stderr.write(`${message}\n`);
}
