/** Plugins that shape the schema which PostGraphile derives from the tables: types of columns, and a condition of the filtered page. */
import { type PgCodec, TYPES } from 'postgraphile/@dataplan/pg';
import { addPgTableCondition } from 'postgraphile/utils';

/** A time, which the tables keep as milliseconds. */
const MOMENT: PgCodec = {
  ...TYPES.bigint,
  name: 'moment',
  fromPg: (milliseconds: string) => new Date(Number(milliseconds)).toISOString(),
};
const CODECS: Readonly<Record<string, PgCodec>> = {
  created_at: MOMENT,
  updated_at: MOMENT,
  // A bigint would be text in JSON.
  renewal_threshold_percentage: TYPES.int,
};

const columnTypes: GraphileConfig.Plugin = {
  name: 'ColumnTypes',
  gather: {
    hooks: {
      pgCodecs_attribute(_info, { pgAttribute, attribute }) {
        attribute.codec = CODECS[pgAttribute.attname] ?? attribute.codec;
      },
    },
  },
  schema: {
    hooks: {
      init(init, build) {
        build.setGraphQLTypeForPgCodec(MOMENT, ['input', 'output'], 'String');
        return init;
      },
    },
  },
};

const thresholdFrom = addPgTableCondition(
  { schemaName: 'public', tableName: 'settings' },
  'thresholdFrom',
  ({ graphql: { GraphQLInt } }) => ({ type: GraphQLInt }),
  (value, { sql, sqlTableAlias, sqlValueWithCodec }) =>
    sql`${sqlTableAlias}.renewal_threshold_percentage >= ${sqlValueWithCodec(value, TYPES.int)}`,
);

export const SCHEMA_PLUGINS = [columnTypes, thresholdFrom];
