import type { TreeNode } from "#lib/glan/tree-totals.ts";
import type { TreeRow } from "./tree-view.tsx";

/** Only what a row shows travels to the browser. */
export function treeRows(nodes: readonly TreeNode[]): TreeRow[] {
  const siblingsOf = Map.groupBy(nodes, (node) => node.parentId);
  const placeOf = new Map(
    [...siblingsOf.values()].flatMap((group) => group.map((node, index) => [node.id, index + 1])),
  );
  return nodes.map(({ id, parentId, kind, name, level, totals }) => ({
    id,
    parentId,
    kind,
    name,
    level,
    hasChildren: siblingsOf.has(id),
    place: placeOf.get(id) ?? 1,
    siblings: siblingsOf.get(parentId)?.length ?? 1,
    subjects: totals.subjects,
    pairs: totals.pairs,
  }));
}
