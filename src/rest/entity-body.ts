/** Reads the body of a create or update as the service's input. Refuses everything but one JSON object. */
import type { CreateInput, UpdateInput } from '../domain/plans.js';
import { createInputFromJson, type ReadInput, updateInputFromJson } from '../graph/entity-json.js';
import { badRequest, invalidModel } from './errors.js';

/** Throws one error that lists all missing properties and wrong types. */
export function createInputOf(body: unknown): CreateInput {
  return inputOf(createInputFromJson(objectIn(body)));
}

export function updateInputOf(id: string, body: unknown): Omit<UpdateInput, 'expectedVersion'> {
  return inputOf(updateInputFromJson(id, objectIn(body)));
}

function objectIn(body: unknown): object {
  if (body === undefined) throw badRequest('Empty Payload. JSON content expected.');
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    throw badRequest('Unable to read JSON request payload. The body must be one JSON object.');
  }
  return body;
}

function inputOf<Input>(read: ReadInput<Input>): Input {
  if (read.ok) return read.input;
  throw invalidModel(...read.faults);
}
