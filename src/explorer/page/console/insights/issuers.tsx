/** Issuers and notifications together: who issues, and how users are told. */
import type { DerivedCredentialIssuer, NotificationType } from '../../../../client/documents.js';
import { FIELDS, ISSUERS, NOTIFICATIONS } from '../labels.js';
import { ScrollingTable } from '../table.js';
import { Link } from '../use-address.js';
import { Line } from './bars.js';
import { Card } from './card.js';
import { ALL_NOTIFICATIONS, listOf, type SettingsCounts } from './count-all.js';

// As in a search, an empty list stands for all.
type Some<Member> = readonly Member[];

const COLUMNS: readonly Some<NotificationType>[] = [...ALL_NOTIFICATIONS.map((each) => [each]), []];

export function Issuers({ counts }: { readonly counts: SettingsCounts }) {
  const { issuers } = counts;
  const countOf = (issuer: Some<DerivedCredentialIssuer>, notification: Some<NotificationType>) =>
    orAll(issuer, issuers)
      .flatMap((one) => orAll(notification, ALL_NOTIFICATIONS).map((other) => [one, other] as const))
      .reduce((sum, [one, other]) => sum + counts.of({ issuer: [one], notification: [other] }), 0);
  const rows: readonly Some<DerivedCredentialIssuer>[] = issuers.map((each) => [each]);
  const total = countOf([], []);
  return (
    <Card question="Who issues, and how are users told?" className="matrix">
      <ScrollingTable
        label="Settings by issuer and notification"
        columns={[FIELDS.issuer, ...COLUMNS.map((notification) => nameIn(NOTIFICATIONS, notification))]}
      >
        {(rows.length > 1 ? [...rows, []] : rows).map((issuer) => (
          <tr key={nameIn(ISSUERS, issuer)}>
            <th scope="row">{nameIn(ISSUERS, issuer)}</th>
            {COLUMNS.map((notification) => {
              const name = nameIn(NOTIFICATIONS, notification);
              const count = countOf(issuer, notification);
              const label = `${count.toLocaleString()}: ${nameIn(ISSUERS, issuer)}, ${name}`;
              return (
                <td key={name}>
                  <Link to={listOf({ issuer, notification })} label={label}>
                    <span className="number">{count.toLocaleString()}</span>
                    <Line share={count / total} />
                  </Link>
                </td>
              );
            })}
          </tr>
        ))}
      </ScrollingTable>
    </Card>
  );
}

function orAll<Member>(some: Some<Member>, all: readonly Member[]): readonly Member[] {
  return some.length === 0 ? all : some;
}

function nameIn<Member extends string>(names: Readonly<Record<Member, string>>, [member]: Some<Member>): string {
  return member === undefined ? 'All' : names[member];
}
