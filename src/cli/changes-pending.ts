/** How `plan` tells the program that there is something to do, which has an exit code of its own and is no fault. */
export class ChangesPending extends Error {
  override readonly name = 'ChangesPending';
}
