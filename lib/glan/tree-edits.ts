import { z } from "zod";
import { NodeNameSchema } from "./taxonomy-tree.ts";
import {
  abandon,
  changeOf,
  childrenOf,
  type EditableNode,
  findChild,
  openDraft,
  place,
  put,
  type TextFields,
  type TreeChange,
  type TreeDraft,
} from "./tree-draft.ts";
import { ancestorsOf, type BrokenRule, findBrokenRule, isLive, quote, type TreeRule } from "./tree-rules.ts";
import { NodeKindSchema, normaliseName } from "./words.ts";

export const EDITS_AT_ONCE_MAX = 1000;
export const TEXT_MAX = 5000;
export const TEXT_LIST_MAX = 50;

const id = z.int();
const index = z.int().min(0).optional();
const TextFieldsSchema = z.record(
  z.string().min(1).max(40),
  z.union([z.string().trim().max(TEXT_MAX), z.null(), z.array(NodeNameSchema).max(TEXT_LIST_MAX)]),
);

/**
 * What a person does to the tree. `index` is the place among the siblings without the node itself; without it
 * the node comes last. A new node has an id that no other has; a negative one stands for one still to be given.
 */
export const TreeEditSchema = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("add"),
    id,
    parentId: id.nullable(),
    nodeKind: NodeKindSchema,
    name: NodeNameSchema,
    index,
    texts: TextFieldsSchema.optional(),
  }),
  z.strictObject({ kind: z.literal("rename"), id, name: NodeNameSchema }),
  z.strictObject({ kind: z.literal("move"), id, parentId: id.nullable(), index }),
  z.strictObject({ kind: z.literal("merge"), id, into: id }),
  z.strictObject({ kind: z.literal("remove"), id }),
  /** Where it stood, or below another parent: its own may be removed or merged since. */
  z.strictObject({ kind: z.literal("restore"), id, parentId: id.nullable().optional() }),
  z.strictObject({ kind: z.literal("edit-texts"), id, texts: TextFieldsSchema }),
]);
export type TreeEdit = z.infer<typeof TreeEditSchema>;
type EditOf<Kind extends TreeEdit["kind"]> = Extract<TreeEdit, { kind: Kind }>;

export type EditOutcome = { readonly kind: "changed"; readonly change: TreeChange } | RefusedEdit;
export type RefusedEdit = { readonly kind: "refused" } & BrokenRule;

/** Thrown inside this module alone: a merge may meet a broken rule many levels down. */
class RuleBroken extends Error {
  readonly broken: BrokenRule;
  constructor(rule: TreeRule, nodeId: number, reason: string) {
    super(reason);
    this.broken = { rule, nodeId, reason };
  }
}

/**
 * Makes the edit in these nodes and says exactly what changed, or leaves them as they were and says why.
 * They need not be the whole taxonomy: the nodes named with all above them, their siblings there and where they
 * go, and what is below a node that moves, merges or comes back.
 */
export function applyEdit(nodes: Map<number, EditableNode>, edit: TreeEdit): EditOutcome {
  const draft = openDraft(nodes);
  try {
    makeEdit(draft, edit);
    const change = changeOf(draft);
    const broken = findBrokenRule(
      nodes,
      change.nodes.map((changed) => changed.id),
    );
    if (broken === null) return { kind: "changed", change };
    abandon(draft);
    return { kind: "refused", ...broken };
  } catch (error) {
    abandon(draft);
    if (error instanceof RuleBroken) return { kind: "refused", ...error.broken };
    throw error;
  }
}

type Makers = { readonly [Kind in TreeEdit["kind"]]: (draft: TreeDraft, edit: EditOf<Kind>) => void };

const makers: Makers = {
  add(draft, { id, parentId, nodeKind, name, index, texts = {} }) {
    if (draft.nodes.has(id)) throw new Error(`node ${id} is there already`);
    if (parentId !== null) findLive(draft, parentId);
    const node = { id, parentId, kind: nodeKind, name, position: 0, removed: false, mergedInto: null, texts };
    place(draft, node, parentId, index);
  },
  rename(draft, { id, name }) {
    put(draft, { ...findLive(draft, id), name });
  },
  move(draft, { id, parentId, index }) {
    const node = findLive(draft, id);
    if (parentId !== null) findLive(draft, parentId);
    place(draft, node, parentId, index);
  },
  merge(draft, { id, into }) {
    const source = findLive(draft, id);
    const target = findLive(draft, into);
    if (id === into) throw new RuleBroken("merged", id, `${quote(source)} cannot be merged into itself.`);
    const above = ancestorsOf(draft.nodes, target);
    if (above !== "cycle" && above.some((node) => node.id === id)) {
      throw new RuleBroken(
        "cycle",
        id,
        `${quote(target)} is below ${quote(source)}: merge the other way round.`,
      );
    }
    mergeInto(draft, source, into);
  },
  remove(draft, { id }) {
    put(draft, { ...findLive(draft, id), removed: true });
  },
  restore(draft, { id, parentId }) {
    const node = find(draft, id);
    if (!node.removed) throw new RuleBroken("not-removed", id, `${quote(node)} is not removed itself.`);
    if (node.mergedInto !== null) {
      throw new RuleBroken("merged", id, `${quote(node)} was merged: undo the merge to have it back.`);
    }
    if (parentId === undefined || parentId === node.parentId) put(draft, { ...node, removed: false });
    else {
      if (parentId !== null) findLive(draft, parentId);
      place(draft, { ...node, removed: false }, parentId);
    }
  },
  "edit-texts"(draft, { id, texts }) {
    const node = findLive(draft, id);
    put(draft, { ...node, texts: { ...node.texts, ...texts } });
  },
};

function makeEdit<Kind extends TreeEdit["kind"]>(
  draft: TreeDraft,
  edit: EditOf<Kind> & { kind: Kind },
): void {
  makers[edit.kind](draft, edit);
}

/** Children that both have by name become one, all the way down; the rest moves behind those of the target. */
function mergeInto(draft: TreeDraft, source: EditableNode, into: number): void {
  const target = find(draft, into);
  if (source.kind !== target.kind) {
    const reason = `${quote(source)} is a ${source.kind} in one place and a ${target.kind} in the other.`;
    throw new RuleBroken("kind", source.id, reason);
  }
  put(draft, { ...target, texts: withAliases(target, source) });
  // Marked before its children move: one of them may carry its name.
  put(draft, { ...source, removed: true, mergedInto: into });
  for (const child of childrenOf(draft.nodes, source.id)) {
    const twin = findChild(draft.nodes, into, child.name, child.id);
    if (twin === undefined) place(draft, child, into);
    else mergeInto(draft, child, twin.id);
  }
}

/** The target answers to the source's names too. */
function withAliases(target: EditableNode, source: EditableNode): TextFields {
  const own = target.texts.aliases;
  if (!Array.isArray(own)) return target.texts;
  const others = Array.isArray(source.texts.aliases) ? source.texts.aliases : [];
  const known = new Set([target.name, ...own].map(normaliseName));
  const aliases = [...own];
  for (const name of [source.name, ...others]) {
    if (known.has(normaliseName(name)) || aliases.length >= TEXT_LIST_MAX) continue;
    known.add(normaliseName(name));
    aliases.push(name);
  }
  return { ...target.texts, aliases };
}

function find(draft: TreeDraft, id: number): EditableNode {
  const node = draft.nodes.get(id);
  if (node === undefined) throw new RuleBroken("unknown-node", id, `There is no node ${id}.`);
  return node;
}

function findLive(draft: TreeDraft, id: number): EditableNode {
  const node = find(draft, id);
  if (isLive(draft.nodes, node)) return node;
  throw new RuleBroken("removed", id, `${quote(node)} is removed: restore it first.`);
}
