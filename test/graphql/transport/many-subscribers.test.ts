/** Tests that a thousand followers, most in tenants without changes, receive their changes during many writes with little memory. */
import { expect, test } from 'vitest';
import { DEVELOPMENT_TENANT, openLocalIssuer } from '../../../src/auth/local-issuer.js';
import { WRITE_PERMISSION } from '../../../src/domain/caller.js';
import { rawFollower } from '../../support/graphql/raw-follower.js';
import { EXAMPLE, mutation } from '../../support/graphql/settings-client.js';
import { residentMemory } from '../../support/service/resident-memory.js';
import { keepAliveClient, type StartedService, startService } from '../../support/service/started-service.js';

const QUIET_TENANTS = 99;
const FOLLOWERS_OF_EACH = 10;
const WRITERS = 16;
const WRITES_OF_EACH = 20;
const MAX_MEMORY_OF_EACH = 100 * 1024;
const FOLLOW = { query: 'subscription { changes(after: "") { node { id kind settingsId } } }' };

interface StreamResult {
  readonly changes: { readonly node: { readonly id: string; readonly kind: string; readonly settingsId: string } };
}

interface Tenant {
  readonly create: () => Promise<string>;
  readonly followers: readonly ReturnType<typeof rawFollower<StreamResult>>[];
}

/** A tenant with an object, and its followers, each of which has received the change. */
async function followedTenant(service: StartedService, token: string): Promise<Tenant> {
  const create = creator({ ...service, token });
  const first = await create();
  const options = {
    url: service.url,
    transport: 'WebSocket',
    authorization: `Bearer ${token}`,
    operation: FOLLOW,
  } as const;
  const followers = Array.from({ length: FOLLOWERS_OF_EACH }, () => rawFollower<StreamResult>(options));
  for (const follower of followers) expect(await nextCreated(follower)).toBe(first);
  return { create, followers };
}

/** Creates an object and answers with its id. */
function creator(service: StartedService): () => Promise<string> {
  const post = keepAliveClient(service);
  return async () => {
    const { body } = await post(mutation('Create'), { input: EXAMPLE });
    const { answer } = body.data as {
      readonly answer: { readonly derivedCredentialSettings: { readonly id: string } };
    };
    return answer.derivedCredentialSettings.id;
  };
}

async function nextCreated(follower: Tenant['followers'][number]): Promise<string | undefined> {
  return (await follower.next())?.data?.changes.node.settingsId;
}

/** Tokens for the tenants without changes. */
async function tokensOfOthers({ environment }: StartedService): Promise<string[]> {
  const issuer = await openLocalIssuer(environment.LOCAL_KEY_FILE);
  const claims = { permissions: [WRITE_PERMISSION], lifetimeSeconds: 3600, now: Date.now() };
  return Promise.all(
    Array.from({ length: QUIET_TENANTS }, (_, index) =>
      issuer.issue({ ...claims, tenantId: DEVELOPMENT_TENANT.replace(/.{4}$/, String(9000 + index)) }),
    ),
  );
}

test('Every follower catches up with its own tenant, and an idle one costs less than 100 kB', async () => {
  const service = await startService();
  const tokens = await tokensOfOthers(service);
  const busy = await followedTenant(service, service.token);
  const before = residentMemory(service.child.pid ?? 0);
  const quiet: Tenant[] = [];
  for (const token of tokens) quiet.push(await followedTenant(service, token));
  const ofEach = (residentMemory(service.child.pid ?? 0) - before) / (QUIET_TENANTS * FOLLOWERS_OF_EACH);
  expect(ofEach).toBeLessThan(MAX_MEMORY_OF_EACH);

  const writers = Array.from({ length: WRITERS }, async () => {
    const create = creator(service);
    const ids: string[] = [];
    for (let count = 0; count < WRITES_OF_EACH; count += 1) ids.push(await create());
    return ids;
  });
  const written = (await Promise.all(writers)).flat();
  for (const follower of busy.followers) {
    const told: unknown[] = [];
    while (told.length < written.length) told.push(await nextCreated(follower));
    expect(told.toSorted()).toEqual(written.toSorted());
  }
  for (const { create, followers } of quiet) {
    const id = await create();
    for (const follower of followers) expect(await nextCreated(follower)).toBe(id);
  }
}, 240_000);
