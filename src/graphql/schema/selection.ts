/** What an operation selects below the field that is being resolved. */
import {
  type DirectiveNode,
  type FieldNode,
  GraphQLIncludeDirective,
  type GraphQLResolveInfo,
  GraphQLSkipDirective,
  getDirectiveValues,
  Kind,
  type SelectionNode,
} from 'graphql';

/** Whether the response will have the field, under any alias. The type of the object must not depend on the data. */
export function isSelected(name: string, { fieldNodes, fragments, variableValues }: GraphQLResolveInfo): boolean {
  // Without it, fragments in fragments would take exponential time.
  const seen = new Set<string>();
  const isIn = ({ selectionSet }: Pick<FieldNode, 'selectionSet'>): boolean =>
    selectionSet?.selections.some((selection) => isIncluded(selection, variableValues) && leadsTo(selection)) === true;
  const leadsTo = (selection: SelectionNode): boolean => {
    if (selection.kind === Kind.FIELD) return selection.name.value === name;
    if (selection.kind === Kind.INLINE_FRAGMENT) return isIn(selection);
    const fragment = seen.has(selection.name.value) ? undefined : fragments[selection.name.value];
    seen.add(selection.name.value);
    return fragment !== undefined && isIn(fragment);
  };
  return fieldNodes.some(isIn);
}

function isIncluded(
  node: { readonly directives?: readonly DirectiveNode[] },
  values: GraphQLResolveInfo['variableValues'],
): boolean {
  if (getDirectiveValues(GraphQLSkipDirective, node, values)?.['if'] === true) return false;
  return getDirectiveValues(GraphQLIncludeDirective, node, values)?.['if'] !== false;
}
