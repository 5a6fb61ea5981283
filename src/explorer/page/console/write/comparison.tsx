/** What a change does to an object, field by field: before and after. */
import type { SnapshotFieldsFragment } from '../../../../client/documents.js';
import { differences } from '../differences.js';
import { Head } from '../table.js';

interface ComparisonProps {
  readonly before: SnapshotFieldsFragment | null;
  readonly after: SnapshotFieldsFragment | null;
}

export function Comparison({ before, after }: ComparisonProps) {
  const columns = [...(before ? ['Before'] : []), ...(after ? ['After'] : [])];
  return (
    <table className="comparison">
      <Head columns={['Field', ...columns]} />
      <tbody>
        {differences(before, after).map((difference) => (
          <tr key={difference.field}>
            <th scope="row">{difference.field}</th>
            {before && (
              <td>
                <del>{difference.before ?? 'none'}</del>
              </td>
            )}
            {after && (
              <td>
                <ins>{difference.after ?? 'none'}</ins>
              </td>
            )}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
