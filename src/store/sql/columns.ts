/** The columns of the table of settings, as parts of a query. */
import { sql } from 'kysely';
import type { Field } from '../../domain/query.js';
import type { Operand } from './dialect.js';

// An absent help URL compares and orders as the empty text, which no address is.
export const COLUMNS: Readonly<Record<Field, Operand>> = {
  id: sql.ref('id'),
  displayName: sql.ref('display_name'),
  helpUrl: sql.ref('help_url_or_empty'),
  issuer: sql.ref('issuer'),
  notificationType: sql.ref('notification_type'),
  renewalThresholdPercentage: sql.ref('renewal_threshold_percentage'),
  createdAt: sql.ref('created_at'),
  updatedAt: sql.ref('updated_at'),
};
