import type pg from "pg";
import type { EditableNode, NodeFields, TextFields } from "#lib/glan/tree-draft.ts";
import type { TreeEdit } from "#lib/glan/tree-edits.ts";
import { listEdits, type RecordedEdit } from "./edit-history.ts";
import type { VersionedNode } from "./editable-nodes.ts";

/** What two people may have changed at once. */
export interface NodeState {
  readonly parentId: number | null;
  readonly name: string;
  readonly removed: boolean;
  readonly mergedInto: number | null;
  readonly texts: TextFields;
}

/** An edit was made on a version that is not the newest: three states to choose from, field by field. */
export interface StaleNode {
  readonly nodeId: number;
  readonly expectedVersion: number;
  /** The present one: the edit may be made again on it. */
  readonly version: number;
  /** What the person saw. */
  readonly base: NodeState;
  /** What it is now, by the edits in `since`, the newest first. */
  readonly theirs: NodeState;
  /** What the person wants it to be. */
  readonly mine: NodeState;
  readonly since: readonly RecordedEdit[];
}

/** The nodes whose version is not the expected one. Every version but the first has its row in the history. */
export async function findStaleNodes(
  client: pg.PoolClient,
  nodes: ReadonlyMap<number, VersionedNode>,
  expected: ReadonlyMap<number, number>,
  edits: readonly TreeEdit[],
): Promise<StaleNode[]> {
  const stale: StaleNode[] = [];
  for (const [nodeId, expectedVersion] of expected) {
    const node = nodes.get(nodeId);
    if (node === undefined || node.version === expectedVersion) continue;
    if (expectedVersion > node.version || expectedVersion < 1) {
      throw new RangeError(`node ${nodeId} never had version ${expectedVersion}`);
    }
    const since = await listEdits({ pool: client }, { nodeId, limit: node.version - expectedVersion });
    const theirs = stateOf(node);
    const base = since
      .flatMap(({ change }) => change.nodes.filter(({ id }) => id === nodeId))
      .reduce((state, { before }) => overlay(state, before), theirs);
    const mine = edits
      .filter(({ id }) => id === nodeId)
      .reduce((state, edit) => overlay(state, fieldsOf(edit)), base);
    stale.push({ nodeId, expectedVersion, version: node.version, base, theirs, mine, since });
  }
  return stale;
}

function stateOf({ parentId, name, removed, mergedInto, texts }: EditableNode): NodeState {
  return { parentId, name, removed, mergedInto, texts };
}

function overlay(state: NodeState, { position: _, texts, ...fields }: NodeFields): NodeState {
  return { ...state, ...fields, texts: { ...state.texts, ...texts } };
}

/** What an edit says of its node outright. */
function fieldsOf(edit: TreeEdit): NodeFields {
  switch (edit.kind) {
    case "add":
    case "rename":
      return { name: edit.name };
    case "move":
      return { parentId: edit.parentId };
    case "merge":
      return { removed: true, mergedInto: edit.into };
    case "remove":
      return { removed: true };
    case "restore":
      return { removed: false, ...(edit.parentId === undefined ? {} : { parentId: edit.parentId }) };
    case "edit-texts":
      return { texts: edit.texts };
  }
}
