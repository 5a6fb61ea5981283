/** A React hook that slows down a value on which requests depend, so that a busy log does not cause a request for each change. */
import { useEffect, useRef, useState } from 'react';

/** The value: at once if it has not changed for a while, otherwise the latest at the end of that time. */
export function usePaced<Value>(value: Value, everyMs: number): Value {
  const [shown, setShown] = useState(() => value);
  const changedAt = useRef(Number.NEGATIVE_INFINITY);
  useEffect(() => {
    if (value === shown) return;
    const show = () => {
      changedAt.current = performance.now();
      setShown(() => value);
    };
    const timer = setTimeout(show, changedAt.current + everyMs - performance.now());
    return () => clearTimeout(timer);
  }, [value, shown, everyMs]);
  return shown;
}
