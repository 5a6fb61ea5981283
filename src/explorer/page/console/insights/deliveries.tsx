/** How far the changes of each day have come. The API keeps no earlier states of objects, so this is all that it knows of the past. */
import type { GraphDeliveryState } from '../../../../client/documents.js';
import { ask } from '../../shared/session.js';
import { DeliveriesDocument, type DeliveriesQuery } from '../documents.generated.js';
import { useLatest } from '../use-latest.js';
import { Bars } from './bars.js';
import { Card } from './card.js';
import { changesOf } from './count-days.js';
import { type Day, dayName, isIn } from './days.js';

type Changes = DeliveriesQuery['changes'];

// A change that was replaced by a later one before it was sent is not missing in Intune.
const DONE: readonly GraphDeliveryState[] = ['CONFIRMED', 'SUPERSEDED'];
const FLAGS: readonly (readonly [GraphDeliveryState, string])[] = [
  ['PENDING', 'pending'],
  ['UNKNOWN', 'unknown'],
  ['REFUSED', 'refused'],
  ['NOT_CONNECTED', 'not sent'],
];

interface DeliveriesProps {
  readonly days: readonly Day[];
  /** Is another one when a change or a state may have changed. */
  readonly revision: unknown;
}

export function Deliveries({ days, revision }: DeliveriesProps) {
  const changes = useLatest<Changes>(async () => {
    const [first] = days;
    return (first && (await ask(DeliveriesDocument, { from: first.from }))?.changes) ?? null;
  }, [days, revision]);
  return (
    <Card question="Have the changes reached Intune?">
      <p className="detail">
        The service keeps no earlier states of objects. It keeps whether Intune confirmed each change: here the latest
        100 changes, by day.
      </p>
      {changes === null ? <p className="detail">Loading the changes…</p> : <Shown changes={changes} days={days} />}
    </Card>
  );
}

function Shown({ changes, days }: { readonly changes: Changes; readonly days: readonly Day[] }) {
  const { nodes, pageInfo } = changes;
  const [oldest] = nodes;
  if (oldest === undefined) return <p className="empty">Nothing was changed in the last {days.length} days.</p>;
  const bars = days.flatMap((day) => {
    // Of the oldest day perhaps not all changes were read.
    const isCut = pageInfo.hasPreviousPage && isIn(day, oldest.at);
    const ofDay = nodes.filter(({ at }) => isIn(day, at)).map(({ graph }) => graph.state);
    return isCut || ofDay.length === 0 ? [] : [barOf(day, ofDay)];
  });
  if (bars.length === 0) return <p className="empty">More than 100 changes were made on one day.</p>;
  return <Bars bars={bars.toReversed()} />;
}

function barOf(day: Day, states: readonly GraphDeliveryState[]) {
  const countOf = (state: GraphDeliveryState) => states.filter((each) => each === state).length;
  return {
    key: day.from,
    label: (
      <>
        {dayName(day)}
        {FLAGS.filter(([state]) => countOf(state) > 0).map(([state, word]) => (
          <span key={state} className="pill caution">
            {countOf(state)} {word}
          </span>
        ))}
      </>
    ),
    count: states.filter((state) => DONE.includes(state)).length,
    of: states.length,
    to: changesOf(day, null),
  };
}
