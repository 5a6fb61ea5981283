/** What WebSockets and server-sent events carry. */
import { OperationTypeNode } from 'graphql';
import { Refusal } from '../../domain/errors.js';
import type { Transport } from '../execution/pipeline.js';

export const STREAM: Transport = {
  method: 'POST',
  operations: [OperationTypeNode.SUBSCRIPTION],
  refusal: new Refusal(
    'BAD_REQUEST',
    'Only subscriptions are answered here. Send other operations by POST to /graphql.',
  ),
};
