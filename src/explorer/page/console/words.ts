/** The service's messages in the words of the console. They name fields and values as the API does, for all of its clients. */
import type { UserErrorCode } from '../../../client/documents.js';
import { FIELDS, ISSUERS } from './labels.js';

// The word "issuer" is an ordinary one in the messages.
const { issuer: _issuer, ...NAMED } = FIELDS;
const WORDS: Readonly<Record<string, string>> = {
  ...NAMED,
  ...ISSUERS,
  OURS: 'ours',
  THEIRS: 'Intune’s',
  LINK: 'link',
};
const API_WORD = new RegExp(`\\b(?:${Object.keys(WORDS).join('|')})\\b`, 'g');

/** What the API's message explains with things that the console does not show, such as ids and expected versions. */
const SAID_ANEW: Readonly<Partial<Record<UserErrorCode, string>>> = {
  VERSION_CONFLICT: 'It has been changed meanwhile. Look at it again, then decide.',
  NOT_FOUND: 'It no longer exists.',
  ALREADY_EXISTS:
    'It was created before, by an attempt whose answer was lost. Look for it in the list and in the changes.',
};

export function inWords(message: string): string {
  return message.replace(API_WORD, (word) => WORDS[word] ?? word);
}

export function faultInWords({ code, message }: { readonly code: UserErrorCode; readonly message: string }): string {
  return SAID_ANEW[code] ?? inWords(message);
}
