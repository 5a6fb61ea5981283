/** The mark of a database into which a copy has not finished: a table that `copy` makes first and drops last. */

export const MARK = 'unfinished_copy';

/** For the operator, and safe to publish. */
export const UNFINISHED_COPY =
  'A copy into this database has not finished. Run the same copy again: it continues. Or use an empty database.';

/** The same while the copy is running. */
export const COPY_RUNNING = 'A copy into this database is running. Try again when it has ended.';
