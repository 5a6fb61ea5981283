/** A bar chart that is a list: each bar is a link to what it counts, with its label and number as text. */
import type { ReactNode } from 'react';
import type { Address } from '../address.js';
import { Link } from '../use-address.js';

export interface Bar {
  readonly key: string;
  readonly label: ReactNode;
  readonly count: number;
  /** Of how many, if each bar has its own whole. */
  readonly of?: number;
  /** The list of exactly what is counted, or of the whole. */
  readonly to: Partial<Address>;
}

export function Bars({ bars }: { readonly bars: readonly Bar[] }) {
  const most = Math.max(1, ...bars.map(({ count }) => count));
  return (
    <ul className="bars">
      {bars.map(({ key, label, count, of, to }) => (
        <li key={key}>
          <Link to={to}>
            <span className="label">{label}</span>
            <Line share={count / (of ?? most)} />
            <span className="number">
              {count.toLocaleString()}
              {of !== undefined && ` of ${of.toLocaleString()}`}
            </span>
          </Link>
        </li>
      ))}
    </ul>
  );
}

export function Line({ share }: { readonly share: number }) {
  return (
    <svg className="line" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">
      <rect className="track" width="100" height="8" />
      <rect className="bar" width={share * 100} height="8" />
    </svg>
  );
}
