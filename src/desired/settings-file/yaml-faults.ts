/** Turns the YAML library's errors into messages for the author of the file: each fault once, without follow-up errors. */
import { type Document, type ErrorCode, isNode, isScalar, visit, type YAMLError } from 'yaml';
import { excerpt } from '../quoting.js';

/** A fault in a text. `offset` counts from 0. */
export interface YamlFault {
  readonly offset: number;
  readonly message: string;
}

// After one of these errors, the errors that follow in the text are only consequences.
const MISLEADING: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'BAD_INDENT',
  'BLOCK_AS_IMPLICIT_KEY',
  'BLOCK_IN_FLOW',
  'IMPOSSIBLE',
  'MISSING_CHAR',
  'MULTILINE_IMPLICIT_KEY',
  'TAB_AS_INDENT',
  'UNEXPECTED_TOKEN',
]);
const ALIGN = 'The lines of one entry are indented differently. Give all its keys the same number of spaces.';
const UNCLOSED = 'The text ends too early: a }, a ] or a quotation mark is missing. Was the file cut off?';
const KEY = /"(?:[^"\\]|\\.)*"|'(?:[^']|'')*'|[^:\s,{}[\]]+/y;

/** All faults of a text, in its order. */
export function yamlFaults(errors: readonly YAMLError[], text: string): YamlFault[] {
  const ordered = errors.toSorted((one, other) => one.pos[0] - other.pos[0]);
  const primary = ordered.filter(isPrimary(ordered, text));
  const faults = primary.map((error) => ({ offset: error.pos[0], message: messageFor(error, text) }));
  return faults.filter(({ offset }, index) => {
    const last = faults[index - 1];
    return last === undefined || text.slice(last.offset, offset).includes('\n');
  });
}

/** The errors that are not consequences of another: all tabs, or all values with a colon, or else the first error. */
function isPrimary(ordered: readonly YAMLError[], text: string): (error: YAMLError) => boolean {
  const first = ordered.find(isTab) ?? ordered.find(({ code }) => MISLEADING.has(code));
  if (first === undefined) return () => true;
  const isLike = (error: YAMLError) =>
    error === first || (isTab(first) && isTab(error)) || (hasColon(first, text) && hasColon(error, text));
  return (error) => isLike(error) || (!MISLEADING.has(error.code) && error.pos[0] < first.pos[0]);
}

function isTab({ code }: YAMLError): boolean {
  return code === 'TAB_AS_INDENT';
}

/** Whether a value contains a colon and so looks like a key. */
function hasColon({ code, pos }: YAMLError, text: string): boolean {
  return code === 'BLOCK_AS_IMPLICIT_KEY' && /:(?:\s|$)/.test(lineFrom(text, pos[0]));
}

function messageFor(error: YAMLError, text: string): string {
  const [start] = error.pos;
  const rest = lineFrom(text, start);
  if (hasColon(error, text)) return `The value is ${rest}. Quote a value that holds a colon: ${excerpt(rest)}.`;
  switch (error.code) {
    case 'TAB_AS_INDENT':
      return 'A tab indents this line. Indent with spaces.';
    case 'DUPLICATE_KEY':
      return repeated(keyAt(text, start));
    case 'BAD_SCALAR_START':
    case 'BAD_ALIAS':
      return `The value is ${rest}. Quote a value that begins with ${rest.slice(0, 1)}.`;
    case 'TAG_RESOLVE_FAILED':
      return `${excerpt(tokenAt(text, start))} is a tag, and tags are not read. Quote a text that begins with !, or remove the tag.`;
    case 'MULTIPLE_ANCHORS':
      return `A value has one name for aliases at most. Remove ${excerpt(tokenAt(text, start))} or the other.`;
    case 'BAD_DIRECTIVE':
      return `${excerpt(rest)} is not known. Remove the line, or quote a text that begins with %.`;
    case 'NON_STRING_KEY':
      return 'This key is no text. Write "key: value".';
    case 'BAD_DQ_ESCAPE':
      return 'Between double quotation marks \\ begins an escape. Write \\\\ for the character itself.';
    case 'UNEXPECTED_TOKEN':
      return unexpected(rest);
    case 'BLOCK_AS_IMPLICIT_KEY':
    case 'BAD_INDENT':
      return isOpen(text, start) ? UNCLOSED : ALIGN;
    case 'BLOCK_IN_FLOW':
      return 'A comma is missing between this value and the next.';
    case 'MULTILINE_IMPLICIT_KEY':
      return isJson(text) ? 'A comma is missing at the end of this line.' : noPair(rest);
    case 'MISSING_CHAR':
      return missing(error, text, rest);
    default:
      return error.message;
  }
}

/** Keys without a value in JSON. YAML reads them as null, but in JSON they are mistakes. */
export function valuesLeftOut(document: Document.Parsed, text: string): YamlFault[] {
  const wrong: YamlFault[] = [];
  if (!isJson(text)) return wrong;
  visit(document, {
    Pair: (_index, { key, value }) => {
      const isLeftOut = value === null || (isScalar(value) && value.value === null && value.source === '');
      const offset = isNode(key) ? (key.range?.[0] ?? 0) : 0;
      if (isLeftOut)
        wrong.push({ offset, message: `${excerpt(keyAt(text, offset))} has no value. Give one, or null.` });
    },
  });
  return wrong;
}

function isJson(text: string): boolean {
  return /^\s*[{[]/.test(text);
}

function repeated(key: string): string {
  if (key === '<<') return '"<<" is given twice in one object. Give several as a list: <<: [*one, *other].';
  return `${excerpt(key)} is given twice in one object. Remove one of them.`;
}

function unexpected(rest: string): string {
  if (/^[{[]/.test(rest)) return 'Another value follows the first. Put them into one list, with commas between them.';
  return `The value has ended, but ${excerpt(rest)} follows. Quote a text as a whole, and check the commas and brackets.`;
}

function missing({ message, pos }: YAMLError, text: string, rest: string): string {
  if (message.startsWith('Missing closing')) return UNCLOSED;
  if (message.startsWith('Sequence item')) return ALIGN;
  if (message.startsWith('Implicit map keys') && !isOpen(text, pos[0])) return noPair(rest);
  return isOpen(text, pos[0]) ? UNCLOSED : `A comma, a colon or a bracket is missing before ${excerpt(rest)}.`;
}

function noPair(rest: string): string {
  return `${excerpt(rest)} is no key with a value. Write "key: value", with a space after the colon.`;
}

/** Whether the text ends before its first bracket is closed. */
function isOpen(text: string, offset: number): boolean {
  return text.slice(offset).trim() === '';
}

/** The rest of the line from a place on, shortened for a message. */
function lineFrom(text: string, offset: number): string {
  const [line = ''] = text.slice(offset, offset + 200).split(/[\r\n]/, 1);
  return line.trim();
}

/** The text up to the next space. */
function tokenAt(text: string, offset: number): string {
  const [token = ''] = lineFrom(text, offset).split(/\s/, 1);
  return token;
}

function keyAt(text: string, offset: number): string {
  KEY.lastIndex = offset;
  const key = KEY.exec(text)?.[0] ?? '';
  return /^["'].*["']$/s.test(key) ? key.slice(1, -1) : key;
}
