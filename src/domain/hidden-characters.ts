/**
 * Finds invisible characters, which can make two different names look the same: control and format characters, line
 * separators, noncharacters, and all characters that Unicode marks as ignorable in display.
 */
const HIDDEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\p{Noncharacter_Code_Point}]/u;

const LETTER = String.raw`[\p{L}\p{M}]`;
// Letters of these scripts never join, so a joiner between two of them is invisible.
const JOINING_LETTER = String.raw`[[\p{L}\p{M}]--[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}]]`;
// Needed to spell Persian, Hindi and other languages, and to combine several characters into one emoji.
const NEEDED_PATTERNS = [
  // A joiner or non-joiner between two letters. One may be of another script: Persian forms the plural of "PDF" this way.
  String.raw`(?<=${JOINING_LETTER})[\u200C\u200D](?=${LETTER})`,
  String.raw`(?<=${LETTER})[\u200C\u200D](?=${JOINING_LETTER})`,
  // A joiner between two emoji, after the first one's skin tone or variation selector.
  String.raw`(?<=\p{Extended_Pictographic}[\uFE0F\p{Emoji_Modifier}]?)\u200D(?=\p{Extended_Pictographic})`,
  // A variation selector that shows a symbol as an emoji or as text, or the one of a keycap emoji.
  String.raw`(?<=\p{Extended_Pictographic})[\uFE0E\uFE0F]`,
  String.raw`(?<=[0-9#*])\uFE0F(?=\u20E3)`,
  // The flags of England, Scotland and Wales, the only emoji that are spelt with invisible letters.
  String.raw`\p{RGI_Emoji_Tag_Sequence}`,
];
/** Hidden characters that correct spelling needs, as the source of a regular expression with the flag `v`. */
export const NEEDED_HIDDEN = NEEDED_PATTERNS.join('|');
const NEEDED_ONES = new RegExp(NEEDED_HIDDEN, 'gv');

/** Whether a text holds any hidden character. */
export function hidesCharacters(text: string): boolean {
  return HIDDEN.test(text);
}

/** The first hidden character that the name's spelling does not need, such as `U+200B`; null if there is none. */
export function hiddenCharacterIn(name: string): string | null {
  const point = HIDDEN.exec(name.replace(NEEDED_ONES, ''))?.[0].codePointAt(0);
  return point === undefined ? null : `U+${point.toString(16).toUpperCase().padStart(4, '0')}`;
}
