/** Links between objects here and in Microsoft Graph, as the ledger keeps them. */
import { CONTENT, uuid } from './changes.js';

/** The link of the object with this number, made with its first version. */
export function linkOf(number: number) {
  return {
    settingsId: uuid(number),
    graphId: `graph-${number}`,
    confirmed: CONTENT,
    confirmedVersion: 1,
    confirmedAt: 150,
    linkedAt: 140,
    linkedBy: 'created',
  } as const;
}
