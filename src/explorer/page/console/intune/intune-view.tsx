/** The view of the connection to Intune: each object's state, and what a person has to decide. */
import { Link } from '../use-address.js';
import type { ViewProps } from '../view-props.js';
import { Intune } from './intune.js';
import { STATES } from './intune-labels.js';
import { StatesTable } from './states-table.js';

export function IntuneView({ address: { state }, log, intune, onConnectionChange }: ViewProps) {
  // The navigation offers this view only for a tenant that is connected.
  if (intune === null) return null;
  return (
    <>
      <Intune {...intune} onAdopted={onConnectionChange} />
      <section aria-labelledby="states">
        <h2 id="states">
          {state === null ? 'State of each object' : `Objects with the state “${STATES[state].word}”`}{' '}
          {state !== null && (
            <Link to={{ state: null }} className="detail">
              Show all
            </Link>
          )}
        </h2>
        <StatesTable key={state} state={state} revision={log.revision} statuses={intune.statuses} />
      </section>
    </>
  );
}
