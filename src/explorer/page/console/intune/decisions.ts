/** What a person can decide about a difference, in the words of the buttons. Offers nothing that the service would refuse. */
import type { GraphMode, GraphResolution } from '../../../../client/documents.js';
import type { Drift } from './use-intune.js';

export interface Decision {
  readonly label: string;
  readonly take: GraphResolution;
  /** What a second click confirms. */
  readonly warning?: string;
}

const ENROL_AGAIN = 'Users who have a credential of it must enrol again.';
const DELETE_THERE: Decision = { label: 'Delete in Intune', take: 'OURS', warning: ENROL_AGAIN };
const TAKE_OVER: Decision = { label: 'Take over', take: 'THEIRS' };
const LEAVE_ALONE: Decision = { label: 'Leave alone', take: 'IGNORE' };

const DECISIONS: Readonly<Record<Drift['kind'], readonly Decision[]>> = {
  ONLY_HERE: [
    { label: 'Create in Intune', take: 'OURS' },
    { label: 'Delete here', take: 'THEIRS', warning: 'It is deleted here, because Intune does not have it.' },
  ],
  ONLY_IN_GRAPH: [TAKE_OVER, LEAVE_ALONE, DELETE_THERE],
  DIFFERENT: [
    { label: 'Keep ours', take: 'OURS' },
    { label: 'Take Intune’s', take: 'THEIRS' },
  ],
  UNREADABLE: [LEAVE_ALONE, DELETE_THERE],
  DUPLICATE: [TAKE_OVER, LEAVE_ALONE, DELETE_THERE],
};

export function decisionsAbout({ kind, settings }: Drift, mode: GraphMode): readonly Decision[] {
  // Somebody has to correct the values in Intune, where the object is one of ours.
  if (kind === 'UNREADABLE' && settings) return [];
  return possible(DECISIONS[kind], mode);
}

/** About an object that was deleted here, while somebody changed it in Intune. */
export function decisionsAboutDeleted(mode: GraphMode): readonly Decision[] {
  return possible([DELETE_THERE, { label: 'Restore it here', take: 'THEIRS' }], mode);
}

/** Only PUSH changes Intune. */
function possible(decisions: readonly Decision[], mode: GraphMode): readonly Decision[] {
  return mode === 'PUSH' ? decisions : decisions.filter(({ take }) => take !== 'OURS');
}
