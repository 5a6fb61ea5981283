/**
 * The changes of each day as columns: one chart for each kind, so that no color is needed to tell them apart. Each column is a
 * link. The arrow keys move between the columns, and Tab leaves them.
 */
import { type KeyboardEvent, useRef, useState } from 'react';
import { CHANGES } from '../labels.js';
import { ScrollingTable } from '../table.js';
import { Link } from '../use-address.js';
import { changesOf, type DayCounts, KINDS } from './count-days.js';
import { dayName } from './days.js';

// A single change can be seen beside many. As in insights.css.
const HEIGHT_PX = 44;
const LEAST_PX = 3;

export function Columns({ days }: { readonly days: readonly DayCounts[] }) {
  const charts = useRef<HTMLDivElement>(null);
  const last = days.length - 1;
  // The column that Tab reaches.
  const [active, setActive] = useState({ chart: 0, day: last });
  const day = Math.min(active.day, last);
  const most = Math.max(1, ...days.flatMap((each) => KINDS.map((kind) => each[kind])));
  const move = (event: KeyboardEvent) => {
    const next = moved(event.key, { ...active, day }, last);
    if (next === null) return;
    event.preventDefault();
    charts.current?.querySelectorAll('ol')[next.chart]?.querySelectorAll('a')[next.day]?.focus();
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the focus is on a link in it.
    <div ref={charts} className={`columns of-${days.length}`} onKeyDown={move}>
      {KINDS.map((kind, chart) => (
        <div key={kind} className={kind.toLowerCase()}>
          <p>
            <span className="kind">{CHANGES[kind]}</span>{' '}
            <span className="number">{days.reduce((sum, each) => sum + each[kind], 0).toLocaleString()}</span>
          </p>
          <ol aria-label={`${CHANGES[kind]}, by day`}>
            {days.map((each, index) => (
              <li key={each.from}>
                <Link
                  to={changesOf(each, kind)}
                  label={`${dayName(each)}: ${each[kind].toLocaleString()} ${CHANGES[kind].toLowerCase()}`}
                  tabIndex={chart === active.chart && index === day ? 0 : -1}
                  onFocus={() => setActive({ chart, day: index })}
                >
                  <span>{each[kind] > 0 && each[kind].toLocaleString()}</span>
                  <Column share={each[kind] / most} />
                </Link>
              </li>
            ))}
          </ol>
        </div>
      ))}
      <Axis days={days} />
    </div>
  );
}

/** The place to which a key moves; null if it does not move. */
function moved(key: string, { chart, day }: { readonly chart: number; readonly day: number }, last: number) {
  const moves: Readonly<Record<string, { readonly chart: number; readonly day: number }>> = {
    ArrowLeft: { chart, day: Math.max(day - 1, 0) },
    ArrowRight: { chart, day: Math.min(day + 1, last) },
    ArrowUp: { chart: Math.max(chart - 1, 0), day },
    ArrowDown: { chart: Math.min(chart + 1, KINDS.length - 1), day },
    Home: { chart, day: 0 },
    End: { chart, day: last },
  };
  return moves[key] ?? null;
}

function Column({ share }: { readonly share: number }) {
  return (
    <svg height={share === 0 ? 0 : Math.max(LEAST_PX, share * HEIGHT_PX)} aria-hidden="true">
      <rect width="100%" height="100%" />
    </svg>
  );
}

function Axis({ days }: { readonly days: readonly DayCounts[] }) {
  return (
    <p className="axis detail" aria-hidden="true">
      {[...days.slice(0, 1), ...days.slice(-1)].map((day) => (
        <span key={day.from}>{dayName(day)}</span>
      ))}
    </p>
  );
}

/** The same as numbers: the days that have changes, newest first. */
export function DaysTable({ days }: { readonly days: readonly DayCounts[] }) {
  const busy = days.filter((day) => KINDS.some((kind) => day[kind] > 0)).toReversed();
  return (
    <details className="numbers">
      <summary>Numbers of each day</summary>
      <ScrollingTable label="Changes of each day" columns={['Day', ...KINDS.map((kind) => CHANGES[kind])]}>
        {busy.map((day) => (
          <tr key={day.from}>
            <th scope="row">
              <Link to={changesOf(day, null)}>{dayName(day)}</Link>
            </th>
            {KINDS.map((kind) => (
              <td key={kind} className="number">
                {day[kind].toLocaleString()}
              </td>
            ))}
          </tr>
        ))}
      </ScrollingTable>
    </details>
  );
}
