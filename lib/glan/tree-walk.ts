/** What a walk needs to know of a node. Ids are unique, positions order siblings. */
export interface WalkedNode {
  readonly id: number;
  readonly parentId: number | null;
  readonly position: number;
}

/**
 * The nodes as the tree is read: each followed by what is below it, siblings by position. Throws when a parent is
 * missing or nodes hang in a circle.
 */
export function readingOrder<Node extends WalkedNode>(nodes: readonly Node[]): Node[] {
  const childrenOf = Map.groupBy(nodes, ({ parentId }) => parentId);
  for (const siblings of childrenOf.values()) siblings.sort((a, b) => a.position - b.position || a.id - b.id);
  const ordered: Node[] = [];
  const visit = (parentId: number | null) => {
    for (const node of childrenOf.get(parentId) ?? []) {
      ordered.push(node);
      visit(node.id);
    }
  };
  visit(null);
  if (ordered.length !== nodes.length) {
    throw new Error(`${nodes.length - ordered.length} of ${nodes.length} nodes hang below no field`);
  }
  return ordered;
}

/** The id of the field that each node lies in; a field lies in itself. Throws as readingOrder does. */
export function fieldIdsOf(nodes: readonly WalkedNode[]): Map<number, number> {
  const fieldIds = new Map<number, number>();
  for (const { id, parentId } of readingOrder(nodes)) {
    fieldIds.set(id, parentId === null ? id : (fieldIds.get(parentId) ?? id));
  }
  return fieldIds;
}
