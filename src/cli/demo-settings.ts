/** The demo data of `seed`: settings of an organisation, with some history. Data only. */
import type { CreateInput, UpdateInput } from '../domain/plans.js';

/** An object, and the updates made to it after its creation, in order. */
export interface Demo {
  readonly create: CreateInput & { readonly id: string };
  readonly updates?: readonly Omit<UpdateInput, 'id' | 'expectedVersion'>[];
}

// Ids that look like "seed" in hexadecimal digits, so that demo data is recognised.
const ID_PREFIX = '5eed0000-0000-4000-8000-00000000000';

export const DEMO_SETTINGS: readonly Demo[] = [
  {
    create: {
      id: `${ID_PREFIX}1`,
      displayName: 'Field staff',
      helpUrl: 'https://help.example.com/derived-credentials/field-staff',
      issuer: 'PUREBRED',
      notificationType: 'COMPANY_PORTAL',
      renewalThresholdPercentage: 20,
    },
    updates: [{ notificationType: 'COMPANY_PORTAL_AND_EMAIL' }, { renewalThresholdPercentage: 30 }],
  },
  {
    create: {
      id: `${ID_PREFIX}2`,
      displayName: 'Head office',
      helpUrl: 'https://help.example.com/derived-credentials/head-office',
      issuer: 'PUREBRED',
      notificationType: 'EMAIL',
      renewalThresholdPercentage: 20,
    },
  },
  {
    create: {
      id: `${ID_PREFIX}3`,
      displayName: 'Contractors',
      helpUrl: 'https://help.example.com/derived-credentials/contractors',
      issuer: 'ENTRUST_DATACARD',
      notificationType: 'EMAIL',
      renewalThresholdPercentage: 50,
    },
    updates: [{ displayName: 'Contractors and visitors', helpUrl: null }],
  },
  {
    create: {
      id: `${ID_PREFIX}4`,
      displayName: 'Laboratory',
      helpUrl: 'https://help.example.com/derived-credentials/laboratory',
      issuer: 'INTERCEDE',
      notificationType: 'COMPANY_PORTAL',
      renewalThresholdPercentage: 15,
    },
  },
  {
    create: {
      id: `${ID_PREFIX}5`,
      displayName: 'Service desk',
      helpUrl: 'https://help.example.com/derived-credentials/service-desk',
      issuer: 'X_TEC',
      notificationType: 'NONE',
      renewalThresholdPercentage: 20,
    },
    updates: [{ notificationType: 'EMAIL' }],
  },
];
