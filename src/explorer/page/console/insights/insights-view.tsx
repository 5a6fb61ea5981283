/** The view that answers questions about all settings together. Every number is a link to exactly what it counts. */
import { useEffect, useMemo, useState } from 'react';
import { Link } from '../use-address.js';
import { useLatest } from '../use-latest.js';
import { usePaced } from '../use-paced.js';
import type { ViewProps } from '../view-props.js';
import { ChangesPerDay } from './changes-per-day.js';
import { countAll, listOf } from './count-all.js';
import { daysUntil } from './days.js';
import { Deliveries } from './deliveries.js';
import { IntuneNow } from './intune-now.js';
import { Issuers } from './issuers.js';
import { Thresholds } from './thresholds.js';

// While many changes are made, counts that scan all settings are not repeated with each.
const EVERY_MS = 10_000;

export function InsightsView({ address, log, intune }: ViewProps) {
  const revision = usePaced(log.revision, EVERY_MS);
  const statuses = usePaced(intune?.statuses, EVERY_MS);
  const counts = useLatest(countAll, [revision]);
  const days = useDays(Number(address.days));
  const hasSettings = counts !== null && counts.issuers.length > 0;
  // Cards of about the same height are beside each other.
  return (
    <div className="insights" aria-busy={counts === null}>
      <ChangesPerDay address={address} days={days} revision={revision} />
      {counts?.issuers.length === 0 && <Empty />}
      {hasSettings && <Issuers counts={counts} />}
      {intune !== null && <Deliveries days={days} revision={statuses} />}
      {hasSettings && <Thresholds counts={counts} />}
      {intune !== null && <IntuneNow statuses={intune.statuses} />}
    </div>
  );
}

/** The last days up to today, also if the page is open over midnight. */
function useDays(count: number) {
  const [now, setNow] = useState(() => new Date());
  const days = useMemo(() => daysUntil(now, count), [now, count]);
  const midnight = days.at(-1)?.to;
  useEffect(() => {
    if (midnight === undefined) return;
    const timer = setTimeout(() => setNow(new Date()), Date.parse(midnight) - Date.now() + 1_000);
    return () => clearTimeout(timer);
  }, [midnight]);
  return days;
}

function Empty() {
  return (
    <p className="empty wide">
      There are no settings yet. <Link to={listOf({})}>Create the first</Link>, and the charts show who issues the
      credentials, how users are told, and when they must renew.
    </p>
  );
}
