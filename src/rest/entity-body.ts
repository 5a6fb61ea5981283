/** The bodies of requests that write: one JSON object, read as the service's input. Refuses everything else. */
import type { CreateInput, UpdateInput } from '../domain/plans.js';
import { createInputFromJson, type ReadInput, updateInputFromJson } from '../graph/entity-json.js';
import { badRequest, invalidModel } from './errors.js';

/** Throws an error that names everything missing or of the wrong type. */
export function createInputOf(body: unknown): CreateInput {
  return accepted(createInputFromJson(objectIn(body)));
}

export function updateInputOf(id: string, body: unknown): Omit<UpdateInput, 'expectedVersion'> {
  return accepted(updateInputFromJson(id, objectIn(body)));
}

function objectIn(body: unknown): object {
  if (body === undefined) throw badRequest('Empty Payload. JSON content expected.');
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    throw badRequest('Unable to read JSON request payload. The body must be one JSON object.');
  }
  return body;
}

function accepted<Input>(read: ReadInput<Input>): Input {
  if (read.ok) return read.input;
  throw invalidModel(...read.faults);
}
