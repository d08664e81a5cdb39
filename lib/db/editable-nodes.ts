import type pg from "pg";
import type { EditableNode, TextFields } from "#lib/glan/tree-draft.ts";
import type { TreeEdit } from "#lib/glan/tree-edits.ts";
import { normaliseName } from "#lib/glan/words.ts";
import { arrayLiteral } from "./array-literal.ts";

// The part of the working taxonomy that an edit needs, and writing it back. A transaction that holds the
// taxonomy's lock is the caller's.

export interface VersionedNode extends EditableNode {
  readonly version: number;
}

/** The texts of a node: field, column and its type. A text that a person may edit is one more line. */
const TEXT_COLUMNS = [
  { field: "aliases", column: "aliases", type: "text[]", empty: [] },
  { field: "definition", column: "definition", type: "text", empty: "" },
  { field: "scopeNote", column: "scope_note", type: "text", empty: "" },
] as const;
const EMPTY_TEXTS: TextFields = Object.fromEntries(TEXT_COLUMNS.map(({ field, empty }) => [field, empty]));

/** Texts as the columns hold them. Throws RangeError for a field that nodes do not have. */
export function storedTexts(texts: TextFields): TextFields {
  return Object.fromEntries(
    Object.entries(texts).map(([field, text]) => {
      const empty = EMPTY_TEXTS[field];
      if (empty === undefined) throw new RangeError(`Nodes have no text "${field}".`);
      return [field, text === null ? empty : text];
    }),
  );
}

/** The texts of a new node. */
export function allTexts(texts: TextFields): TextFields {
  return { ...EMPTY_TEXTS, ...storedTexts(texts) };
}

const COLUMNS = `id, parent_id AS "parentId", kind, name, position, removed_at IS NOT NULL AS removed,
  merged_into AS "mergedInto", version,
  jsonb_build_object(${TEXT_COLUMNS.map(({ field, column }) => `'${field}', ${column}`).join(", ")}) AS texts`;

// Siblings count only while they are not removed, which the unique index finds by their parent.
const LOAD = `WITH RECURSIVE
  named AS (SELECT id, parent_id FROM node WHERE id = ANY($1::int4[])),
  above AS (SELECT id, parent_id FROM named
    UNION SELECT node.id, node.parent_id FROM node JOIN above ON node.id = above.parent_id),
  below AS (SELECT id FROM node WHERE id = ANY($2::int4[])
    UNION SELECT node.id FROM node JOIN below ON node.parent_id = below.id WHERE removed_at IS NULL),
  pair AS (SELECT * FROM unnest($3::int4[], $4::int4[]) AS row(source, target)
    UNION SELECT a.id, b.id FROM pair
      JOIN node a ON a.parent_id = pair.source AND a.removed_at IS NULL
      JOIN node b ON b.parent_id = pair.target AND b.removed_at IS NULL
       AND b.normalised_name = a.normalised_name),
  parent AS (SELECT parent_id AS id FROM named UNION SELECT id FROM named UNION SELECT target FROM pair),
  wanted AS (SELECT id FROM above UNION SELECT id FROM below
    UNION SELECT node.id FROM node JOIN parent ON node.parent_id = parent.id WHERE removed_at IS NULL
    UNION SELECT id FROM node WHERE parent_id IS NULL AND removed_at IS NULL)
  SELECT ${COLUMNS} FROM node WHERE id IN (SELECT id FROM wanted)`;

/** What the rules look at: nodes named with all above them, siblings, children, and subtrees of those that go. */
export interface NodesNeeded {
  readonly named: readonly number[];
  readonly going: readonly number[];
  readonly merging: readonly { readonly id: number; readonly into: number }[];
}

/** What one edit needs to be judged by; what a second one needs depends on what the first did. */
export function nodesNeeded(edit: TreeEdit): NodesNeeded {
  const parents = "parentId" in edit && edit.parentId != null ? [edit.parentId] : [];
  const isGoing = edit.kind === "move" || edit.kind === "restore" || edit.kind === "merge";
  return {
    named: [edit.id, ...parents, ...(edit.kind === "merge" ? [edit.into] : [])],
    going: isGoing ? [edit.id] : [],
    merging: edit.kind === "merge" ? [edit] : [],
  };
}

export async function loadNodes(
  client: pg.PoolClient,
  { named, going, merging }: NodesNeeded,
): Promise<Map<number, VersionedNode>> {
  const { rows } = await client.query<VersionedNode>({
    name: "editable-nodes",
    text: LOAD,
    values: [
      arrayLiteral(named),
      arrayLiteral(going),
      arrayLiteral(merging.map(({ id }) => id)),
      arrayLiteral(merging.map(({ into }) => into)),
    ],
  });
  return new Map(rows.map((node) => [node.id, node]));
}

export async function loadAllNodes(client: pg.PoolClient): Promise<Map<number, VersionedNode>> {
  const { rows } = await client.query<VersionedNode>(`SELECT ${COLUMNS} FROM node`);
  return new Map(rows.map((node) => [node.id, node]));
}

/** Ids for nodes that will be added. */
export async function takeNodeIds(client: pg.PoolClient, count: number): Promise<number[]> {
  if (count === 0) return [];
  const { rows } = await client.query<{ id: number }>(
    "SELECT nextval(pg_get_serial_sequence('node', 'id'))::int4 AS id FROM generate_series(1, $1)",
    [count],
  );
  return rows.map(({ id }) => id);
}

const RECORD = `jsonb_to_recordset($1::jsonb) AS row(id int4, parent_id int4, kind node_kind, name text,
  normalised_name text, position int4, removed bool, merged_into int4, bumps int4,
  ${TEXT_COLUMNS.map(({ column, type }) => `${column} ${type}`).join(", ")})`;

// New nodes come in as removed ones: what they are to be is written with the rest.
const INSERT = `INSERT INTO node (id, parent_id, kind, name, normalised_name, position, version, removed_at)
  SELECT id, parent_id, kind, name, normalised_name, position, 0, now() FROM ${RECORD} ORDER BY id`;

// The unique index judges row by row, and a name may be free only once another row is written: all of them
// leave the index first.
const PARK =
  "UPDATE node SET removed_at = coalesce(removed_at, now()) WHERE id = ANY($1::int4[]) AND removed_at IS NULL";

const UPDATE = `UPDATE node SET parent_id = row.parent_id, name = row.name, normalised_name = row.normalised_name,
    position = row.position, merged_into = row.merged_into, version = node.version + row.bumps,
    removed_at = CASE WHEN row.removed THEN coalesce(node.removed_at, now()) END,
    ${TEXT_COLUMNS.map(({ column }) => `${column} = row.${column}`).join(", ")}
  FROM ${RECORD} WHERE node.id = row.id`;

export interface NodeWrites {
  readonly nodes: readonly EditableNode[];
  readonly addedIds: ReadonlySet<number>;
  /** By how many edits each node was changed; 0 for a sibling that only made room. */
  readonly bumps: ReadonlyMap<number, number>;
}

export async function saveNodes(client: pg.PoolClient, writes: NodeWrites): Promise<void> {
  const toRow = ({ parentId, mergedInto, texts, ...node }: EditableNode) => ({
    ...node,
    parent_id: parentId,
    merged_into: mergedInto,
    normalised_name: normaliseName(node.name),
    bumps: writes.bumps.get(node.id) ?? 0,
    ...Object.fromEntries(TEXT_COLUMNS.map(({ field, column }) => [column, texts[field]])),
  });
  const rows = writes.nodes.map(toRow);
  if (rows.length === 0) return;
  const added = rows.filter(({ id }) => writes.addedIds.has(id));
  if (added.length > 0) await client.query(INSERT, [JSON.stringify(added)]);
  const changed = writes.nodes.filter(({ id }) => (writes.bumps.get(id) ?? 0) > 0).map(({ id }) => id);
  if (changed.length > 1) await client.query(PARK, [arrayLiteral(changed)]);
  await client.query({ name: "save-nodes", text: UPDATE, values: [JSON.stringify(rows)] });
}
