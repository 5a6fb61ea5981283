/** The options of the listening address and of its connections. Reads no environment and opens no file. */
import * as z from 'zod';
import { port } from './port.js';
import { inMs, seconds } from './seconds.js';

export interface ListeningConfig {
  readonly host: string;
  readonly port: number;
  /** The files of the certificate and its key; null to speak plain HTTP. */
  readonly tls: { readonly certFile: string; readonly keyFile: string } | null;
  /** Seconds. */
  readonly keepAliveTimeout: number;
  readonly drainGraceMs: number;
}

const MAX_KEEP_ALIVE_S = 3_600;
const KEEP_ALIVE_FAULT = `is not a whole number of seconds from 1 to ${MAX_KEEP_ALIVE_S}`;

export const LISTENING_ENVIRONMENT = {
  HOST: z.string().default('127.0.0.1').meta({ description: 'Address to listen on. Local mode takes loopback only.' }),
  PORT: port(0).default(4000).meta({ description: 'Port to listen on. 0 takes a free one.' }),
  TLS_CERT_FILE: z.string().optional().meta({
    description:
      'The PEM file of the certificate and its chain with which the service speaks TLS itself; read again when it changes. Default: plain HTTP.',
  }),
  TLS_KEY_FILE: z
    .string()
    .optional()
    .meta({ description: 'The PEM file of the key of that certificate, without a password.' }),
  KEEP_ALIVE_TIMEOUT: z
    .string()
    .regex(/^\d{1,4}$/, KEEP_ALIVE_FAULT)
    .transform(Number)
    .pipe(z.number().min(1, KEEP_ALIVE_FAULT).max(MAX_KEEP_ALIVE_S, KEEP_ALIVE_FAULT))
    .default(75)
    .meta({
      description:
        'Seconds for which an idle connection is kept, 1 to 3600. Longer than a proxy or load balancer in front keeps it, whose next request would be lost otherwise.',
    }),
  DRAIN_GRACE: seconds(0, 300).default(0.5).meta({
    description:
      'Seconds for which a service that has been stopped still takes requests and answers 503 at `/readyz`, up to 300. Longer than a load balancer needs to notice that.',
  }),
} satisfies Readonly<Record<string, z.ZodType>>;

type ListeningEnvironment = z.infer<z.ZodObject<typeof LISTENING_ENVIRONMENT>>;

export function listeningConfig(env: ListeningEnvironment): ListeningConfig {
  const { TLS_CERT_FILE: certFile, TLS_KEY_FILE: keyFile } = env;
  return {
    // The name can resolve to two addresses; the service has one listener.
    host: env.HOST === 'localhost' ? '127.0.0.1' : env.HOST,
    port: env.PORT,
    tls: certFile === undefined || keyFile === undefined ? null : { certFile, keyFile },
    keepAliveTimeout: env.KEEP_ALIVE_TIMEOUT,
    drainGraceMs: inMs(env.DRAIN_GRACE),
  };
}

/** What is missing, as a sentence; null if nothing is. */
export function tlsFault({ TLS_CERT_FILE, TLS_KEY_FILE }: ListeningEnvironment): string | null {
  if ((TLS_CERT_FILE === undefined) === (TLS_KEY_FILE === undefined)) return null;
  return TLS_KEY_FILE === undefined
    ? 'TLS_KEY_FILE is missing: name the file of the key of TLS_CERT_FILE.'
    : 'TLS_CERT_FILE is missing: name the file of the certificate of TLS_KEY_FILE.';
}
