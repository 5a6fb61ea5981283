/** Thrown by `plan` if there are changes to make. Has its own exit code and is not a fault. */
export class ChangesPending extends Error {
  override readonly name = 'ChangesPending';
}
