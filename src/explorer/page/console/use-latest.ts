/** A React hook that loads what a view shows, and loads it again when something has changed. */
import { useEffect, useState } from 'react';

/** The latest result of `load`, which runs again when a dependency changes; null until the first result. */
export function useLatest<Result>(load: () => Promise<Result | null>, dependencies: readonly unknown[]): Result | null {
  const [result, setResult] = useState<Result | null>(null);
  useEffect(() => {
    let isOutdated = false;
    void load().then((latest) => {
      if (!isOutdated && latest !== null) setResult(() => latest);
    });
    return () => {
      isOutdated = true;
    };
    // biome-ignore lint/correctness/useExhaustiveDependencies: the caller passes the dependencies of `load`.
  }, dependencies);
  return result;
}
