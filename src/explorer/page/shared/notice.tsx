/** Says at the top of each page where changes go: into this service only, or to Intune too. */
import type { GraphConnectionFieldsFragment } from '../../../client/documents.js';

type Connection = Pick<GraphConnectionFieldsFragment, 'mode' | 'adopted'>;

export function Notice({ connection }: { readonly connection: Connection | null }) {
  return connection === null ? null : <p className="notice">{wordsFor(connection)}</p>;
}

function wordsFor({ mode, adopted }: Connection): string {
  switch (mode) {
    case 'OFF':
      return 'Changes made here stay in this service. They do not reach Microsoft Intune until your tenant is connected.';
    case 'OBSERVE':
      return 'Changes made here stay in this service. The connection to Microsoft Intune only compares.';
    case 'PULL':
      return 'Microsoft Intune decides: what changes there is recorded here, and nothing can be changed here.';
    case 'PUSH':
      return adopted
        ? 'Changes made here are sent to Microsoft Intune.'
        : 'Changes made here are not sent to Microsoft Intune until the connection is confirmed in the console.';
  }
}
