/** Proves that only tokens of Microsoft's issuers need a certain version: the one that the issuer issues. */
import { beforeAll, describe, expect, test } from 'vitest';
import { CLOUD_ISSUERS } from '../../src/auth/clouds.js';
import { createVerifier } from '../../src/auth/verifier.js';
import {
  AUDIENCE,
  createTestIssuer,
  ISSUER_TEMPLATE,
  NOW,
  TENANT,
  type TestIssuer,
} from '../support/auth/test-issuer.js';

let issuer: TestIssuer;
beforeAll(async () => {
  issuer = await createTestIssuer();
});

/** Verifies a token of an issuer with this `ver`. */
async function verified(template: string, ver: unknown) {
  const issuers = [{ issuer: template, keys: issuer.keys }];
  const authenticate = createVerifier({ issuers, audiences: [AUDIENCE], tenants: '*', clock: () => NOW });
  const iss = template.replace('{tenantid}', TENANT);
  return authenticate(`Bearer ${await issuer.issue({ iss, ver })}`);
}

const MICROSOFT = [
  ...new Set(
    Object.values(CLOUD_ISSUERS)
      .flat()
      .map((cloud) => cloud.issuer),
  ),
].flatMap((template) => {
  // Also for an issuer URL with a fixed tenant.
  return [template, template.replace('{tenantid}', TENANT)];
});

describe.each(MICROSOFT)('%s', (template) => {
  const [version, other] = template.endsWith('/v2.0') ? ['2.0', '1.0'] : ['1.0', '2.0'];

  test('issues tokens of its version', async () => {
    expect(await verified(template, version)).toMatchObject({ tenantId: TENANT });
  });

  test.each([other, undefined, '', '3.0', Number(version), [version], `${version}0`])(
    'and none with ver %j',
    async (ver) => {
      await expect(verified(template, ver)).rejects.toMatchObject({
        reason: 'BAD_CLAIM',
        message: 'The "ver" of the access token is not acceptable here.',
      });
    },
  );
});

test('Another issuer may leave the version out, or use a different one', async () => {
  for (const ver of [undefined, '1.0', '2.0', 3]) {
    for (const template of [
      ISSUER_TEMPLATE,
      'urn:other',
      'https://login.microsoftonline.com.example/{tenantid}/v2.0',
    ]) {
      expect(await verified(template, ver)).toMatchObject({ tenantId: TENANT });
    }
  }
});
