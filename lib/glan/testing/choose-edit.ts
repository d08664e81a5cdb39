import { flatten } from "../taxonomy.ts";
import type { TaxonomyTree } from "../taxonomy-tree.ts";
import type { EditableNode } from "../tree-draft.ts";
import type { TreeEdit } from "../tree-edits.ts";
import type { NodeKind } from "../words.ts";

export function editable(tree: TaxonomyTree): Map<number, EditableNode> {
  return new Map(
    flatten(tree).map(({ id, parentId, kind, name, position }) => [
      id,
      {
        id,
        parentId,
        kind,
        name,
        position,
        removed: false,
        mergedInto: null,
        texts: { aliases: [], definition: null },
      },
    ]),
  );
}

/** An edit that waits for the nodes it will find: numbers choose among them. */
export interface EditChoice {
  readonly kind: TreeEdit["kind"];
  readonly node: number;
  readonly other: number;
  readonly index: number | undefined;
  readonly name: string;
  readonly nodeKind: NodeKind;
}

/** Null where there is no node to choose. Most edits that come out break no rule, but many do. */
export function chooseEdit(
  nodes: ReadonlyMap<number, EditableNode>,
  choice: EditChoice,
  newId: number,
): TreeEdit | null {
  const all = [...nodes.values()];
  const pick = (from: readonly EditableNode[], number: number) => from[number % Math.max(1, from.length)];
  const removed = all.filter((node) => node.removed);
  const node = pick(choice.kind === "restore" && removed.length > 0 ? removed : all, choice.node);
  const { index, name } = choice;
  // Most nodes of a large tree are disciplines, where nothing can go.
  const homes = choice.other % 8 === 0 ? all : all.filter(({ kind }) => kind !== "discipline");
  if (choice.kind === "add") {
    const parent = choice.nodeKind === "field" ? undefined : pick(homes, choice.other);
    const parentId = parent?.id ?? null;
    return { kind: "add", id: newId, parentId, nodeKind: choice.nodeKind, name, index };
  }
  if (node === undefined) return null;
  const { id } = node;
  const alike = all.filter((other) => other.kind === node.kind && other.id !== id);
  const parentId = node.kind === "field" ? null : (pick(homes, choice.other)?.id ?? null);
  switch (choice.kind) {
    case "rename":
      return { kind: "rename", id, name };
    case "move":
      return { kind: "move", id, parentId, index };
    case "merge":
      return { kind: "merge", id, into: pick(alike, choice.other)?.id ?? id };
    case "remove":
      return { kind: "remove", id };
    case "restore":
      return choice.other % 2 === 0 ? { kind: "restore", id } : { kind: "restore", id, parentId };
    case "edit-texts":
      return { kind: "edit-texts", id, texts: { definition: `${name} ${choice.other % 7}` } };
  }
}
