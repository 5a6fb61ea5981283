/** The renewal thresholds in tens, with a mark at those that are unusual. */
import { THRESHOLDS, type Threshold } from '../labels.js';
import { Bars } from './bars.js';
import { Card } from './card.js';
import { ALL_THRESHOLDS, listOf, type SettingsCounts } from './count-all.js';

const LATE = 10;
const EARLY = 50;

export function Thresholds({ counts }: { readonly counts: SettingsCounts }) {
  const bars = ALL_THRESHOLDS.map((threshold) => {
    const search = { threshold: [threshold] };
    const count = counts.of(search);
    const mark = count === 0 ? null : markOf(threshold);
    const label = (
      <>
        {THRESHOLDS[threshold]} {mark !== null && <span className="pill caution">{mark}</span>}
      </>
    );
    return { key: threshold, label, count, to: listOf(search) };
  });
  return (
    <Card question="When must credentials be renewed?">
      <p className="detail">
        When this much of their lifetime is left. <em>Late</em>: below {LATE}&nbsp;%, users have little time.{' '}
        <em>Early</em>: from {EARLY}&nbsp;%, credentials are used for half of their lifetime at most.
      </p>
      <Bars bars={bars} />
    </Card>
  );
}

function markOf(threshold: Threshold): string | null {
  const from = Number.parseInt(threshold, 10);
  if (from < LATE) return 'late';
  return from >= EARLY ? 'early' : null;
}
