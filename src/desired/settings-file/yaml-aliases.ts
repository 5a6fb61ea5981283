/**
 * Checks the aliases and merge keys of a YAML document before they are expanded: each has a target, no value contains itself,
 * and the expanded size is bounded. Repeating one default in thousands of entries is allowed.
 */
import {
  type Alias,
  type Document,
  isAlias,
  isCollection,
  isMap,
  isPair,
  isScalar,
  isSeq,
  type Node,
  type Pair,
} from 'yaml';
import { excerpt } from '../quoting.js';
import type { YamlFault } from './yaml-faults.js';

// Aliases of aliases grow exponentially with each line.
const MAX_ADDED = 1_000_000;
const NO_OBJECT = 'What "<<" takes in is no object. Give the alias of one, such as <<: *defaults.';

interface Anchored {
  readonly node: Node;
  /** The number of values in it, with aliases expanded. Null until its end is reached. */
  size: number | null;
}

/** All faults of the aliases, in the order of the text. */
export function aliasFaults(document: Document.Parsed): YamlFault[] {
  const walk = new Walk();
  const size = walk.sizeOf(document.contents);
  if (walk.wrong.length > 0 || size - walk.written <= MAX_ADDED) return walk.wrong;
  return [{ offset: 0, message: `The aliases expand to more than ${MAX_ADDED} values. Write a smaller file.` }];
}

class Walk {
  readonly wrong: YamlFault[] = [];
  /** The number of values written in the text. */
  written = 0;
  readonly #anchors = new Map<string, Anchored>();

  sizeOf(node: unknown): number {
    if (isAlias(node)) return this.#sizeOfAlias(node);
    if (isPair(node)) return this.#sizeOfPair(node);
    this.written += 1;
    if (!isScalar(node) && !isCollection(node)) return 1;
    const anchored: Anchored = { node, size: null };
    if (node.anchor !== undefined) this.#anchors.set(node.anchor, anchored);
    let size = 1;
    if (isCollection(node)) for (const item of node.items) size += this.sizeOf(item);
    anchored.size = size;
    return size;
  }

  #sizeOfAlias(alias: Alias): number {
    const { source } = alias;
    const anchored = this.#anchors.get(source);
    if (anchored === undefined)
      this.#refuse(
        alias,
        `There is no &${source} before *${source}. Quote a text that begins with *: ${excerpt(`*${source}`)}.`,
      );
    else if (anchored.size === null)
      this.#refuse(alias, `*${source} is inside the value that it refers to. Remove the alias.`);
    return anchored?.size ?? 1;
  }

  #sizeOfPair({ key, value }: Pair): number {
    const size = this.sizeOf(key) + this.sizeOf(value);
    if (isScalar(key) && key.type === 'PLAIN' && key.source === '<<' && !this.#isMergeable(value))
      this.#refuse(key, NO_OBJECT);
    return size;
  }

  /** An object or a list of objects. Aliases without a target are already reported. */
  #isMergeable(value: unknown): boolean {
    const source = this.#target(value);
    const sources = isSeq(source) ? source.items.map((item) => this.#target(item)) : [source];
    return sources.every((each) => isMap(each) || isAlias(each));
  }

  #target(value: unknown): unknown {
    return isAlias(value) ? (this.#anchors.get(value.source)?.node ?? value) : value;
  }

  #refuse({ range }: Node, message: string): void {
    this.wrong.push({ offset: range?.[0] ?? 0, message });
  }
}
