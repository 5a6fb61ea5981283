/**
 * Random operations on a schema with their variables: most are valid, some have a fault. They are generated from the schema, so
 * they cover new fields as well.
 */
import fc from 'fast-check';
import {
  type GraphQLArgument,
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLInputField,
  type GraphQLInputType,
  type GraphQLSchema,
  getNamedType,
  isCompositeType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  type OperationTypeNode,
} from 'graphql';

export interface RandomOperation {
  readonly query: string;
  readonly operationName: string | null;
  readonly variables: Readonly<Record<string, unknown>>;
}

/** Values to choose from, by the name of the argument or input field, or else of the scalar. */
export type Values = Readonly<Record<string, readonly unknown[]>>;

const MAX_DEPTH = 5;
// Names with a meaning in JavaScript or in generated code.
const ODD_NAMES = ['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'then', 'length', 'index', 'data', 'err'];
// When they run out, the first option is chosen each time, so that the operation ends.
const MAX_CHOICES = 400;
const CHOICES = fc.noBias(fc.array(fc.nat(999_999), { minLength: 50, maxLength: MAX_CHOICES, size: 'max' }));
const WRONG: readonly unknown[] = [null, true, 0, 1.5, -(2 ** 31) - 1, 1e300, '', 'NOPE', [], [[]], {}];

export function operationArbitrary(
  schema: GraphQLSchema,
  type: OperationTypeNode,
  values: Values,
): fc.Arbitrary<RandomOperation> {
  return CHOICES.map((choices) => new Writer(schema, values, choices).operation(type));
}

class Writer {
  readonly #schema: GraphQLSchema;
  readonly #values: Values;
  readonly #choices: Iterator<number>;
  readonly #definitions = new Map<string, { readonly type: string; readonly byDefault: string }>();
  readonly #fragments = new Map<string, { readonly on: GraphQLCompositeType; readonly text: string }>();
  readonly #variables: Record<string, unknown> = Object.create(null);

  constructor(schema: GraphQLSchema, values: Values, choices: readonly number[]) {
    this.#schema = schema;
    this.#values = values;
    this.#choices = choices.values();
  }

  operation(type: OperationTypeNode): RandomOperation {
    const root = this.#schema.getRootType(type);
    if (!root) throw new Error(`The schema has no ${type}.`);
    const fields = Object.values(root.getFields());
    const selections = [this.#field(this.#one(fields), 0)];
    if (this.#sometimes(20)) selections.push(this.#selection(root, 0));
    if (this.#sometimes(30)) selections.splice(0, 1, this.#inFragment(root, `{ ${selections.join(' ')} }`));
    const operationName = this.#sometimes(2) ? this.#name('Named') : null;
    const others = operationName !== null && this.#sometimes(4) ? ` query Other { __typename }` : '';
    if (this.#sometimes(8)) this.#variables['surplus'] = this.#one(WRONG);
    const text = `${type} ${operationName ?? ''}${this.#defined()}${this.#directive()} { ${selections.join(' ')} }`;
    const fragments = [...this.#fragments.values()].map((fragment) => ` ${fragment.text}`);
    return { query: `${text}${others}${fragments.join('')}`, operationName, variables: this.#variables };
  }

  #defined(): string {
    const all = [...this.#definitions].map(([name, { type, byDefault }]) => `$${name}: ${type}${byDefault}`);
    return all.length === 0 ? '' : `(${all.join(', ')})`;
  }

  #selectionSet(type: GraphQLCompositeType, depth: number): string {
    const selections = Array.from({ length: this.#number(1, 5) }, () => this.#selection(type, depth));
    if (this.#sometimes(4)) selections.push(this.#one(selections));
    return `{ ${selections.join(' ')} }`;
  }

  #selection(type: GraphQLCompositeType, depth: number): string {
    if (this.#sometimes(12)) return `${this.#alias('__typename')}__typename${this.#directive()}`;
    if (this.#sometimes(isInterfaceType(type) ? 1.5 : 8)) {
      const on = this.#one(this.#overlapping(type));
      return this.#inFragment(on, this.#selectionSet(on, depth));
    }
    if (this.#sometimes(8)) {
      const fitting = [...this.#fragments].filter(([, { on }]) => this.#overlapping(type).includes(on));
      if (fitting.length > 0) return `...${this.#one(fitting)[0]}`;
    }
    const fields = isObjectType(type) || isInterfaceType(type) ? Object.values(type.getFields()) : [];
    const isLeaf = (field: GraphQLField<unknown, unknown>) => isLeafType(getNamedType(field.type));
    const wanted = fields.filter((field) => isLeaf(field) !== (depth < MAX_DEPTH && this.#sometimes(2)));
    return wanted.length === 0 ? '__typename' : this.#field(this.#one(wanted), depth);
  }

  /** Selections on a type, in a fragment of one or the other kind. */
  #inFragment(on: GraphQLCompositeType, selections: string): string {
    if (this.#sometimes(2)) return `...${this.#sometimes(5) ? '' : ` on ${on.name}`}${this.#directive()} ${selections}`;
    const name = this.#name(`F${this.#fragments.size}`);
    if (this.#fragments.has(name)) return `... on ${on.name} ${selections}`;
    this.#fragments.set(name, { on, text: `fragment ${name} on ${on.name} ${selections}` });
    return `...${name}`;
  }

  #overlapping(type: GraphQLCompositeType): GraphQLCompositeType[] {
    if (isObjectType(type)) return [type, ...type.getInterfaces()];
    return [type, ...this.#schema.getPossibleTypes(type)];
  }

  #field({ name, args, type }: GraphQLField<unknown, unknown>, depth: number): string {
    const given = args.filter((arg) => isNonNullType(arg.type) || this.#sometimes(3));
    const written = given.length === 0 ? '' : `(${given.map((arg) => this.#argument(arg)).join(', ')})`;
    const inner = getNamedType(type);
    const selections = isCompositeType(inner) ? ` ${this.#selectionSet(inner, depth + 1)}` : '';
    return `${this.#alias(name)}${name}${written}${this.#directive()}${selections}`;
  }

  #alias(name: string): string {
    if (!this.#sometimes(5)) return '';
    return `${this.#sometimes(4) ? this.#one(ODD_NAMES) : `${name}${this.#number(1, 3)}`}: `;
  }

  #directive(): string {
    if (!this.#sometimes(80)) return '';
    const condition = this.#sometimes(2) ? String(this.#sometimes(2)) : this.#variable('if', 'Boolean!', true);
    return ` @${this.#one(['skip', 'include'])}(if: ${condition})`;
  }

  #argument(arg: GraphQLArgument): string {
    const { name, type } = arg;
    const literal = this.#sometimes(isInputObjectType(getNamedType(type)) ? 12 : 6);
    return `${name}: ${literal ? this.#literal(arg) : this.#variable(name, String(type), this.#value(arg))}`;
  }

  /** A variable of a type, often with a valid value. */
  #variable(wanted: string, type: string, value: unknown): string {
    const name = this.#name(this.#definitions.has(wanted) ? `${wanted}${this.#definitions.size}` : wanted);
    if (this.#definitions.has(name)) return `$${name}`;
    const stricter = !type.endsWith('!') && this.#sometimes(6);
    const byDefault = this.#sometimes(40) ? ' = null' : '';
    this.#definitions.set(name, { type: `${type}${stricter ? '!' : ''}`, byDefault });
    if (this.#sometimes(12)) return `$${name}`;
    this.#variables[name] = this.#sometimes(12) ? this.#one(WRONG) : value;
    return `$${name}`;
  }

  /** A value for a variable. */
  #value(of: GraphQLArgument | GraphQLInputField, type: GraphQLInputType = of.type): unknown {
    if (this.#sometimes(60)) return this.#one(WRONG);
    if (isNonNullType(type)) return this.#value(of, type.ofType);
    if (this.#sometimes(20)) return null;
    if (isListType(type)) return Array.from({ length: this.#number(0, 3) }, () => this.#value(of, type.ofType));
    if (isEnumType(type)) return this.#one(type.getValues()).name;
    if (!isInputObjectType(type)) return this.#one(this.#values[of.name] ?? this.#values[type.name] ?? WRONG);
    const fields = this.#chosen(Object.values(type.getFields()), type.isOneOf);
    const given = fields.map((field) => [field.name, this.#value(field)] as const);
    return Object.fromEntries(this.#sometimes(60) ? [...given, ['surplus', 1]] : given);
  }

  /** The same as a literal. */
  #literal(of: GraphQLArgument | GraphQLInputField, type: GraphQLInputType = of.type): string {
    if (isNonNullType(type)) return this.#literal(of, type.ofType);
    if (this.#sometimes(20)) return 'null';
    if (isListType(type))
      return `[${Array.from({ length: this.#number(0, 3) }, () => this.#literal(of, type.ofType))}]`;
    if (isEnumType(type)) return this.#one(type.getValues()).name;
    if (!isInputObjectType(type)) return JSON.stringify(this.#value(of, type));
    const fields = this.#chosen(Object.values(type.getFields()), type.isOneOf);
    return `{ ${fields.map((field) => `${field.name}: ${this.#literal(field)}`).join(', ')} }`;
  }

  #chosen(fields: readonly GraphQLInputField[], oneOf: boolean): readonly GraphQLInputField[] {
    if (oneOf && !this.#sometimes(10)) return [this.#one(fields)];
    return fields.filter(({ type }) => (isNonNullType(type) ? !this.#sometimes(30) : this.#sometimes(3)));
  }

  #name(usual: string): string {
    return this.#sometimes(12) ? this.#one(ODD_NAMES) : usual;
  }

  #number(min: number, max: number): number {
    return min + ((this.#choices.next().value ?? 0) % (max - min + 1));
  }

  #one<Item>(items: readonly Item[]): Item {
    const item = items[this.#number(0, items.length - 1)];
    if (item === undefined) throw new Error('There is nothing to choose from.');
    return item;
  }

  /** True once in `times`, on average. */
  #sometimes(times: number): boolean {
    return this.#number(0, 999) >= 1000 - 1000 / times;
  }
}
