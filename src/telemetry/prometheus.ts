/** Serves the metrics as Prometheus text at `/metrics`, on an address of its own. Knows no metric and no token. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { diag } from '@opentelemetry/api';
import { PrometheusExporter, PrometheusSerializer } from '@opentelemetry/exporter-prometheus';

const PATH = '/metrics';
const TEXT = 'text/plain; version=0.0.4; charset=utf-8';
const PLAIN = 'text/plain; charset=utf-8';
// A scraper keeps one connection.
const MAX_CONNECTIONS = 20;

export class PrometheusEndpoint {
  // Only for what it collects: its own server answers a failed collection with status 200.
  readonly reader = new PrometheusExporter({ preventServerStart: true });
  readonly #serializer = new PrometheusSerializer(undefined, false, undefined, false, true);
  readonly #address: { readonly host: string; readonly port: number };
  readonly #server: Server;

  constructor(address: { readonly host: string; readonly port: number }) {
    this.#address = address;
    this.#server = createServer((request, response) => void this.#answer(request, response));
    this.#server.maxConnections = MAX_CONNECTIONS;
  }

  /** Rejects with the error of the system if the address cannot be used. */
  async listen(): Promise<void> {
    // `exclusive`: of several processes each has its own port, and none answers for another.
    await new Promise<void>((resolve, reject) => {
      this.#server.once('error', reject);
      this.#server.listen({ ...this.#address, exclusive: true }, resolve);
    });
  }

  async close(): Promise<void> {
    await new Promise((resolve) => {
      this.#server.close(resolve);
      this.#server.closeAllConnections();
    });
  }

  async #answer({ method, url }: IncomingMessage, response: ServerResponse): Promise<void> {
    const send = (status: number, type: string, text: string) =>
      response.writeHead(status, { 'content-type': type, 'x-content-type-options': 'nosniff' }).end(text);
    if (url?.split('?')[0] !== PATH) return void send(404, PLAIN, `The metrics are at ${PATH}.\n`);
    if (method !== 'GET' && method !== 'HEAD') return void send(405, PLAIN, 'The metrics are read with GET.\n');
    try {
      const { resourceMetrics, errors } = await this.reader.collect();
      // The other metrics are still true.
      for (const error of errors) diag.warn('a metric could not be read:', error);
      send(200, TEXT, this.#serializer.serialize(resourceMetrics));
    } catch (error) {
      diag.error('the metrics could not be read:', error);
      send(500, PLAIN, 'The metrics could not be read. The log says why.\n');
    }
  }
}
