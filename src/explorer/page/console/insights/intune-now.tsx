/** How many objects are in each state in Intune. Needs no request: the states are known already. */
import type { GraphState } from '../../../../client/documents.js';
import { STATES } from '../intune/intune-labels.js';
import { type Intune, idsIn } from '../intune/use-intune.js';
import { Bars } from './bars.js';
import { Card } from './card.js';

const ALL_STATES = Object.keys(STATES) as readonly GraphState[];

export function IntuneNow({ statuses }: Pick<Intune, 'statuses'>) {
  const bars = ALL_STATES.map((state) => ({
    key: state,
    label: (
      <>
        <span aria-hidden="true">{STATES[state].symbol}</span> {STATES[state].word}
      </>
    ),
    count: idsIn(statuses, state).length,
    to: { view: 'intune', state } as const,
  }));
  return (
    <Card question="Does Intune have what is kept here?">
      <p className="detail">Every object, as of the last read of Intune.</p>
      <Bars bars={bars.filter(({ key, count }) => key !== 'NOT_CONNECTED' || count > 0)} />
    </Card>
  );
}
