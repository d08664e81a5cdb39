import {
  abandon,
  changeOf,
  type EditableNode,
  isSameText,
  type NodeChange,
  type NodeFields,
  openDraft,
  put,
  type TreeChange,
  type TreeDraft,
} from "./tree-draft.ts";
import { type BrokenRule, findBrokenRule, isLive, quote } from "./tree-rules.ts";

export type UndoOutcome =
  /** One change for each that was undone, in the order given. */
  | { readonly kind: "changed"; readonly changes: readonly TreeChange[] }
  /** The field has another value by now, so a later edit stands in the way. */
  | { readonly kind: "overtaken"; readonly nodeId: number; readonly field: string }
  | ({ readonly kind: "refused" } & BrokenRule);

/**
 * Takes changes back, the last one first, all or none. A field goes back only from the value that its change
 * gave it; siblings that made room go back where they still can. The nodes need to hold what changed with all
 * above it, then and now, its siblings there, and what is below nodes that go elsewhere or come back.
 */
export function undoChanges(nodes: Map<number, EditableNode>, lastFirst: readonly TreeChange[]): UndoOutcome {
  const drafts: TreeDraft[] = [];
  const undone: TreeChange[] = [];
  const live = new Map<number, boolean>();
  const refuse = <Outcome extends UndoOutcome>(outcome: Outcome): Outcome => {
    for (const draft of drafts.toReversed()) abandon(draft);
    return outcome;
  };
  for (const { nodes: changes, shifts } of lastFirst) {
    const draft = openDraft(nodes);
    drafts.push(draft);
    for (const change of changes) {
      const node = nodes.get(change.id);
      if (node === undefined) throw new Error(`node ${change.id}, whose change is undone, is not there`);
      const field = findOvertaken(node, change.after);
      if (field !== null) return refuse({ kind: "overtaken", nodeId: node.id, field });
      if (!live.has(node.id)) live.set(node.id, isLive(nodes, node));
    }
    for (const change of changes) takeBack(draft, change);
    for (const { id, parentId, from, to } of shifts) {
      const node = nodes.get(id);
      if (node?.position === to && node.parentId === parentId) put(draft, { ...node, position: from });
    }
    undone.push(changeOf(draft));
  }
  const broken = findBrokenRule(nodes, live.keys()) ?? findHidden(nodes, live);
  if (broken !== null) return refuse({ kind: "refused", ...broken });
  return { kind: "changed", changes: undone };
}

/** A node that is out of the taxonomy before and after: undoing would change what nobody sees. */
function findHidden(
  nodes: ReadonlyMap<number, EditableNode>,
  live: ReadonlyMap<number, boolean>,
): BrokenRule | null {
  for (const [nodeId, wasLive] of live) {
    const node = nodes.get(nodeId);
    if (wasLive || node === undefined || isLive(nodes, node)) continue;
    return { rule: "removed", nodeId, reason: `${quote(node)} is removed by now: restore it first.` };
  }
  return null;
}

function findOvertaken(node: EditableNode, after: NodeFields): string | null {
  for (const field of ["name", "parentId", "removed", "mergedInto"] as const) {
    if (after[field] !== undefined && after[field] !== node[field]) return field;
  }
  for (const [field, text] of Object.entries(after.texts ?? {})) {
    if (!isSameText(text, node.texts[field])) return field;
  }
  return null;
}

function takeBack(draft: TreeDraft, { id, before }: NodeChange): void {
  const node = draft.nodes.get(id);
  if (node === undefined) return;
  const { texts, ...fields } = before;
  draft.placed.add(id);
  put(draft, { ...node, ...fields, texts: { ...node.texts, ...texts } });
}
