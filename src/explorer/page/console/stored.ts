/** A value outside React that components follow: it outlives the views. */
import { useSyncExternalStore } from 'react';

export interface Stored<Value> {
  readonly get: () => Value;
  readonly set: (value: Value) => void;
  /** For components: renders again when the value is another one. */
  readonly use: () => Value;
}

export function stored<Value>(initial: Value): Stored<Value> {
  const listeners = new Set<() => void>();
  let current = initial;
  const get = () => current;
  const follow = (listener: () => void) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  };
  return {
    get,
    set: (value) => {
      current = value;
      for (const listener of listeners) listener();
    },
    use: () => useSyncExternalStore(follow, get),
  };
}
