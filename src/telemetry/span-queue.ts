/** Spans that have ended, kept as the text that is sent, until they are. Drops what does not fit, and never waits. */
import type { Attributes } from '@opentelemetry/api';
import { requestAround, spanJson } from './otlp-traces.js';
import type { SpanRecord } from './recorded-tracing.js';

/** Sends the body of a request. Never rejects. */
type Send = (body: Buffer) => Promise<void>;

// About 2,400 spans.
const MOST_BYTES = 2 ** 20;
const SENT_BYTES = 2 ** 18;
const SEND_AFTER_MS = 5_000;
// Written together, because the code then stays in the CPU's caches. Not more, so that they die before the garbage collector
// copies them.
const WRITTEN_TOGETHER = 64;
// UTF-8 has three bytes at most for each unit of a string.
const MOST_BYTES_OF_UNIT = 3;
const COMMA = 0x2c;

export class SpanQueue {
  readonly #around: ReturnType<typeof requestAround>;
  readonly #send: Send;
  readonly #lose: () => void;
  readonly #bytes = Buffer.allocUnsafe(MOST_BYTES);
  #length = 0;
  #ended: SpanRecord[] = [];
  #timer: NodeJS.Timeout | null = null;
  #sending: Promise<void> | null = null;

  /** `lose` is called for spans that do not fit. */
  constructor(resource: Attributes, scope: { name: string; version: string }, send: Send, lose: () => void) {
    this.#around = requestAround(resource, scope);
    this.#send = send;
    this.#lose = lose;
  }

  readonly add = (span: SpanRecord): void => {
    this.#ended.push(span);
    if (this.#ended.length >= WRITTEN_TOGETHER) this.#write();
    if (this.#length >= SENT_BYTES) this.#flush();
    else this.#timer ??= setTimeout(() => this.#flush(), SEND_AFTER_MS).unref();
  };

  /** Sends what is there. */
  async stop(): Promise<void> {
    await this.#sending;
    this.#flush();
    await this.#sending;
  }

  #write(): void {
    if (this.#ended.length === 0) return;
    const text = this.#ended.map(spanJson).join(',');
    if (this.#length + 1 + text.length * MOST_BYTES_OF_UNIT > MOST_BYTES) this.#lose();
    else {
      if (this.#length > 0) this.#length = this.#bytes.writeUInt8(COMMA, this.#length);
      this.#length += this.#bytes.write(text, this.#length);
    }
    this.#ended = [];
  }

  /** One request at a time. */
  #flush(): void {
    if (this.#sending !== null) return;
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    this.#write();
    if (this.#length === 0) return;
    const { head, tail } = this.#around;
    const body = Buffer.concat([Buffer.from(head), this.#bytes.subarray(0, this.#length), Buffer.from(tail)]);
    this.#length = 0;
    this.#sending = this.#send(body).finally(() => {
      this.#sending = null;
      if (this.#length >= SENT_BYTES) this.#flush();
    });
  }
}
