import { canonicalTexts, type NodeTexts } from "./node-texts.ts";
import type { TaxonomyTree, TreeNode } from "./taxonomy-tree.ts";
import { type NodeKind, normaliseName } from "./words.ts";

/** A node as the database and the screens have it. Ids are unique, positions order siblings. */
export interface FlatNode extends NodeTexts {
  readonly id: number;
  /** Null for a field. */
  readonly parentId: number | null;
  readonly kind: NodeKind;
  readonly name: string;
  readonly position: number;
}

/** The nodes of a tree, parents before children, numbered from 1 in that order. */
export function flatten(tree: TaxonomyTree): FlatNode[] {
  const nodes: FlatNode[] = [];
  const visit = (siblings: TaxonomyTree, parentId: number | null) => {
    for (const [position, { kind, name, children, ...texts }] of siblings.entries()) {
      const id = nodes.length + 1;
      nodes.push({ id, parentId, kind, name, position, ...canonicalTexts(texts) });
      visit(children ?? [], id);
    }
  };
  visit(tree, null);
  return nodes;
}

/** The tree of nodes in any order. Throws when a parent is missing or nodes hang in a circle. */
export function buildTree(nodes: readonly FlatNode[]): TaxonomyTree {
  const childrenOf = groupByParent(nodes);
  let placed = 0;
  const build = (parentId: number | null): TreeNode[] =>
    (childrenOf.get(parentId) ?? []).map(({ id, kind, name, ...texts }) => {
      placed += 1;
      const children = build(id);
      const node = { name, kind, ...canonicalTexts(texts) };
      return kind === "discipline" && children.length === 0 ? node : { ...node, children };
    });
  const tree = build(null);
  if (placed !== nodes.length) {
    throw new Error(`${nodes.length - placed} of ${nodes.length} nodes hang below no field`);
  }
  return tree;
}

/**
 * The disciplines at or below these nodes, each once, in the order of the tree. No roots means all, as in a
 * run's plan. Throws RangeError for a root that is not among the nodes.
 */
export function disciplinesUnder(nodes: readonly FlatNode[], rootIds: readonly number[]): FlatNode[] {
  const byId = indexById(nodes);
  const missing = rootIds.find((id) => !byId.has(id));
  if (missing !== undefined) throw new RangeError(`Node ${missing} is not in this taxonomy.`);
  const roots = new Set(rootIds);
  const childrenOf = groupByParent(nodes);
  const found: FlatNode[] = [];
  const visit = (parentId: number | null, isInside: boolean) => {
    for (const node of childrenOf.get(parentId) ?? []) {
      const isWanted = isInside || roots.has(node.id);
      if (isWanted && node.kind === "discipline") found.push(node);
      visit(node.id, isWanted);
    }
  };
  visit(null, rootIds.length === 0);
  return found;
}

/** Names from the field down to the node. Walks all nodes once: for many nodes use pathsOf. */
export function pathOf(nodes: readonly FlatNode[], id: number): string[] {
  const byId = indexById(nodes);
  const node = byId.get(id);
  if (node === undefined) throw new RangeError(`Node ${id} is not in this taxonomy.`);
  return climb(byId, node).map(({ name }) => name);
}

/** The path of every node, by id. */
export function pathsOf(nodes: readonly FlatNode[]): Map<number, string[]> {
  const byId = indexById(nodes);
  return new Map(nodes.map((node) => [node.id, climb(byId, node).map(({ name }) => name)]));
}

/**
 * Every node that a person may mean: by name, or by path with "/" or ">" between the names, compared
 * normalised. A path may start anywhere; one that starts with "/" starts at the top, which tells
 * a field from what has its name. A path that fits from the top hides those that fit further down.
 */
export function findNodes(nodes: readonly FlatNode[], nameOrPath: string): FlatNode[] {
  const wanted = normaliseName(nameOrPath);
  if (wanted === "") return [];
  const byId = indexById(nodes);
  const isAnchored = /^\s*[/>]/.test(nameOrPath);
  const isPath = isAnchored || /[/>]/.test(nameOrPath);
  const named = isAnchored ? [] : nodes.filter(({ name }) => normaliseName(name) === wanted);
  if (!isPath) return named;

  const last = wanted.split(" ").at(-1);
  const fromTop: FlatNode[] = [];
  const fromBelow: FlatNode[] = [];
  for (const node of nodes) {
    // Most nodes end otherwise, so their path need not be climbed.
    if (normaliseName(node.name).split(" ").at(-1) !== last) continue;
    const names = climb(byId, node).map(({ name }) => normaliseName(name));
    if (names.join(" ") === wanted) fromTop.push(node);
    else if (names.some((_, start) => start < names.length - 1 && names.slice(start).join(" ") === wanted)) {
      fromBelow.push(node);
    }
  }
  const byPath = fromTop.length > 0 || isAnchored ? fromTop : fromBelow;
  return [...new Set([...named, ...byPath])];
}

function indexById(nodes: readonly FlatNode[]): Map<number, FlatNode> {
  return new Map(nodes.map((node) => [node.id, node]));
}

/** Children of each parent, in the order of their positions. */
function groupByParent(nodes: readonly FlatNode[]): Map<number | null, FlatNode[]> {
  const groups = Map.groupBy(nodes, ({ parentId }) => parentId);
  for (const siblings of groups.values()) siblings.sort((a, b) => a.position - b.position || a.id - b.id);
  return groups;
}

/** From the field down to the node. */
function climb(byId: ReadonlyMap<number, FlatNode>, node: FlatNode): FlatNode[] {
  const path = [node];
  for (let at = node; at.parentId !== null; ) {
    const parent = byId.get(at.parentId);
    if (parent === undefined || path.length > byId.size) {
      throw new Error(`node ${node.id} hangs below no field`);
    }
    path.unshift(parent);
    at = parent;
  }
  return path;
}
