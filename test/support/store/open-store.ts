/** A store that is closed when the test ends. */
import { onTestFinished } from 'vitest';
import type { Store } from '../../../src/domain/store.js';

export type OpenStore = () => Promise<Store>;

export async function openStore(open: OpenStore): Promise<Store> {
  const store = await open();
  onTestFinished(() => store.close());
  return store;
}
