/** The queries that clients can shape, each compiled once per shape and cached. */
import type { Expression, Filter } from '../../domain/query.js';
import { changeQueries, type LogScope } from './change-queries.js';
import { compileOnce, type Slotted } from './compile-once.js';
import type { Dialect } from './dialect.js';
import { type Scope, settingsQueries } from './settings-queries.js';

export type CompiledQueries = ReturnType<typeof compiledQueries>;

type SelectSettings = ReturnType<typeof settingsQueries>['selectSettings'];

export function compiledQueries(dialect: Dialect) {
  const { selectSettings, countSettings } = settingsQueries(dialect);
  const { selectChanges, countChanges } = changeQueries(dialect);
  return {
    selectSettings: compileOnce(selectSettings, settingsShape),
    countSettings: compileOnce(countSettings, (slot, scope, filter) => [
      scopeShape(slot, scope),
      filterShape(slot, filter),
    ]),
    selectChanges: compileOnce(selectChanges, (slot, scope, from, limit) => [
      logScopeShape(slot, scope),
      from,
      slot(limit),
    ]),
    countChanges: compileOnce(countChanges, (slot, scope) => [logScopeShape(slot, scope)]),
  };
}

export function settingsShape(
  slot: Slotted,
  ...[scope, filter, order, { bounds, from, limit, skip }]: Parameters<SelectSettings>
): Parameters<SelectSettings> {
  const keys = bounds.map(({ side, key }) => ({
    side,
    key: { values: key.values.map((value) => slot(value)), id: slot(key.id) },
  }));
  const slice = { bounds: keys, from, limit: slot(limit), skip: slot(skip) };
  return [scopeShape(slot, scope), filterShape(slot, filter), order, slice];
}

function scopeShape(slot: Slotted, { tenantId, asOf }: Scope): Scope {
  return { tenantId: slot(tenantId), asOf: asOf === null ? null : slot(asOf) };
}

function filterShape(slot: Slotted, filter: Filter): Filter {
  if ('filters' in filter) return { ...filter, filters: filter.filters.map((each) => filterShape(slot, each)) };
  if ('filter' in filter) return { ...filter, filter: filterShape(slot, filter.filter) };
  if (filter.op === 'computed') {
    return { ...filter, left: expressionShape(slot, filter.left), right: expressionShape(slot, filter.right) };
  }
  if ('values' in filter) return { ...filter, values: filter.values.map((value) => slot(value)) } as Filter;
  // The SQL text, or the number of its parameters, depends on these values.
  if (filter.value === null || filter.op === 'startsWith') return filter;
  return { ...filter, value: slot(filter.value) } as Filter;
}

function expressionShape(slot: Slotted, expression: Expression): Expression {
  if ('fn' in expression) return { ...expression, of: expression.of.map((part) => expressionShape(slot, part)) };
  // The SQL text of a dialect may depend on the type of a constant, which a placeholder would hide.
  if ('constant' in expression && typeof expression.constant === 'string')
    return { constant: slot(expression.constant) };
  return expression;
}

function logScopeShape(slot: Slotted, { tenantId, lowest, highest, ...lists }: LogScope): LogScope {
  const slotted = Object.entries(lists).map(([name, values]) => [name, values.map((value) => slot(value))]);
  return {
    ...Object.fromEntries(slotted),
    tenantId: slot(tenantId),
    lowest: lowest === null ? null : slot(lowest),
    highest: highest === null ? null : slot(highest),
  };
}
