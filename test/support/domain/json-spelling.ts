/** Ways to spell one text in JSON. */
import fc from 'fast-check';

/** Functions that give a text as JSON: as it is usual, or with every character escaped. */
export const spelling = fc.constantFrom(JSON.stringify, escapedThroughout);

/** The same text, every character of it escaped. */
function escapedThroughout(text: string): string {
  const units = Array.from({ length: text.length }, (_, index) => text.charCodeAt(index).toString(16).padStart(4, '0'));
  return `"${units.map((unit) => `\\u${unit}`).join('')}"`;
}
