/** A tenant of a running service, and the commands that compare it with a file and make it like one. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { RemoteService } from '../../../src/cli/remote/remote-service.js';
import type { Progress } from '../../../src/desired/plan/tenant-service.js';
import { scratchFolder } from '../files/scratch.js';
import { type SettingsClient, settingsClient } from '../graphql/settings-client.js';
import { type Booted, boot, type TokenOptions } from '../service/boot.js';
import { type Ended, start } from '../service/built-program.js';

export interface DesiredTenant {
  readonly service: Booted;
  readonly client: SettingsClient;
  readonly folder: string;
  /** A path in the folder; what the commands print names it without the folder. */
  file(name: string, content: unknown): string;
  /** Runs a command of the built program with the service's address and a token in its environment. */
  run(args: readonly string[], environment?: NodeJS.ProcessEnv): Promise<Ended>;
  /** `plan` or `apply` of a content: texts and bytes as they are, everything else as JSON. */
  plan(content: unknown, ...args: readonly string[]): Promise<Ended>;
  apply(content: unknown, ...args: readonly string[]): Promise<Ended>;
}

export async function desiredTenant(environment: NodeJS.ProcessEnv = {}): Promise<DesiredTenant> {
  const service = await boot(environment);
  const folder = scratchFolder();
  const usual = { SERVICE_URL: service.url, SERVICE_TOKEN: await service.token() };
  const file = (name: string, content: unknown) => {
    const path = join(folder, name);
    const isRaw = typeof content === 'string' || content instanceof Uint8Array;
    writeFileSync(path, isRaw ? content : JSON.stringify(content));
    return path;
  };
  const run = async (args: readonly string[], more: NodeJS.ProcessEnv = {}) => {
    const ended = await start(args, { ...usual, ...more }).ended;
    return { ...ended, stderr: ended.stderr.replaceAll(`${folder}/`, '') };
  };
  const of =
    (command: string) =>
    (content: unknown, ...args: readonly string[]) =>
      run([command, file('desired.yaml', content), ...args]);
  return { service, client: settingsClient(service), folder, file, run, plan: of('plan'), apply: of('apply') };
}

/** The service as the commands reach it, inside the test's own process. */
export async function serviceOf(booted: Booted, token?: TokenOptions): Promise<RemoteService> {
  return new RemoteService(booted.url, await booted.token(token), () => {});
}

/** Tells nobody how far it has come. */
export const quietly: Progress = () => () => {};

/** A list of entries as a file has it. */
export function desired(...entries: readonly object[]): object {
  return { derivedCredentials: entries };
}
