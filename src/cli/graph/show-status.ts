/** Formats a report as text. Texts of Graph and names are escaped for the terminal. */
import type { GraphConnectionFieldsFragment, GraphState, GraphStatusFieldsFragment } from '../../client/documents.js';
import { quoted, terminalSafe, terminalSafeLine } from '../../desired/quoting.js';
import type { GraphReport, ObjectStatus } from './read-report.js';
import { differenceRows, table } from './show-drift.js';

const MODES: Readonly<Record<GraphConnectionFieldsFragment['mode'], string>> = {
  OFF: 'off: the tenant is not connected to Microsoft Graph',
  OBSERVE: 'observe: differences are shown, and neither side is changed',
  PUSH: 'push: Intune gets what is kept here',
  PULL: 'pull: what changes in Intune is recorded here',
};

const STATES: Readonly<Record<GraphState, string>> = {
  NOT_CONNECTED: 'Intune does not get it from here.',
  IN_SYNC: 'Intune has exactly this.',
  PENDING: 'A change waits to be sent.',
  UNKNOWN: 'What Intune holds is not known at the moment.',
  REFUSED: 'The change was refused, and is not sent again by itself.',
  DRIFTED: 'Somebody else changed or deleted it in Intune.',
  CONFLICT: 'A person has to decide.',
};

export function showReport({ connection, inSync, unsettled, differences }: GraphReport): string {
  const strangers = differences.filter(({ settings }) => settings === null).length;
  const others = strangers === 0 ? '' : ` ${strangers} in Intune only.`;
  const sum = connection.mode === 'OFF' ? '' : `\n${inSync} in sync, ${unsettled.length} not in sync.${others}\n`;
  return `${showConnection(connection)}${unsettled.map((object) => `\n${showObject(object)}`).join('')}${sum}`;
}

export function showConnection(connection: GraphConnectionFieldsFragment): string {
  const { mode, cloud, adopted, lastWholeReadAt, keepsIds, updatesInPlace, problem } = connection;
  if (mode === 'OFF') return `Mode ${MODES[mode]}.\n`;
  const lines = [
    `Mode ${MODES[mode]}.`,
    `Cloud ${terminalSafeLine(cloud)}. ${lastWholeReadAt === null ? 'Intune was not read yet.' : `Intune was last read at ${terminalSafeLine(lastWholeReadAt)}.`}`,
    ...(adopted || mode !== 'PUSH' ? [] : ['Not adopted yet: nothing is changed until then.']),
    `Intune keeps the ids of new objects: ${learned(keepsIds)}. It updates objects in place: ${learned(updatesInPlace)}.`,
    ...(problem === null ? [] : problemLines(problem)),
  ];
  return `${lines.join('\n')}\n`;
}

function learned(value: boolean | null): string {
  return value === null ? 'not known yet' : value ? 'yes' : 'no';
}

/** An object with its state in words, its problem and its differences. */
export function showObject({ id, displayName, isDeleted, graph }: ObjectStatus): string {
  const name = `${quoted(displayName)} (${terminalSafeLine(id)})${isDeleted ? ', deleted here' : ''}`;
  return `${name}\n${showStatus(graph)}`;
}

export function showStatus({ state, pendingSince, problem, differences, graphIds }: GraphStatusFieldsFragment): string {
  const since = pendingSince === null ? '' : ` Since ${terminalSafeLine(pendingSince)}.`;
  const ids = graphIds.length === 0 ? [] : [`In Intune: ${graphIds.map(terminalSafeLine).join(', ')}`];
  const lines = [`${state}: ${STATES[state]}${since}`, ...(problem === null ? [] : problemLines(problem)), ...ids];
  return `${lines.map((line) => `    ${line}\n`).join('')}${differences.length === 0 ? '' : table(differenceRows(differences))}`;
}

function problemLines({ code, message, graphCode, requestId }: NonNullable<GraphStatusFieldsFragment['problem']>) {
  const facts = [graphCode, requestId && `request ${requestId}`].filter(Boolean).join(', ');
  return [
    `${code}: ${terminalSafe(message).replaceAll('\n', ' ')}${facts === '' ? '' : ` (${terminalSafeLine(facts)})`}`,
  ];
}
