/** The last change that this page has made, for the message that says so and offers to undo it. Null: no message. */
import type { ChangeFieldsFragment } from '../../../../client/documents.js';
import { stored } from '../stored.js';

export const ownChange = stored<ChangeFieldsFragment | null>(null);
