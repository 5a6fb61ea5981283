/** When settings were created, updated and deleted. */
import { useRef } from 'react';
import { type Address, PERIODS } from '../address.js';
import { ALL_CHANGES } from '../history/change-search.js';
import { Link } from '../use-address.js';
import { useLatest } from '../use-latest.js';
import { Card } from './card.js';
import { Columns, DaysTable } from './columns.js';
import { DayCounter, type DayCounts, KINDS } from './count-days.js';
import type { Day } from './days.js';

interface ChangesPerDayProps {
  readonly address: Address;
  readonly days: readonly Day[];
  readonly revision: number;
}

export function ChangesPerDay({ address, days, revision }: ChangesPerDayProps) {
  const counter = useRef<DayCounter>(null);
  counter.current ??= new DayCounter();
  const counts = useLatest(async () => (await counter.current?.count(days)) ?? null, [days, revision]);
  return (
    <Card question="When do settings change?" beside={<Periods address={address} />} className="wide">
      {counts === null ? <p className="detail">Counting the changes…</p> : <Shown counts={counts} />}
    </Card>
  );
}

function Shown({ counts }: { readonly counts: readonly DayCounts[] }) {
  const isQuiet = counts.every((day) => KINDS.every((kind) => day[kind] === 0));
  if (!isQuiet) {
    return (
      <>
        <Columns key={counts.length} days={counts} />
        <DaysTable days={counts} />
      </>
    );
  }
  return (
    <p className="empty">
      Nothing was changed in the last {counts.length} days. Each creation, update and deletion is counted here on its
      day. <Link to={ALL_CHANGES}>Show all changes</Link>
    </p>
  );
}

function Periods({ address }: Pick<ChangesPerDayProps, 'address'>) {
  return (
    <nav className="periods" aria-label="Period">
      {PERIODS.map((days) => (
        <Link key={days} to={{ days }} isCurrent={days === address.days}>
          {days} days
        </Link>
      ))}
    </nav>
  );
}
