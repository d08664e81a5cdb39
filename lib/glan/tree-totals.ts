import type { NodeKind } from "./words.ts";

/** What hangs below a node, itself included when it is a discipline. */
export interface NodeTotals {
  readonly disciplines: number;
  readonly subjects: number;
  readonly syllabi: number;
  readonly sessions: number;
  readonly concepts: number;
  /** Exact number of possible draws, far beyond 2^53 for a large taxonomy. */
  readonly draws: bigint;
  readonly questions: number;
  readonly pairs: number;
}

export interface TreeNode {
  readonly id: number;
  readonly parentId: number | null;
  readonly kind: NodeKind;
  readonly name: string;
  /** 1 for a root. */
  readonly level: number;
  readonly totals: NodeTotals;
}

export interface PlacedNode {
  readonly id: number;
  readonly parentId: number | null;
  readonly kind: NodeKind;
  readonly name: string;
}

export const NO_TOTALS: NodeTotals = {
  disciplines: 0,
  subjects: 0,
  syllabi: 0,
  sessions: 0,
  concepts: 0,
  draws: 0n,
  questions: 0,
  pairs: 0,
};

export function addTotals(a: NodeTotals, b: NodeTotals): NodeTotals {
  return {
    disciplines: a.disciplines + b.disciplines,
    subjects: a.subjects + b.subjects,
    syllabi: a.syllabi + b.syllabi,
    sessions: a.sessions + b.sessions,
    concepts: a.concepts + b.concepts,
    draws: a.draws + b.draws,
    questions: a.questions + b.questions,
    pairs: a.pairs + b.pairs,
  };
}

/**
 * The nodes in reading order (each followed by what is below it, siblings in the given order), every one with the
 * totals of its subtree. `own` holds what was generated for a discipline itself.
 */
export function totalTree(
  nodes: readonly PlacedNode[],
  own: ReadonlyMap<number, Omit<NodeTotals, "disciplines">>,
): TreeNode[] {
  const childrenOf = Map.groupBy(nodes, (node) => node.parentId);
  const walk = (node: PlacedNode, level: number): TreeNode[] => {
    const below = (childrenOf.get(node.id) ?? []).map((child) => walk(child, level + 1));
    const itself = {
      ...NO_TOTALS,
      ...own.get(node.id),
      disciplines: node.kind === "discipline" ? 1 : 0,
    };
    const totals = below.reduce((sum, [child]) => (child ? addTotals(sum, child.totals) : sum), itself);
    return [{ ...node, level, totals }, ...below.flat()];
  };
  return (childrenOf.get(null) ?? []).flatMap((root) => walk(root, 1));
}

/** The nodes from the root down to the one named, itself last; empty when it is not in the tree. */
export function pathTo(nodes: readonly TreeNode[], id: number): TreeNode[] {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const path: TreeNode[] = [];
  for (let node = byId.get(id); node !== undefined; ) {
    path.unshift(node);
    node = node.parentId === null ? undefined : byId.get(node.parentId);
  }
  return path;
}
