import type { FlatNode } from "./taxonomy.ts";
import { normaliseName } from "./words.ts";

// The working taxonomy while it is being edited: nodes by id, and what each had before it was first touched.

export type TextValue = string | null | readonly string[];
/** Texts of a node by the name of the field (aliases, definition, ...); which there are is not the tree's matter. */
export type TextFields = Readonly<Record<string, TextValue>>;

export interface EditableNode extends Pick<FlatNode, "id" | "parentId" | "kind" | "name" | "position"> {
  /** Its own mark. A node below a removed one is out of the taxonomy without being marked. */
  readonly removed: boolean;
  readonly mergedInto: number | null;
  readonly texts: TextFields;
}

/** What an edit may change. Of texts it holds the changed fields alone. */
export type NodeFields = Partial<Omit<EditableNode, "id" | "kind">>;

export interface NodeChange {
  readonly id: number;
  readonly before: NodeFields;
  readonly after: NodeFields;
}

/** A sibling that only made room. It is not part of what the person did. */
export interface Shift {
  readonly id: number;
  readonly parentId: number | null;
  readonly from: number;
  readonly to: number;
}

/** What one edit did, exactly. An added node appears as one that was removed before. */
export interface TreeChange {
  readonly nodes: readonly NodeChange[];
  readonly shifts: readonly Shift[];
}

export interface TreeDraft {
  readonly nodes: Map<number, EditableNode>;
  /** The touched nodes as they were; undefined for an added one. */
  readonly first: Map<number, EditableNode | undefined>;
  /** Nodes whose place was chosen, unlike that of siblings that made room. */
  readonly placed: Set<number>;
}

export function openDraft(nodes: Map<number, EditableNode>): TreeDraft {
  return { nodes, first: new Map(), placed: new Set() };
}

export function put(draft: TreeDraft, node: EditableNode): void {
  if (!draft.first.has(node.id)) draft.first.set(node.id, draft.nodes.get(node.id));
  draft.nodes.set(node.id, node);
}

/** Takes back all that was put. */
export function abandon(draft: TreeDraft): void {
  for (const [id, node] of draft.first) {
    if (node === undefined) draft.nodes.delete(id);
    else draft.nodes.set(id, node);
  }
}

/** The children that are not removed, in order. */
export function childrenOf(nodes: ReadonlyMap<number, EditableNode>, parentId: number | null) {
  return [...nodes.values()]
    .filter((node) => node.parentId === parentId && !node.removed)
    .sort((a, b) => a.position - b.position || a.id - b.id);
}

export function findChild(
  nodes: ReadonlyMap<number, EditableNode>,
  parentId: number | null,
  name: string,
  exceptId: number,
): EditableNode | undefined {
  const wanted = normaliseName(name);
  return [...nodes.values()].find(
    (node) =>
      node.parentId === parentId &&
      !node.removed &&
      node.id !== exceptId &&
      normaliseName(node.name) === wanted,
  );
}

/** Puts the node below the parent, at this place among its siblings or last; the fewest possible make room. */
export function place(draft: TreeDraft, node: EditableNode, parentId: number | null, index?: number): void {
  const siblings = childrenOf(draft.nodes, parentId).filter(({ id }) => id !== node.id);
  const at = Math.min(index ?? siblings.length, siblings.length);
  let position = (siblings[at - 1]?.position ?? -1) + 1;
  draft.placed.add(node.id);
  put(draft, { ...node, parentId, position });
  for (const sibling of siblings.slice(at)) {
    if (sibling.position > position) break;
    position += 1;
    put(draft, { ...sibling, position });
  }
}

/** The difference between the draft and what it began with. */
export function changeOf(draft: TreeDraft): TreeChange {
  const nodes: NodeChange[] = [];
  const shifts: Shift[] = [];
  for (const [id, first] of draft.first) {
    const last = draft.nodes.get(id);
    if (last === undefined) continue;
    const change = first === undefined ? added(id) : compare(first, last);
    const fields = Object.keys(change.after);
    const isShift = fields.every((field) => field === "position") && !draft.placed.has(id);
    if (fields.length === 0) continue;
    if (!isShift) nodes.push(change);
    else if (first !== undefined) {
      shifts.push({ id, parentId: last.parentId, from: first.position, to: last.position });
    }
  }
  return { nodes, shifts };
}

const added = (id: number): NodeChange => ({ id, before: { removed: true }, after: { removed: false } });

function compare(first: EditableNode, last: EditableNode): NodeChange {
  const before: Record<string, unknown> = {};
  const after: Record<string, unknown> = {};
  for (const field of ["parentId", "name", "position", "removed", "mergedInto"] as const) {
    if (first[field] === last[field]) continue;
    before[field] = first[field];
    after[field] = last[field];
  }
  const texts = Object.keys({ ...first.texts, ...last.texts }).filter(
    (field) => !isSameText(first.texts[field], last.texts[field]),
  );
  if (texts.length > 0) {
    before.texts = Object.fromEntries(texts.map((field) => [field, first.texts[field] ?? null]));
    after.texts = Object.fromEntries(texts.map((field) => [field, last.texts[field] ?? null]));
  }
  return { id: first.id, before, after };
}

export function isSameText(a: TextValue | undefined, b: TextValue | undefined): boolean {
  return JSON.stringify(a ?? null) === JSON.stringify(b ?? null);
}
