/** Which id an object of Graph gets here. Pure and always the same, so that an object that is taken over twice is found. */
import { createHash } from 'node:crypto';
import { canonicalId, idOfDigits } from '../../domain/derived-credential-settings.js';

/**
 * The ids in the order in which they are tried: Graph's own if it is a UUID, then those made from it. Ids of deleted objects are
 * not used again, so there are as many as one asks for.
 */
export function* localIds(graphId: string): Generator<string, never> {
  const own = canonicalId(graphId);
  if (own !== null) yield own;
  for (let generation = 1; ; generation += 1) yield derivedId(graphId, generation);
}

/** The ids of an object that was taken over, unless earlier ones of the same id were deleted. */
export function likelyIds(graphId: string): readonly string[] {
  const own = canonicalId(graphId);
  return [...(own === null ? [] : [own]), derivedId(graphId, 1)];
}

function derivedId(graphId: string, generation: number): string {
  return idOfDigits(createHash('sha256').update(`${generation}\n${graphId}`).digest('hex'));
}
