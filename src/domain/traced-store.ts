/** A store whose reads and commits are spans below one span. Made only for a call that is traced. */
import type { CommitResult, SettingsStore } from './store.js';
import { during, type Span } from './tracing.js';

type Input<Method extends keyof SettingsStore> = Parameters<SettingsStore[Method]>;

export class TracedStore implements SettingsStore {
  readonly #store: SettingsStore;
  readonly #parent: Span;

  constructor(store: SettingsStore, parent: Span) {
    this.#store = store;
    this.#parent = parent;
  }

  find(...input: Input<'find'>) {
    return during(this.#child('find'), () => this.#store.find(...input));
  }

  list(...input: Input<'list'>) {
    return during(this.#child('list'), () => this.#store.list(...input));
  }

  count(...input: Input<'count'>) {
    return during(this.#child('count'), () => this.#store.count(...input));
  }

  head(...input: Input<'head'>) {
    return during(this.#child('head'), () => this.#store.head(...input));
  }

  positionAt(...input: Input<'positionAt'>) {
    return during(this.#child('positionAt'), () => this.#store.positionAt(...input));
  }

  findChange(...input: Input<'findChange'>) {
    return during(this.#child('findChange'), () => this.#store.findChange(...input));
  }

  findLatestChange(...input: Input<'findLatestChange'>) {
    return during(this.#child('findLatestChange'), () => this.#store.findLatestChange(...input));
  }

  listChanges(...input: Input<'listChanges'>) {
    return during(this.#child('listChanges'), () => this.#store.listChanges(...input));
  }

  commit(...[changes, options]: Input<'commit'>): Promise<CommitResult> {
    const span = this.#child('commit');
    const onTransaction = () => span.event('transaction begins');
    return during(span, () => this.#store.commit(changes, { ...options, onTransaction }));
  }

  #child(operation: keyof SettingsStore): Span {
    return this.#parent.child('store', { 'derived_credentials.operation': operation });
  }
}
