/**
 * What a person can decide about a difference, in the words of the buttons, and what each decision means. Offers nothing that the
 * service would refuse.
 */
import type { GraphMode, GraphResolution } from '../../../../client/documents.js';
import type { Drift } from './use-intune.js';

export interface Decision {
  readonly label: string;
  readonly take: GraphResolution;
  readonly effect: Effect;
}

/** What a decision does, to which side. */
export type Effect =
  | 'create there'
  | 'change there'
  | 'delete there'
  | 'create here'
  | 'change here'
  | 'delete here'
  | 'restore here'
  | 'nothing';

const DELETE_THERE: Decision = { label: 'Delete in Intune', take: 'OURS', effect: 'delete there' };
const TAKE_OVER: Decision = { label: 'Take over', take: 'THEIRS', effect: 'create here' };
const LEAVE_ALONE: Decision = { label: 'Leave alone', take: 'IGNORE', effect: 'nothing' };

const DECISIONS: Readonly<Record<Drift['kind'], readonly Decision[]>> = {
  ONLY_HERE: [
    { label: 'Create in Intune', take: 'OURS', effect: 'create there' },
    { label: 'Delete here', take: 'THEIRS', effect: 'delete here' },
  ],
  ONLY_IN_GRAPH: [TAKE_OVER, LEAVE_ALONE, DELETE_THERE],
  DIFFERENT: [
    { label: 'Keep ours', take: 'OURS', effect: 'change there' },
    { label: 'Take Intune’s', take: 'THEIRS', effect: 'change here' },
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
  return possible([DELETE_THERE, { label: 'Restore it here', take: 'THEIRS', effect: 'restore here' }], mode);
}

/** Only PUSH changes Intune. */
function possible(decisions: readonly Decision[], mode: GraphMode): readonly Decision[] {
  return mode === 'PUSH' ? decisions : decisions.filter(({ take }) => take !== 'OURS');
}

const CANNOT_BE_UNDONE = 'This cannot be undone.';
const ENROL_AGAIN = 'Users who have a credential of it must enrol again.';

/** What a decision means, for the dialog that asks about it. */
export interface Meaning {
  readonly title: (name: string) => string;
  /** The sides whose content is shown as before and after. */
  readonly before: 'here' | 'there' | null;
  readonly after: 'here' | 'there' | null;
  readonly sentence: string;
  /** What follows as long as changes are sent to Intune. */
  readonly whileSending?: string;
  /** Whether the change has an undo here, if something can be changed here. */
  readonly isUndoable?: boolean;
}

export const MEANINGS: Readonly<Record<Effect, Meaning>> = {
  'create there': {
    title: (name) => `Create ${name} in Intune?`,
    before: null,
    after: 'here',
    sentence: 'Nothing is changed here.',
  },
  'change there': {
    title: (name) => `Change ${name} in Intune?`,
    before: 'there',
    after: 'here',
    sentence: 'Nothing is changed here. To have Intune’s values again, edit the object here.',
  },
  'delete there': {
    title: (name) => `Delete ${name} in Intune?`,
    before: 'there',
    after: null,
    sentence: `${ENROL_AGAIN} ${CANNOT_BE_UNDONE}`,
  },
  'create here': {
    title: (name) => `Create ${name} here?`,
    before: null,
    after: 'there',
    sentence: 'Nothing is changed in Intune now.',
    whileSending: 'What is changed or deleted here later is changed or deleted in Intune too.',
  },
  'change here': {
    title: (name) => `Change ${name} here?`,
    before: 'here',
    after: 'there',
    sentence: 'Nothing is changed in Intune.',
    isUndoable: true,
  },
  'delete here': {
    title: (name) => `Delete ${name} here?`,
    before: 'here',
    after: null,
    sentence: 'Intune does not have it.',
    isUndoable: true,
  },
  'restore here': {
    title: (name) => `Restore ${name} here?`,
    before: null,
    after: null,
    sentence: 'It gets the values that Intune has now. Nothing is changed in Intune.',
  },
  nothing: {
    title: (name) => `Leave ${name} alone?`,
    before: null,
    after: null,
    sentence: 'Nothing is changed, here or in Intune. The console does not show it any more.',
  },
};
