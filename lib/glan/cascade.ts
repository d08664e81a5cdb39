import type { FlatNode } from "./taxonomy.ts";
import { readingOrder, type WalkedNode } from "./tree-walk.ts";
import type { Verdict } from "./votes.ts";
import type { NodeKind } from "./words.ts";

/**
 * What holds for a node. Removal by an ancestor lies over the node's own verdict and never replaces it, so that
 * restoring the ancestor gives each node its own back.
 */
export type EffectiveVerdict =
  | { readonly kind: "own"; readonly verdict: Verdict }
  | {
      readonly kind: "removed-by-ancestor";
      /** The highest removed one: the first that must be restored. */
      readonly ancestorId: number;
      readonly own: Verdict;
    };

/** A node without a verdict is open. Throws when nodes hang below no field. */
export function effectiveVerdicts(
  nodes: readonly WalkedNode[],
  verdicts: ReadonlyMap<number, Verdict>,
): Map<number, EffectiveVerdict> {
  const effective = new Map<number, EffectiveVerdict>();
  for (const { id, parentId } of readingOrder(nodes)) {
    const own = verdicts.get(id) ?? "open";
    const removedBy = parentId === null ? null : removalOf(parentId, effective.get(parentId));
    effective.set(
      id,
      removedBy === null
        ? { kind: "own", verdict: own }
        : { kind: "removed-by-ancestor", ancestorId: removedBy, own },
    );
  }
  return effective;
}

/** Whether the node would not be in a release. Open and tied ones still would: nothing is removed undecided. */
export function isGone(effective: EffectiveVerdict): boolean {
  return effective.kind === "removed-by-ancestor" || effective.verdict === "remove";
}

/** The id of the node whose removal takes this one along, itself included. */
function removalOf(id: number, effective: EffectiveVerdict | undefined): number | null {
  if (effective === undefined) return null;
  if (effective.kind === "removed-by-ancestor") return effective.ancestorId;
  return effective.verdict === "remove" ? id : null;
}

/** What hangs on a node itself, without what is below it. */
export interface NodeLoad {
  /** Votes cast on the node itself. */
  readonly votes: number;
  readonly subjects: number;
  readonly questions: number;
}

/** What goes with a removal, in numbers. */
export interface Loss extends NodeLoad {
  readonly fields: number;
  readonly subFields: number;
  readonly disciplines: number;
}

export interface Removal {
  /** The node removed by its own verdict. */
  readonly node: FlatNode;
  /** What goes with it, in reading order, itself left out. */
  readonly below: readonly FlatNode[];
  /** Those below that people voted to keep. */
  readonly keptBelow: readonly FlatNode[];
  readonly loss: Loss;
}

export interface ClosingPreview {
  /** In reading order. None lies below another, so that nothing is counted twice. */
  readonly removals: readonly Removal[];
  readonly loss: Loss;
  /** Nodes without a verdict that no removal takes along: they stay. */
  readonly open: readonly FlatNode[];
  /** Ties that no removal takes along: they wait for an admin. */
  readonly tied: readonly FlatNode[];
  /** Disciplines that would be in a release. */
  readonly disciplinesLeft: number;
}

const NO_LOAD: NodeLoad = { votes: 0, subjects: 0, questions: 0 };
const NO_LOSS: Loss = { ...NO_LOAD, fields: 0, subFields: 0, disciplines: 0 };
const LOST_AS = {
  field: "fields",
  "sub-field": "subFields",
  discipline: "disciplines",
} as const satisfies Record<NodeKind, keyof Loss>;

/** What closing a round on these verdicts takes along. `loads` holds what hangs on each node itself. */
export function previewClosing(
  nodes: readonly FlatNode[],
  verdicts: ReadonlyMap<number, Verdict>,
  loads: ReadonlyMap<number, NodeLoad>,
): ClosingPreview {
  const effective = effectiveVerdicts(nodes, verdicts);
  const ordered = readingOrder(nodes);
  const takenBy = Map.groupBy(ordered, ({ id }) => removalOf(id, effective.get(id)));
  const staying = takenBy.get(null) ?? [];
  const removals = [...takenBy.values()].flatMap((gone): Removal[] => {
    // Reading order puts the removed node before all that goes with it.
    const [node, ...below] = gone;
    if (node === undefined || gone === staying) return [];
    const keptBelow = below.filter(({ id }) => verdicts.get(id) === "keep");
    return [{ node, below, keptBelow, loss: lossOf(gone, loads) }];
  });
  const withVerdict = (verdict: Verdict) =>
    staying.filter(({ id }) => (verdicts.get(id) ?? "open") === verdict);
  return {
    removals,
    loss: removals.reduce((sum, { loss }) => addLosses(sum, loss), NO_LOSS),
    open: withVerdict("open"),
    tied: withVerdict("tied"),
    disciplinesLeft: staying.filter(({ kind }) => kind === "discipline").length,
  };
}

function lossOf(gone: readonly FlatNode[], loads: ReadonlyMap<number, NodeLoad>): Loss {
  return gone.reduce((sum, { id, kind }) => {
    const itself = { ...NO_LOSS, ...(loads.get(id) ?? NO_LOAD), [LOST_AS[kind]]: 1 };
    return addLosses(sum, itself);
  }, NO_LOSS);
}

function addLosses(a: Loss, b: Loss): Loss {
  return {
    fields: a.fields + b.fields,
    subFields: a.subFields + b.subFields,
    disciplines: a.disciplines + b.disciplines,
    votes: a.votes + b.votes,
    subjects: a.subjects + b.subjects,
    questions: a.questions + b.questions,
  };
}
