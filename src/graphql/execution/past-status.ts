/**
 * Refuses an operation that asks for the status in Intune of an object of the past: it would show today's status beside
 * yesterday's content. Depends on the request only, so that it is refused before anything is executed.
 */
import {
  type ArgumentNode,
  type DocumentNode,
  type FieldNode,
  Kind,
  type OperationDefinitionNode,
  type SelectionNode,
  visit,
} from 'graphql';
import { Refusal } from '../../domain/errors.js';

type Variables = Readonly<Record<string, unknown>>;

const MESSAGE = 'graph is the status of today. Ask for it without asOf, or leave it out.';

/** A function that throws `BAD_REQUEST` for variables with which a valid operation asks for such a status. */
export function pastStatusCheck(document: DocumentNode, operation: OperationDefinitionNode): (sent: Variables) => void {
  const moments = momentsWithStatus(document);
  return (sent) => {
    if (moments.some((moment) => isGiven(moment, operation, sent))) throw new Refusal('BAD_REQUEST', MESSAGE);
  };
}

/** The `asOf` arguments of fields that have `graph` below them. */
function momentsWithStatus(document: DocumentNode): readonly ArgumentNode[] {
  const found: ArgumentNode[] = [];
  visit(document, {
    Field: (field: FieldNode) => {
      const moment = field.arguments?.find(({ name }) => name.value === 'asOf');
      if (moment !== undefined && selectsStatus(field, document, new Set())) found.push(moment);
    },
  });
  return found;
}

type Selecting = { readonly selectionSet?: { readonly selections: readonly SelectionNode[] } | undefined };

function selectsStatus({ selectionSet }: Selecting, document: DocumentNode, seen: Set<string>): boolean {
  return (selectionSet?.selections ?? []).some((selection) => {
    if (selection.kind === Kind.FRAGMENT_SPREAD) {
      const { value } = selection.name;
      if (seen.has(value)) return false;
      seen.add(value);
      const fragment = document.definitions.find(
        (definition) => definition.kind === Kind.FRAGMENT_DEFINITION && definition.name.value === value,
      );
      return fragment?.kind === Kind.FRAGMENT_DEFINITION && selectsStatus(fragment, document, seen);
    }
    if (selection.kind === Kind.FIELD && selection.name.value === 'graph') return true;
    // The history of an object is the same whenever it is asked for.
    if (selection.kind === Kind.FIELD && selection.name.value === 'changes') return false;
    return selectsStatus(selection, document, seen);
  });
}

function isGiven({ value }: ArgumentNode, { variableDefinitions = [] }: OperationDefinitionNode, sent: Variables) {
  if (value.kind !== Kind.VARIABLE) return value.kind !== Kind.NULL;
  const name = value.name.value;
  if (sent[name] !== undefined) return sent[name] !== null;
  const { defaultValue } = variableDefinitions.find(({ variable }) => variable.name.value === name) ?? {};
  return defaultValue !== undefined && defaultValue.kind !== Kind.NULL;
}
