/**
 * Parses YAML or JSON into plain values, with the place of each value in the text. Accepts one document of plain data: no
 * tags, no duplicate keys, no deep nesting, and no aliases that expand to too much. Independent of settings.
 */
import { Composer, type Document, isAlias, LineCounter, type Node, Parser, visit } from 'yaml';
import { Refusal } from '../../domain/errors.js';
import { parseJson } from '../../domain/strict-json.js';
import { terminalSafeLine } from '../quoting.js';
import { aliasFaults } from './yaml-aliases.js';
import { valuesLeftOut, yamlFaults } from './yaml-faults.js';

/** The path to a value from the top: keys and list indexes. */
export type Path = readonly (string | number)[];

/** A place in a text; line and column count from 1. */
export interface Position {
  readonly line: number;
  readonly col: number;
}

export interface TextFault {
  readonly position: Position;
  readonly message: string;
}

export type ParsedText =
  | {
      readonly ok: true;
      readonly value: unknown;
      positionOf(path: Path): Position;
      /** Whether the value has an anchor that an alias refers to. */
      isAliased(path: Path): boolean;
    }
  | { readonly ok: false; readonly faults: readonly TextFault[] };

// The library is recursive; a stack overflow in it can end the process.
const MAX_DEPTH = 64;
const MAX_SHOWN = 64;
const START: Position = { line: 1, col: 1 };
const OPTIONS = {
  schema: 'core',
  resolveKnownTags: false,
  strict: true,
  stringKeys: true,
  uniqueKeys: true,
  merge: true,
  prettyErrors: false,
} as const;

/** Parses a text, or returns all its faults. */
export function parseText(text: string): ParsedText {
  // Fast path: plain JSON without positions, which are only needed to report faults.
  const json = plainJson(text);
  if (json === undefined) return parseYaml(text);
  let parsed: ParsedText | undefined;
  const positionOf = (path: Path) => {
    parsed ??= parseYaml(text);
    return parsed.ok ? parsed.positionOf(path) : START;
  };
  return { ok: true, value: json, positionOf, isAliased: () => false };
}

/** Undefined if the text is not JSON, or is ambiguous. The YAML parser then reports why, and where. */
function plainJson(text: string): unknown {
  try {
    return parseJson(text, 'The file');
  } catch (error) {
    if (error instanceof Refusal) return undefined;
    throw error;
  }
}

function parseYaml(text: string): ParsedText {
  const lineCounter = new LineCounter();
  const positionAt = (offset: number) => positionIn(lineCounter, offset);
  const refused = (offset: number, message: string): ParsedText => {
    return { ok: false, faults: [{ position: positionAt(offset), message }] };
  };
  const tokens = [...new Parser(lineCounter.addNewLine).parse(text)];
  if (tokens.some(isTooDeep)) return refused(0, `The file nests deeper than ${MAX_DEPTH} levels.`);
  const [document, second] = new Composer({ ...OPTIONS, lineCounter }).compose(tokens, true, text.length);
  if (document === undefined || second !== undefined)
    return refused(second?.range[0] ?? 0, 'The file holds several documents. Put all settings into one.');
  const errors = yamlFaults([...document.errors, ...document.warnings], text);
  const faults = errors.length > 0 ? errors : [...valuesLeftOut(document, text), ...aliasFaults(document)];
  if (faults.length > 0)
    return { ok: false, faults: faults.map(({ offset, message }) => ({ position: positionAt(offset), message })) };
  const value: unknown = document.toJS({ maxAliasCount: -1 });
  const positionOf = (path: Path) => positionAt(offsetOf(document, path));
  return { ok: true, value, positionOf, isAliased: (path) => isAliased(document, path) };
}

function isAliased(document: Document.Parsed, path: Path): boolean {
  const referredTo = new Set<string>();
  visit(document, { Alias: (_key, { source }) => void referredTo.add(source) });
  const node = document.getIn(path, true) as Node | undefined;
  let found = false;
  const look = (_key: unknown, inner: Node) => {
    if (!isAlias(inner) && 'anchor' in inner && referredTo.has(inner.anchor ?? '')) found = true;
  };
  if (node !== undefined) visit(node, { Node: look });
  return found;
}

function positionIn(lineCounter: LineCounter, offset: number): Position {
  const { line, col } = lineCounter.linePos(offset);
  return line === 0 ? START : { line, col };
}

/** Where a value begins; for a value from an alias, where the alias is used. */
function offsetOf(document: Document.Parsed, path: Path): number {
  for (let length = path.length; length > 0; length -= 1) {
    const node = document.getIn(path.slice(0, length), true) as { readonly range?: readonly number[] } | undefined;
    const [start] = node?.range ?? [];
    if (start !== undefined) return start;
  }
  return document.contents?.range[0] ?? 0;
}

interface Nested {
  readonly value?: unknown;
  readonly items?: readonly { readonly key?: unknown; readonly value?: unknown }[];
}

function isTooDeep(token: unknown): boolean {
  const open: [token: Nested, depth: number][] = [[token as Nested, 0]];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const [{ value, items = [] }, depth] = next;
    if (depth > MAX_DEPTH) return true;
    const inner = [value, ...items.flatMap((item) => [item.key, item.value])];
    for (const each of inner) if (typeof each === 'object' && each !== null) open.push([each, depth + 1]);
  }
  return false;
}

/** A path as text, such as `derivedCredentials[3].helpUrl`. */
export function shownPath(path: Path): string {
  const steps = path.map((step) =>
    typeof step === 'number' ? `[${step}]` : `.${terminalSafeLine(step.slice(0, MAX_SHOWN))}`,
  );
  return steps.join('').replace(/^\./, '');
}
