/** The refusal of a store whose schema a newer release has migrated while this one was running. */
import { Refusal } from '../../domain/errors.js';

const RETRY_AFTER_S = 30;

export const NEWER_SCHEMA = new Refusal(
  'UNAVAILABLE',
  'A newer release has changed the storage, and this one no longer writes to it. Stop this process and start the new release.',
  { retryAfterSeconds: RETRY_AFTER_S },
);
