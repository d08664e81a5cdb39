import { TAXONOMY_DEPTH_MAX } from "./taxonomy-tree.ts";
import { childrenOf, type EditableNode, findChild } from "./tree-draft.ts";

// The rules that no edit and no undo may break. They look at the tree as it would be afterwards.

export const TREE_RULES = [
  "unknown-node",
  "removed",
  "not-removed",
  "merged",
  "kind",
  "cycle",
  "duplicate",
  "depth",
] as const;
export type TreeRule = (typeof TREE_RULES)[number];

/** Why an edit is not made: a sentence for the screen, and the node it is about. */
export interface BrokenRule {
  readonly rule: TreeRule;
  readonly nodeId: number;
  readonly reason: string;
}

type Nodes = ReadonlyMap<number, EditableNode>;

/**
 * From the node's parent up to its field; "cycle" where it comes to no field. Throws where an ancestor is not
 * among the nodes: who asks must have brought them.
 */
export function ancestorsOf(nodes: Nodes, node: EditableNode): EditableNode[] | "cycle" {
  const path: EditableNode[] = [];
  for (let at = node; at.parentId !== null; ) {
    const parent = nodes.get(at.parentId);
    if (parent === undefined) throw new Error(`node ${at.id}: its parent ${at.parentId} is not there`);
    if (path.length >= nodes.size) return "cycle";
    path.push(parent);
    at = parent;
  }
  return path;
}

/** In the taxonomy: neither it nor anything above it is removed. */
export function isLive(nodes: Nodes, node: EditableNode): boolean {
  if (node.removed) return false;
  const above = ancestorsOf(nodes, node);
  return above !== "cycle" && above.every(({ removed }) => !removed);
}

/** The first rule that one of these nodes breaks where it stands, or null. Removed nodes break none. */
export function findBrokenRule(nodes: Nodes, ids: Iterable<number>): BrokenRule | null {
  for (const id of ids) {
    const node = nodes.get(id);
    if (node === undefined || node.removed) continue;
    const broken = checkNode(nodes, node);
    if (broken !== null) return { ...broken, nodeId: id };
  }
  return null;
}

function checkNode(nodes: Nodes, node: EditableNode): Omit<BrokenRule, "nodeId"> | null {
  const name = quote(node);
  const parent = node.parentId === null ? null : nodes.get(node.parentId);
  if (parent === undefined)
    return { rule: "unknown-node", reason: `There is no node ${node.parentId} for ${name} to stand below.` };
  if (parent === null && node.kind !== "field")
    return { rule: "kind", reason: `${name} is a ${node.kind} and cannot be at the top: fields are.` };
  if (parent !== null && node.kind === "field")
    return { rule: "kind", reason: `${name} is a field and cannot be below another node.` };
  if (parent?.kind === "discipline")
    return { rule: "kind", reason: `${quote(parent)} is a discipline and has nothing below it.` };

  const above = ancestorsOf(nodes, node);
  if (above === "cycle") return { rule: "cycle", reason: `${name} cannot be below itself.` };
  const gone = above.find(({ removed }) => removed);
  if (gone !== undefined)
    return { rule: "removed", reason: `${name} would stand below ${quote(gone)}, which is removed.` };
  const twin = findChild(nodes, node.parentId, node.name, node.id);
  if (twin !== undefined)
    return {
      rule: "duplicate",
      reason: `${parent === null ? "At the top" : `Below ${quote(parent)}`} there is ${quote(twin)} already.`,
    };
  if (above.length + heightOf(nodes, node) > TAXONOMY_DEPTH_MAX)
    return { rule: "depth", reason: `${name} would reach deeper than ${TAXONOMY_DEPTH_MAX} levels.` };
  return null;
}

/** Levels from the node down, itself included. */
function heightOf(nodes: Nodes, node: EditableNode): number {
  if (node.kind === "discipline") return 1;
  let level = [node];
  let height = 0;
  for (; level.length > 0; height += 1) level = level.flatMap(({ id }) => childrenOf(nodes, id));
  return height;
}

export function quote({ name }: Pick<EditableNode, "name">): string {
  return `"${name}"`;
}
