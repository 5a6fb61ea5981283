/**
 * Characters that nobody sees, with which one name can be made to look like another: control and format characters, line
 * separators, noncharacters, and all that Unicode says to ignore in display.
 */
const HIDDEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\p{Noncharacter_Code_Point}]/u;

const LETTER = String.raw`[\p{L}\p{M}]`;
// The letters of these scripts never join: between two of them a joiner changes nothing that anybody sees.
const JOINING_LETTER = String.raw`[[\p{L}\p{M}]--[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}]]`;
// What Persian, Hindi and others cannot be spelt without, and what makes one emoji of several characters.
const NEEDED_PATTERNS = [
  // A joiner or non-joiner between two letters, of which one may be of another script: Persian writes so its plural of "PDF".
  String.raw`(?<=${JOINING_LETTER})[\u200C\u200D](?=${LETTER})`,
  String.raw`(?<=${LETTER})[\u200C\u200D](?=${JOINING_LETTER})`,
  // A joiner between two emoji, behind the first one's skin tone or variation selector.
  String.raw`(?<=\p{Extended_Pictographic}[\uFE0F\p{Emoji_Modifier}]?)\u200D(?=\p{Extended_Pictographic})`,
  // The variation selector that shows a symbol as an emoji or as text, and that of a keycap.
  String.raw`(?<=\p{Extended_Pictographic})[\uFE0E\uFE0F]`,
  String.raw`(?<=[0-9#*])\uFE0F(?=\u20E3)`,
  // The flags of England, Scotland and Wales, which are spelt with invisible letters. No others are.
  String.raw`\p{RGI_Emoji_Tag_Sequence}`,
];
/** Hidden characters that a text needs to be spelt, as the source of a regular expression with the flag `v`. */
export const NEEDED_HIDDEN = NEEDED_PATTERNS.join('|');
const NEEDED_ONES = new RegExp(NEEDED_HIDDEN, 'gv');

/** Whether a text holds any hidden character. */
export function hidesCharacters(text: string): boolean {
  return HIDDEN.test(text);
}

/** The first hidden character that a name does not need to be spelt, such as `U+200B`; null if there is none. */
export function hiddenCharacterIn(name: string): string | null {
  const point = HIDDEN.exec(name.replace(NEEDED_ONES, ''))?.[0].codePointAt(0);
  return point === undefined ? null : `U+${point.toString(16).toUpperCase().padStart(4, '0')}`;
}
