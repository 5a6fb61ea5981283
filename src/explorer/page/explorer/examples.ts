/**
 * Example operations, one for everything that the API can do. Each can be run unchanged and on its own: an example that
 * updates or deletes an object first creates it with a fixed id, so that it can be run again.
 */
import { randomId } from '../shared/random-id.js';

export interface Example {
  readonly title: string;
  /** One or two sentences for the panel. */
  readonly about: string;
  readonly query: string;
  /** JSON, or empty. */
  readonly variables: string;
}

const CONTENT = {
  displayName: 'Field staff',
  helpUrl: 'https://example.com/help',
  issuer: 'PUREBRED',
  notificationType: 'COMPANY_PORTAL_AND_EMAIL',
  renewalThresholdPercentage: 25,
};

interface Template extends Omit<Example, 'variables'> {
  readonly variables: (ids: Ids) => object | null;
}

/** Ids of the objects that examples create and then use. */
type Ids = Readonly<Record<'retried' | 'updated' | 'deleted' | 'restored', string>>;

const TEMPLATES: readonly Template[] = [
  {
    title: 'Create',
    about: 'Creates a new object each time it runs.',
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
    variables: () => ({ input: { ...CONTENT, displayName: 'Display Name value', notificationType: 'EMAIL' } }),
  },
  {
    title: 'Retry safely',
    about: 'A create with an id of your choice. Run it twice: the second time changes nothing.',
    query: `mutation RetrySafely(
  $input: CreateDerivedCredentialSettingsInput!
) {
  createDerivedCredentialSettings(input: $input) {
    derivedCredentialSettings {
      id
      displayName
      version
    }
    # Null the second time: nothing was changed.
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
    variables: ({ retried }) => ({ input: { id: retried, ...CONTENT } }),
  },
  {
    title: 'List',
    about: 'Filter, order and page through the settings. For the next page, pass endCursor as $after.',
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
    variables: () => ({
      first: 10,
      after: null,
      filter: { issuer: { in: ['PUREBRED', 'INTERCEDE'] }, not: { displayName: { startsWith: 'Test' } } },
    }),
  },
  {
    title: 'Read one',
    about:
      'One object by its id, also as a Relay node, alone or among several. Null until "Retry safely" has created it.',
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
    variables: ({ retried }) => ({ id: retried, change: `${retried}:1` }),
  },
  {
    title: 'Update',
    about: 'An update that is refused if somebody else has changed the object. Run it twice to see the refusal.',
    query: `mutation Update(
  $create: CreateDerivedCredentialSettingsInput!
  $update: UpdateDerivedCredentialSettingsInput!
) {
  # The object to update. If sent again,
  # this creates no second one.
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
    variables: ({ updated }) => ({
      create: { id: updated, ...CONTENT, displayName: 'To be updated' },
      update: { id: updated, expectedVersion: 1, helpUrl: null, renewalThresholdPercentage: 40 },
    }),
  },
  {
    title: 'History',
    about: 'The latest changes of the tenant, with the content before and after, and the changes of one object.',
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
    variables: ({ retried }) => ({ id: retried }),
  },
  {
    title: 'Follow',
    about: 'Every change of the tenant, live. Run it, then change something in another tab.',
    query: `subscription Follow($after: String) {
  changes(after: $after) {
    # To resume after this change,
    # pass its cursor as $after.
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
    variables: () => ({ after: null }),
  },
  {
    title: 'As it was',
    about: 'The settings at a time in the past, including objects that were deleted since.',
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
    variables: () => ({ asOf: { time: new Date(Date.now() - 60_000).toISOString() } }),
  },
  {
    title: 'Try first',
    about: 'A dry run: makes all checks and shows the change that would be recorded, but writes nothing.',
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
    variables: () => ({ input: { ...CONTENT, dryRun: true } }),
  },
  {
    title: 'Restore',
    about: 'Restores a deleted object with the content of an earlier version.',
    query: `mutation Restore(
  $create: CreateDerivedCredentialSettingsInput!
  $delete: DeleteDerivedCredentialSettingsInput!
  $revert: RevertDerivedCredentialSettingsInput!
) {
  # The object to restore.
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
    variables: ({ restored }) => ({
      create: { id: restored, ...CONTENT, displayName: 'To be restored' },
      delete: { id: restored },
      revert: { id: restored, toVersion: 1 },
    }),
  },
  {
    title: 'All or none',
    about: 'Several changes in one transaction, made in order.',
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
    variables: () => ({
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
    about: 'Deletes an object; its history stays. Run it twice to see the error for a deleted object.',
    query: `mutation Delete(
  $create: CreateDerivedCredentialSettingsInput!
  $delete: DeleteDerivedCredentialSettingsInput!
) {
  # The object to delete. Its id cannot be
  # used for a new object afterwards.
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
    variables: ({ deleted }) => ({
      create: { id: deleted, ...CONTENT, displayName: 'To be deleted' },
      delete: { id: deleted, expectedVersion: 1 },
    }),
  },
  {
    title: 'Intune',
    about: 'Whether the tenant is connected to Intune, and how both sides differ.',
    query: `query Intune {
  graphConnection {
    mode
    adopted
    lastWholeReadAt
    lag
    problem {
      code
      message
    }
  }
  graphDrift(first: 10) {
    totalCount
    nodes {
      kind
      settings {
        displayName
      }
      differences {
        field
        here
        inGraph
      }
    }
  }
}
`,
    variables: () => null,
  },
  {
    title: 'Status in Intune',
    about: 'How one object stands in Intune, also after its deletion.',
    query: `query StatusInIntune($id: ID!) {
  graphStatus(settingsId: $id) {
    state
    confirmedVersion
    confirmedAt
    problem {
      code
      message
    }
  }
}
`,
    variables: ({ retried }) => ({ id: retried }),
  },
  {
    title: 'Follow Intune',
    about: 'How objects stand in Intune, each time that it changes. It needs a connected tenant.',
    query: `subscription FollowIntune {
  graphStatus {
    id
    settingsId
    state
  }
}
`,
    variables: () => null,
  },
  {
    title: 'Adopt from Intune',
    about: 'What confirming the connection would do. Set dryRun to false to do it. It needs a connected tenant.',
    query: `mutation AdoptFromIntune(
  $input: AdoptFromGraphInput!
) {
  adoptFromGraph(input: $input) {
    linked {
      settingsId
      graphId
    }
    takenOver
    toCreateCount
    leftCount
    userErrors {
      code
      message
    }
  }
}
`,
    variables: () => ({ input: { dryRun: true } }),
  },
  {
    title: 'Sync with Intune',
    about: 'Reads Intune now. It needs a connected tenant.',
    query: `mutation SyncWithIntune(
  $input: SyncWithGraphInput!
) {
  syncWithGraph(input: $input) {
    graphConnection {
      lastWholeReadAt
      lag
    }
    userErrors {
      code
      message
    }
  }
}
`,
    variables: () => ({ input: { confirmDeletions: false } }),
  },
  {
    title: 'Decide',
    about: 'Lets one side win for an object that differs. It needs a connected tenant and a difference.',
    query: `mutation Decide(
  $input: ResolveGraphDriftInput!
) {
  resolveGraphDrift(input: $input) {
    graph {
      state
    }
    userErrors {
      code
      field
      message
    }
  }
}
`,
    variables: ({ retried }) => ({ input: { id: retried, take: 'OURS' } }),
  },
  {
    title: 'Send again',
    about: 'Sends a change again that Intune refused. It needs a connected tenant.',
    query: `mutation SendAgain(
  $input: RetryGraphChangeInput!
) {
  retryGraphChange(input: $input) {
    graph {
      state
    }
    userErrors {
      code
      field
      message
    }
  }
}
`,
    variables: ({ retried }) => ({ input: { id: retried } }),
  },
  {
    title: 'Viewer',
    about: 'Who you are according to your token, what it allows, and when it expires.',
    query: `query Viewer {
  viewer {
    tenantId
    subject
    permissions
    expiresAt
  }
}
`,
    variables: () => null,
  },
];

/** The examples, with new ids. Examples that read one object read the one that "Retry safely" creates. */
export function newExamples(): readonly Example[] {
  const ids = { retried: randomId(), updated: randomId(), deleted: randomId(), restored: randomId() };
  return TEMPLATES.map(({ variables, ...example }) => {
    const values = variables(ids);
    return { ...example, variables: values === null ? '' : JSON.stringify(values, null, 2) };
  });
}
