/** The list of settings: only the rows in the window are rendered. Arrow keys move between rows, Enter opens one. */
import { type KeyboardEvent, memo, type UIEvent, useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { GraphStatusFieldsFragment, SettingsFieldsFragment } from '../../../../client/documents.js';
import type { Address, ORDERS } from '../address.js';
import { HelpLink, Moment } from '../cells.js';
import { drafts } from '../form/drafts.js';
import { labelOf } from '../intune/intune-labels.js';
import { StateBadge } from '../intune/state.js';
import { FIELDS, ISSUERS, NOTIFICATIONS } from '../labels.js';
import { go, Link } from '../use-address.js';
import type { Rows } from './rows.js';

// As in settings.css.
const ROW_PX = 52;
// Rows rendered beyond the window, so that a quick scroll shows no gap.
const BEYOND = 10;

const COLUMNS: readonly { readonly order: (typeof ORDERS)[number]; readonly label: string }[] = [
  { order: 'name', label: FIELDS.displayName },
  { order: 'issuer', label: FIELDS.issuer },
  { order: 'notification', label: FIELDS.notificationType },
  { order: 'help', label: FIELDS.helpUrl },
  { order: 'threshold', label: FIELDS.renewalThresholdPercentage },
  { order: 'changed', label: 'Last change' },
];

interface SettingsListProps {
  readonly address: Address;
  readonly rows: Rows<SettingsFieldsFragment>;
  readonly total: number;
  /** How each object stands in Intune; null if the tenant is not connected. */
  readonly statuses: ReadonlyMap<string, GraphStatusFieldsFragment> | null;
}

export function SettingsList({ address, rows, total, statuses }: SettingsListProps) {
  const region = useRef<HTMLElement>(null);
  const [window, setWindow] = useState({ first: 0, last: 40 });
  // The row that Tab reaches.
  const [active, setActive] = useState(0);
  const wanted = useRef<number | null>(null);
  const measure = useRef(({ scrollTop }: HTMLElement) => {
    const first = Math.max(0, Math.floor(scrollTop / ROW_PX) - BEYOND);
    // The list is never higher than the window.
    setWindow({ first, last: Math.ceil((scrollTop + innerHeight) / ROW_PX) + BEYOND });
  }).current;
  const [first, last] = [Math.min(window.first, total), Math.min(window.last, total)];
  useEffect(() => {
    const remeasure = () => region.current && measure(region.current);
    remeasure();
    addEventListener('resize', remeasure);
    return () => removeEventListener('resize', remeasure);
  }, [measure]);
  useEffect(() => rows.show(first, Math.max(last, 1)), [rows, first, last]);
  // As soon as the row that had the focus is gone, so that no key is lost.
  useLayoutEffect(() => {
    const list = region.current;
    if (wanted.current === null || !list) return;
    const hasFocus = document.activeElement === document.body || list.contains(document.activeElement);
    const link = list.querySelector<HTMLElement>(`[data-row="${wanted.current}"] a`);
    if (link || !hasFocus) wanted.current = null;
    // A row that is not loaded yet has no link: the list takes the keys meanwhile.
    if (hasFocus) (link ?? list).focus({ preventScroll: true });
  });
  const move = (event: KeyboardEvent) => {
    const list = region.current;
    const step = stepOf(event.key, Math.floor((list?.clientHeight ?? 0) / ROW_PX) - 1, total);
    if (step === null || !list) return;
    event.preventDefault();
    const next = Math.min(Math.max(active + step, 0), total - 1);
    wanted.current = next;
    setActive(next);
    const top = next * ROW_PX;
    const visible = list.clientHeight - ROW_PX;
    if (top < list.scrollTop) list.scrollTop = top;
    if (top + ROW_PX > list.scrollTop + visible) list.scrollTop = top + ROW_PX - visible;
    measure(list);
  };
  const shown = Array.from({ length: last - first }, (_, offset) => first + offset);
  // The row that Tab reaches is rendered wherever the list is scrolled to.
  const reachable = active >= first && active < last ? active : first;
  return (
    <section
      ref={region}
      className="scroll list"
      aria-label="Table of settings"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: keyboard users must be able to focus what scrolls.
      tabIndex={0}
      onScroll={({ currentTarget }: UIEvent<HTMLElement>) => measure(currentTarget)}
      onKeyDown={move}
    >
      <table aria-rowcount={total + 1}>
        <thead>
          <tr aria-rowindex={1}>
            {COLUMNS.slice(0, 1).map((column) => (
              <Heading key={column.order} {...column} address={address} />
            ))}
            {statuses && (
              <th scope="col" className="state-column">
                Intune
              </th>
            )}
            {COLUMNS.slice(1).map((column) => (
              <Heading key={column.order} {...column} address={address} />
            ))}
          </tr>
        </thead>
        <tbody>
          <Space rows={first} />
          {shown.map((index) => (
            <Row
              key={index}
              index={index}
              settings={rows.at(index)}
              isConnected={statuses !== null}
              status={statuses?.get(rows.at(index)?.id ?? '') ?? null}
              isOpen={rows.at(index)?.id === address.id}
              isReachable={index === reachable}
              onFocus={setActive}
            />
          ))}
          <Space rows={total - last} />
        </tbody>
      </table>
    </section>
  );
}

/** How many rows a key moves; null if it does not move. */
function stepOf(key: string, page: number, total: number): number | null {
  const steps: Readonly<Record<string, number>> = {
    ArrowDown: 1,
    ArrowUp: -1,
    PageDown: page,
    PageUp: -page,
    Home: -total,
    End: total,
  };
  return steps[key] ?? null;
}

function Space({ rows }: { readonly rows: number }) {
  if (rows <= 0) return null;
  return <tr className="space" style={{ height: `${rows * ROW_PX}px` }} />;
}

interface HeadingProps {
  readonly order: (typeof ORDERS)[number];
  readonly label: string;
  readonly address: Address;
}

function Heading({ order, label, address }: HeadingProps) {
  const isSorted = address.order === order;
  const next = isSorted && address.direction === 'up' ? 'down' : 'up';
  const sorted = address.direction === 'up' ? 'ascending' : 'descending';
  return (
    <th scope="col" className={order} aria-sort={isSorted ? sorted : 'none'}>
      <button type="button" onClick={() => go({ order, direction: next })}>
        {label} <span aria-hidden="true">{isSorted ? (address.direction === 'up' ? '↑' : '↓') : ''}</span>
      </button>
    </th>
  );
}

interface RowProps {
  readonly index: number;
  readonly settings: SettingsFieldsFragment | null;
  readonly isConnected: boolean;
  /** Null if it is not known. */
  readonly status: GraphStatusFieldsFragment | null;
  readonly isOpen: boolean;
  readonly isReachable: boolean;
  readonly onFocus: (index: number) => void;
}

/** Rendered again only if something in it changes, not with each step of a scroll. */
const Row = memo(function Row({ index, settings, isConnected, status, isOpen, isReachable, onFocus }: RowProps) {
  const isDraft = drafts.use().has(settings?.id ?? '');
  if (settings === null) {
    return (
      <tr data-row={index} aria-rowindex={index + 2} className="loading">
        <th scope="row">…</th>
        {isConnected && <td />}
        <td className="placeholder" colSpan={5} />
      </tr>
    );
  }
  const { id, displayName, issuer, notificationType, helpUrl, renewalThresholdPercentage, updatedAt } = settings;
  return (
    <tr data-row={index} aria-rowindex={index + 2} className={isOpen ? 'open' : undefined}>
      <th scope="row">
        <Link
          to={{ id, task: 'show' }}
          isCurrent={isOpen}
          tabIndex={isReachable ? 0 : -1}
          onFocus={() => onFocus(index)}
        >
          {displayName}
        </Link>
        {isDraft && <span className="pill">not saved</span>}
        <span className="detail second">
          {ISSUERS[issuer]}, {renewalThresholdPercentage} %
        </span>
      </th>
      {isConnected && (
        <td className="state-column">{status ? <StateBadge state={status.state} label={labelOf(status)} /> : '…'}</td>
      )}
      <td className="issuer">{ISSUERS[issuer]}</td>
      <td className="notification">{NOTIFICATIONS[notificationType]}</td>
      <td className="help">
        <HelpLink address={helpUrl ?? null} />
      </td>
      <td className="threshold number">{renewalThresholdPercentage} %</td>
      <td className="changed">
        <Moment at={updatedAt} />
      </td>
    </tr>
  );
});
