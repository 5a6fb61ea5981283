/** Chooses a moment between the first change and now: by a slider, by date and time, or from change to change. */
import { useEffect, useId, useMemo, useState } from 'react';
import { ChangesPageDocument } from '../../../../client/documents.js';
import { ask } from '../../shared/session.js';
import { countChanges } from '../insights/count-in-tens.js';
import { adjust, go } from '../use-address.js';
import { useLatest } from '../use-latest.js';
import { fromLocalInput, momentAt, partsOf, type Span, STEPS, stepOf, toLocalInput } from './moments.js';

const SLIDING_MS = 200;
const PARTS = 40;

interface TimeSliderProps {
  readonly asOf: string;
  readonly revision: number;
}

export function TimeSlider({ asOf, revision }: TimeSliderProps) {
  const from = useLatest(async () => (await ask(ChangesPageDocument, { first: 1 }))?.changes.nodes[0]?.at ?? null, []);
  // The slider ends at the moment of its first display, or later if the log grows.
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new change moves the end.
  const to = useMemo(() => Date.now(), [revision]);
  const neighbours = useNeighbours(asOf, revision);
  return (
    <div className="slider">
      {from !== null && <Slider asOf={asOf} span={{ from: Date.parse(from), to }} />}
      <div className="steps">
        <button
          type="button"
          disabled={neighbours?.earlier == null}
          onClick={() => neighbours?.earlier && go({ asOf: neighbours.earlier })}
        >
          Previous change
        </button>
        <Typed asOf={asOf} />
        <button
          type="button"
          disabled={neighbours?.later == null}
          onClick={() => neighbours?.later && go({ asOf: neighbours.later })}
        >
          Next change
        </button>
      </div>
    </div>
  );
}

function Slider({ asOf, span }: { readonly asOf: string; readonly span: Span }) {
  const [step, setStep] = useState(() => stepOf(asOf, span));
  const id = useId();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the end of the span moves without the moment.
  useEffect(() => setStep(stepOf(asOf, span)), [asOf]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: only the slider starts the timer.
  useEffect(() => {
    if (step === stepOf(asOf, span)) return;
    const timer = setTimeout(() => adjust({ asOf: momentAt(step, span) }), SLIDING_MS);
    return () => clearTimeout(timer);
  }, [step]);
  const shown = step === stepOf(asOf, span) ? asOf : momentAt(step, span);
  return (
    <>
      <label htmlFor={id} className="visually-hidden">
        Moment
      </label>
      <Density span={span} />
      <input
        id={id}
        type="range"
        min={0}
        max={STEPS}
        value={step}
        aria-valuetext={new Date(shown).toLocaleString()}
        onInput={({ currentTarget }) => setStep(Number(currentTarget.value))}
      />
      <div className="ends detail" aria-hidden="true">
        <span>{new Date(span.from).toLocaleDateString([], { dateStyle: 'medium' })}</span>
        <output>{new Date(shown).toLocaleString([], { dateStyle: 'medium', timeStyle: 'medium' })}</output>
        <span>now</span>
      </div>
    </>
  );
}

/** How many changes were made when: taller where there were more. */
function Density({ span }: { readonly span: Span }) {
  const counts = useLatest(
    () => countChanges(partsOf(span, PARTS).map(({ from, to }) => ({ at: { gte: from, lt: to } }))),
    [span.from],
  );
  const most = Math.max(1, ...(counts ?? []));
  return (
    <svg className="density" viewBox={`0 0 ${PARTS} 20`} preserveAspectRatio="none" aria-hidden="true">
      {counts?.map((count, index) => {
        // A few changes must be seen beside many.
        const height = count === 0 ? 0 : 2 + (18 * Math.log1p(count)) / Math.log1p(most);
        // biome-ignore lint/suspicious/noArrayIndexKey: the parts have no other name.
        return <rect key={index} x={index + 0.1} y={20 - height} width={0.8} height={height} rx={0.15} />;
      })}
    </svg>
  );
}

function Typed({ asOf }: { readonly asOf: string }) {
  const id = useId();
  return (
    <span className="condition">
      <label htmlFor={id}>Date and time</label>
      <input
        id={id}
        type="datetime-local"
        step={1}
        value={toLocalInput(asOf)}
        onChange={({ currentTarget }) => {
          const moment = fromLocalInput(currentTarget.value);
          if (moment !== null) go({ asOf: moment });
        }}
      />
    </span>
  );
}

/** The times of the change before the one that was the last, and of the next; null at the ends of the log. */
function useNeighbours(asOf: string, revision: number) {
  return useLatest(async () => {
    const [until, after] = await Promise.all([
      ask(ChangesPageDocument, { last: 1, filter: { at: { lte: asOf } } }),
      ask(ChangesPageDocument, { first: 1, filter: { at: { gt: asOf } } }),
    ]);
    if (until === null || after === null) return null;
    const [last] = until.changes.nodes;
    // Several changes can have the same time, so the one before the last in the log may not be earlier.
    const before = last && (await ask(ChangesPageDocument, { last: 1, filter: { at: { lt: last.at } } }));
    return { earlier: before?.changes.nodes[0]?.at ?? null, later: after.changes.nodes[0]?.at ?? null };
  }, [asOf, revision]);
}
