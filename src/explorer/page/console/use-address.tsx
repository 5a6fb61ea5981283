/** React's access to the address: the state in it, and links that change it without loading the page again. */
import type { MouseEvent, ReactNode } from 'react';
import { type Address, readAddress, writeAddress } from './address.js';
import { stored } from './stored.js';

const current = stored(readAddress(location.search));
export const useAddress = current.use;

addEventListener('popstate', () => current.set(readAddress(location.search)));

/** Shows another state, as a new entry of the browser's history. What is not given stays as it is. */
export function go(part: Partial<Address>): void {
  const next = { ...current.get(), ...part };
  if (writeAddress(next) !== writeAddress(current.get())) history.pushState(null, '', hrefOf(next));
  current.set(next);
}

/** The same without a new entry, for what changes with each key. */
export function adjust(part: Partial<Address>): void {
  const next = { ...current.get(), ...part };
  history.replaceState(null, '', hrefOf(next));
  current.set(next);
}

interface LinkProps {
  /** What the link changes in the address. */
  readonly to: Partial<Address>;
  readonly children: ReactNode;
  readonly className?: string;
  readonly isCurrent?: boolean;
  readonly tabIndex?: number;
  /** Says more than the content, to screen readers and in a tooltip. */
  readonly label?: string;
  readonly onFocus?: () => void;
}

/** A link within the console. A click with a modifier key opens a tab, as with any link. */
export function Link({ to, children, isCurrent = false, label, ...rest }: LinkProps) {
  const address = useAddress();
  const follow = (event: MouseEvent) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    go(to);
  };
  return (
    <a
      href={hrefOf({ ...address, ...to })}
      aria-current={isCurrent ? 'page' : undefined}
      aria-label={label}
      title={label}
      {...rest}
      onClick={follow}
    >
      {children}
    </a>
  );
}

function hrefOf(address: Address): string {
  return location.pathname + writeAddress(address);
}
