import type pg from "pg";
import type { EditableNode, NodeChange, TextFields } from "#lib/glan/tree-draft.ts";
import { applyEdit, EDITS_AT_ONCE_MAX, type TreeEdit } from "#lib/glan/tree-edits.ts";
import type { BrokenRule } from "#lib/glan/tree-rules.ts";
import { undoChanges } from "#lib/glan/undo-change.ts";
import type { Database } from "./client.ts";
import {
  findLaterEdits,
  idsBelow,
  listEdits,
  type NewEdit,
  type RecordedEdit,
  recordEdits,
} from "./edit-history.ts";
import {
  allTexts,
  loadAllNodes,
  loadNodes,
  nodesNeeded,
  saveNodes,
  storedTexts,
  takeNodeIds,
  type VersionedNode,
} from "./editable-nodes.ts";
import { findStaleNodes, type StaleNode } from "./stale-nodes.ts";
import { TAXONOMY_LOCK } from "./taxonomy-lock.ts";

export interface EditRequest {
  readonly actor: string;
  /** Made one after the other, all or none. A new node has a negative id, by which later edits may name it. */
  readonly edits: readonly TreeEdit[];
  /** The version each node had when the person looked at it, by node; a node not named is not checked. */
  readonly expectedVersions?: ReadonlyMap<number, number>;
}

export type AppliedEdits =
  /** `nodeIds` says which id stands for each negative one. */
  | { readonly kind: "applied"; readonly groupId: number; readonly nodeIds: ReadonlyMap<number, number> }
  /** Everything is as the edits want it already. */
  | { readonly kind: "unchanged" }
  | { readonly kind: "stale"; readonly nodes: readonly StaleNode[] }
  | ({ readonly kind: "refused"; readonly edit: TreeEdit } & BrokenRule);

/**
 * Makes the edits in one transaction that holds the taxonomy, so that what the rules looked at cannot change
 * before the commit; listeners of the taxonomy's channel are told then.
 */
export async function applyEdits(db: Database, request: EditRequest): Promise<AppliedEdits> {
  if (request.edits.length > EDITS_AT_ONCE_MAX) throw new RangeError(`more than ${EDITS_AT_ONCE_MAX} edits`);
  return holdTaxonomy(db, async (client) => {
    const added = request.edits.filter((edit) => edit.kind === "add").map(({ id }) => id);
    if (added.some((id) => id >= 0)) throw new RangeError("a new node must have a negative id");
    const given = await takeNodeIds(client, added.length);
    const nodeIds = new Map(added.map((id, index) => [id, given[index] ?? id]));
    const edits = request.edits.map((edit) => prepareEdit(edit, nodeIds));
    const expected = request.expectedVersions ?? new Map<number, number>();

    const [first] = edits;
    if (first === undefined) return { kind: "unchanged" };
    const needed = nodesNeeded(first);
    const nodes =
      edits.length > 1
        ? await loadAllNodes(client)
        : await loadNodes(client, { ...needed, named: [...needed.named, ...expected.keys()] });
    const stale = await findStaleNodes(client, nodes, expected, edits);
    if (stale.length > 0) return { kind: "stale", nodes: stale };

    const working = new Map<number, EditableNode>(nodes);
    const made: NewEdit[] = [];
    for (const edit of edits) {
      const outcome = applyEdit(working, edit);
      if (outcome.kind === "refused") return { ...outcome, edit };
      const { change } = outcome;
      if (change.nodes.length + change.shifts.length > 0) made.push({ edit, change, undoes: null });
    }
    if (made.length === 0) return { kind: "unchanged" };
    const groupId = await write(client, request.actor, nodes, working, made);
    return { kind: "applied", groupId, nodeIds };
  });
}

export type UndoneEdits =
  | { readonly kind: "undone"; readonly groupId: number }
  | { readonly kind: "unknown" }
  | { readonly kind: "undone-already"; readonly by: RecordedEdit | null }
  /** `later` are the edits in the way, the newest first. They can be undone first. */
  | {
      readonly kind: "conflict";
      readonly nodeId: number;
      readonly reason: string;
      readonly later: readonly RecordedEdit[];
    };

/**
 * Takes back what was done at once, whole or not at all, whatever others did elsewhere meanwhile. It is a group of
 * edits itself, and can be undone.
 */
export async function undoEdits(
  db: Database,
  { actor, groupId }: { readonly actor: string; readonly groupId: number },
): Promise<UndoneEdits> {
  return holdTaxonomy(db, async (client) => {
    const lastFirst = await listEdits({ pool: client }, { groupId, limit: EDITS_AT_ONCE_MAX });
    const [last] = lastFirst;
    if (last === undefined) return { kind: "unknown" };
    if (last.undoneBy !== null) {
      const [by = null] = await listEdits({ pool: client }, { beforeId: last.undoneBy + 1, limit: 1 });
      return { kind: "undone-already", by };
    }
    const changes = lastFirst.flatMap(({ change }) => change.nodes);
    const conflict = async (nodeId: number, reason: string): Promise<UndoneEdits> => {
      const later = await findLaterEdits(client, groupId, [nodeId]);
      return { kind: "conflict", nodeId, reason, later };
    };

    const nodes =
      lastFirst.length > 1 ? await loadAllNodes(client) : await loadNodes(client, undoNeeded(changes));
    const buried = await findBuried(client, groupId, changes);
    if (buried !== null) return buried;
    const working = new Map<number, EditableNode>(nodes);
    const outcome = undoChanges(
      working,
      lastFirst.map(({ change }) => change),
    );
    if (outcome.kind === "refused") return conflict(outcome.nodeId, outcome.reason);
    if (outcome.kind === "overtaken") {
      const name = nodes.get(outcome.nodeId)?.name ?? outcome.nodeId;
      return conflict(outcome.nodeId, `"${name}" was changed again since.`);
    }
    const made = outcome.changes.map((change, index) => ({
      edit: null,
      change,
      undoes: lastFirst[index]?.id ?? null,
    }));
    return { kind: "undone", groupId: await write(client, actor, nodes, working, made) };
  });
}

/** Undoing must not take along what others did below a node that it removes again. */
async function findBuried(
  client: pg.PoolClient,
  groupId: number,
  changes: readonly NodeChange[],
): Promise<UndoneEdits | null> {
  const going = changes.filter(({ before }) => before.removed === true).map(({ id }) => id);
  if (going.length === 0) return null;
  const later = await findLaterEdits(client, groupId, await idsBelow(client, going));
  const [nodeId] = going;
  if (later.length === 0 || nodeId === undefined) return null;
  const reason = "What would be removed again was edited since, itself or below it.";
  return { kind: "conflict", nodeId, reason, later };
}

function undoNeeded(changes: readonly NodeChange[]) {
  const parents = changes.flatMap(({ before, after }) => [before.parentId, after.parentId]);
  const isGoing = ({ before }: NodeChange) => before.parentId !== undefined || before.removed === false;
  return {
    named: [...changes.map(({ id }) => id), ...parents.filter((id) => typeof id === "number")],
    going: changes.filter(isGoing).map(({ id }) => id),
    merging: [],
  };
}

/** With the ids that the database gave, and texts as its columns hold them. */
function prepareEdit(edit: TreeEdit, nodeIds: ReadonlyMap<number, number>): TreeEdit {
  const given = (id: number) => nodeIds.get(id) ?? id;
  const givenParent = (id: number | null) => (id === null ? null : given(id));
  const texts = (fields: TextFields): Record<string, string | string[] | null> =>
    Object.fromEntries(
      Object.entries(fields).map(([field, text]) => [
        field,
        typeof text === "string" || text === null ? text : [...text],
      ]),
    );
  const id = given(edit.id);
  switch (edit.kind) {
    case "add":
      return { ...edit, id, parentId: givenParent(edit.parentId), texts: texts(allTexts(edit.texts ?? {})) };
    case "edit-texts":
      return { ...edit, id, texts: texts(storedTexts(edit.texts)) };
    case "move":
      return { ...edit, id, parentId: givenParent(edit.parentId) };
    case "restore":
      return edit.parentId === undefined
        ? { ...edit, id }
        : { ...edit, id, parentId: givenParent(edit.parentId) };
    case "merge":
      return { ...edit, id, into: given(edit.into) };
    default:
      return { ...edit, id };
  }
}

async function write(
  client: pg.PoolClient,
  actor: string,
  before: ReadonlyMap<number, VersionedNode>,
  after: ReadonlyMap<number, EditableNode>,
  made: readonly NewEdit[],
): Promise<number> {
  const bumps = new Map<number, number>();
  for (const { id } of made.flatMap(({ change }) => change.nodes)) bumps.set(id, (bumps.get(id) ?? 0) + 1);
  const touched = [...after.values()].filter((node) => before.get(node.id) !== node);
  const addedIds = new Set(touched.filter(({ id }) => !before.has(id)).map(({ id }) => id));
  await saveNodes(client, { nodes: touched, addedIds, bumps });
  return recordEdits(client, actor, made);
}

/** The planner cannot know how few nodes a walk meets, and would read the whole table for each step. */
const FEW_NODES =
  "SET LOCAL enable_seqscan = off; SET LOCAL enable_hashjoin = off; SET LOCAL enable_mergejoin = off; SET LOCAL jit = off";

/** What only reads changes nothing, so the transaction is committed whatever the outcome is. */
async function holdTaxonomy<Outcome>(
  db: Database,
  work: (client: pg.PoolClient) => Promise<Outcome>,
): Promise<Outcome> {
  const client = await db.pool.connect();
  let isBroken = true;
  try {
    await client.query(`BEGIN; ${FEW_NODES}; SELECT pg_advisory_xact_lock(${TAXONOMY_LOCK})`);
    const outcome = await work(client);
    await client.query("COMMIT");
    isBroken = false;
    return outcome;
  } finally {
    // A connection that is thrown away rolls back.
    client.release(isBroken);
  }
}
