/** Bar charts: the number of settings by issuer and by notification. */
import type { ReactNode } from 'react';
import { ISSUERS, NOTIFICATIONS } from './labels.js';
import { useCounts } from './use-overview.js';

export function Counts({ revision }: { readonly revision: number }) {
  const counts = useCounts(revision);
  const bars = (labels: Readonly<Record<string, string>>) =>
    Object.entries(labels).map(([member, label]) => ({
      label,
      count: counts?.[member as keyof typeof ISSUERS | keyof typeof NOTIFICATIONS].totalCount ?? 0,
    }));
  return (
    <div className="counts" aria-busy={counts === null}>
      <Card title="Total">
        <p className="total">{counts?.derivedCredentials.totalCount ?? '–'}</p>
      </Card>
      <Card title="By issuer">
        <Bars bars={bars(ISSUERS)} />
      </Card>
      <Card title="By notification">
        <Bars bars={bars(NOTIFICATIONS)} />
      </Card>
    </div>
  );
}

function Card({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section className="card">
      <h2>{title}</h2>
      {children}
    </section>
  );
}

function Bars({ bars }: { readonly bars: readonly { readonly label: string; readonly count: number }[] }) {
  const most = Math.max(1, ...bars.map(({ count }) => count));
  return (
    <ul className="bars">
      {bars.map(({ label, count }) => (
        <li key={label}>
          <span className="label">{label}</span>
          <svg viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">
            <rect className="track" width="100" height="8" />
            <rect className="bar" width={(count / most) * 100} height="8" />
          </svg>
          <span className="number">{count}</span>
        </li>
      ))}
    </ul>
  );
}
