/**
 * Operations to begin with, one for everything that the API can do. Each runs as it stands and alone: what changes or
 * removes an object makes it first, under an id of its own, which does no harm when it is sent again.
 */
import { randomId } from './random-id.js';

export interface Example {
  readonly title: string;
  /** What it shows, in one sentence. */
  readonly about: string;
  readonly query: string;
  /** As JSON. */
  readonly variables: string;
}

const CONTENT = {
  displayName: 'Field staff',
  helpUrl: 'https://example.com/help',
  issuer: 'PUREBRED',
  notificationType: 'COMPANY_PORTAL_AND_EMAIL',
  renewalThresholdPercentage: 25,
};

/** The examples, with new ids. Those that read one object read the one that "Retry safely" makes. */
export function newExamples(): readonly Example[] {
  const [retried, updated, deleted, restored] = [randomId(), randomId(), randomId(), randomId()];
  return [
    {
      title: 'Create',
      about: 'Makes a new object each time it runs.',
      query: `mutation Create(
  $input: CreateDerivedCredentialSettingsInput!
) {
  createDerivedCredentialSettings(input: $input) {
    derivedCredentialSettings {
      id
      displayName
      version
      createdAt
    }
    userErrors {
      code
      field
      message
    }
  }
}
`,
      variables: json({ input: { ...CONTENT, displayName: 'Display Name value', notificationType: 'EMAIL' } }),
    },
    {
      title: 'Retry safely',
      about: 'A create under an id of your choice: run it twice, and the second time changes nothing.',
      query: `mutation RetrySafely(
  $input: CreateDerivedCredentialSettingsInput!
) {
  createDerivedCredentialSettings(input: $input) {
    derivedCredentialSettings {
      id
      displayName
      version
    }
    # Null the second time: nothing was done.
    change {
      id
      at
    }
    userErrors {
      code
      field
      message
    }
  }
}
`,
      variables: json({ input: { id: retried, ...CONTENT } }),
    },
    {
      title: 'List',
      about: 'Filter, order and page through the settings. For the next page, give endCursor as $after.',
      query: `query List(
  $first: Int
  $after: String
  $filter: DerivedCredentialSettingsFilter
) {
  derivedCredentials(
    first: $first
    after: $after
    filter: $filter
    orderBy: { field: DISPLAY_NAME }
  ) {
    totalCount
    nodes {
      id
      displayName
      helpUrl
      issuer
      notificationType
      renewalThresholdPercentage
      version
      updatedAt
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
`,
      variables: json({
        first: 10,
        after: null,
        filter: { issuer: { in: ['PUREBRED', 'INTERCEDE'] }, not: { displayName: { startsWith: 'Test' } } },
      }),
    },
    {
      title: 'Read one',
      about:
        'One object by its id, also as a Relay node, alone or among several. Null until "Retry safely" has made it.',
      query: `query ReadOne($id: ID!, $change: ID!) {
  derivedCredentialSettings(id: $id) {
    displayName
    helpUrl
    issuer
    version
  }
  node(id: $id) {
    __typename
    id
  }
  nodes(ids: [$id, $change]) {
    __typename
    id
  }
}
`,
      variables: json({ id: retried, change: `${retried}:1` }),
    },
    {
      title: 'Update',
      about: 'A change that is refused if somebody else was faster. Run twice, it shows that refusal.',
      query: `mutation Update(
  $create: CreateDerivedCredentialSettingsInput!
  $update: UpdateDerivedCredentialSettingsInput!
) {
  # What is to be changed. Sent again under
  # the same id, this makes no second one.
  createDerivedCredentialSettings(input: $create) {
    userErrors {
      code
      message
    }
  }
  updateDerivedCredentialSettings(input: $update) {
    derivedCredentialSettings {
      id
      helpUrl
      renewalThresholdPercentage
      version
    }
    userErrors {
      code
      field
      message
    }
  }
}
`,
      variables: json({
        create: { id: updated, ...CONTENT, displayName: 'To be updated' },
        update: { id: updated, expectedVersion: 1, helpUrl: null, renewalThresholdPercentage: 40 },
      }),
    },
    {
      title: 'History',
      about: 'The latest changes of the tenant, and all those of one object, with the content before and after.',
      query: `query History($id: ID!) {
  changes(last: 10) {
    totalCount
    nodes {
      kind
      at
      actor {
        subject
      }
      before {
        displayName
        helpUrl
        renewalThresholdPercentage
      }
      after {
        displayName
        helpUrl
        renewalThresholdPercentage
      }
    }
  }
  derivedCredentialSettings(id: $id) {
    changes(first: 10) {
      nodes {
        id
        kind
      }
    }
  }
}
`,
      variables: json({ id: retried }),
    },
    {
      title: 'Follow',
      about: 'Each change of the tenant as it happens. Run it, then change something in another tab.',
      query: `subscription Follow($after: String) {
  changes(after: $after) {
    # To go on after this change later,
    # give its cursor as $after.
    cursor
    node {
      kind
      at
      actor {
        subject
      }
      touchedFields
      before {
        displayName
      }
      after {
        displayName
      }
    }
  }
}
`,
      variables: json({ after: null }),
    },
    {
      title: 'As it was',
      about: 'The settings at a moment in the past, objects deleted since included.',
      query: `query AsItWas($asOf: Moment) {
  derivedCredentials(asOf: $asOf) {
    totalCount
    nodes {
      id
      displayName
      version
    }
  }
}
`,
      variables: json({ asOf: { time: aMinuteAgo() } }),
    },
    {
      title: 'Try first',
      about: 'All the checks and the change that would be recorded, and nothing written.',
      query: `mutation TryFirst(
  $input: CreateDerivedCredentialSettingsInput!
) {
  createDerivedCredentialSettings(input: $input) {
    change {
      kind
      version
      after {
        displayName
        helpUrl
      }
    }
    userErrors {
      code
      field
      message
    }
  }
}
`,
      variables: json({ input: { ...CONTENT, dryRun: true } }),
    },
    {
      title: 'Restore',
      about: 'Brings back an object that was deleted, as it was at an earlier version.',
      query: `mutation Restore(
  $create: CreateDerivedCredentialSettingsInput!
  $delete: DeleteDerivedCredentialSettingsInput!
  $revert: RevertDerivedCredentialSettingsInput!
) {
  # What is to be restored.
  createDerivedCredentialSettings(input: $create) {
    userErrors {
      code
      message
    }
  }
  deleteDerivedCredentialSettings(input: $delete) {
    deletedId
  }
  revertDerivedCredentialSettings(input: $revert) {
    derivedCredentialSettings {
      id
      displayName
      version
    }
    change {
      kind
    }
    userErrors {
      code
      field
      message
    }
  }
}
`,
      variables: json({
        create: { id: restored, ...CONTENT, displayName: 'To be restored' },
        delete: { id: restored },
        revert: { id: restored, toVersion: 1 },
      }),
    },
    {
      title: 'All or none',
      about: 'Several changes in one transaction, each upon what those before it leave.',
      query: `mutation AllOrNone(
  $input: ApplyDerivedCredentialSettingsChangesInput!
) {
  applyDerivedCredentialSettingsChanges(input: $input) {
    results {
      derivedCredentialSettings {
        id
        displayName
        version
      }
      change {
        kind
      }
    }
    userErrors {
      code
      field
      message
    }
  }
}
`,
      variables: json({
        input: {
          changes: [
            { create: { ...CONTENT, displayName: 'Field staff, east' } },
            { create: { ...CONTENT, displayName: 'Without a help page', helpUrl: null } },
          ],
        },
      }),
    },
    {
      title: 'Delete',
      about: 'Removes an object, whose history stays. Run twice, it says that the object is gone.',
      query: `mutation Delete(
  $create: CreateDerivedCredentialSettingsInput!
  $delete: DeleteDerivedCredentialSettingsInput!
) {
  # What is to be removed. Its id is not
  # given out again once it is gone.
  createDerivedCredentialSettings(input: $create) {
    userErrors {
      code
      message
    }
  }
  deleteDerivedCredentialSettings(input: $delete) {
    deletedId
    userErrors {
      code
      field
      message
    }
  }
}
`,
      variables: json({
        create: { id: deleted, ...CONTENT, displayName: 'To be deleted' },
        delete: { id: deleted, expectedVersion: 1 },
      }),
    },
    {
      title: 'Viewer',
      about: 'Who the token says you are, what it allows, and until when.',
      query: `query Viewer {
  viewer {
    tenantId
    subject
    permissions
    expiresAt
  }
}
`,
      variables: '',
    },
  ];
}

function aMinuteAgo(): string {
  return new Date(Date.now() - 60_000).toISOString();
}

function json(variables: object): string {
  return JSON.stringify(variables, null, 2);
}
