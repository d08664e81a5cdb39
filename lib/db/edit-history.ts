import type pg from "pg";
import { z } from "zod";
import type { NodeFields, TreeChange } from "#lib/glan/tree-draft.ts";
import { type TreeEdit, TreeEditSchema } from "#lib/glan/tree-edits.ts";
import { arrayLiteral } from "./array-literal.ts";
import type { Database } from "./client.ts";
import { TAXONOMY_CHANNEL } from "./taxonomy-lock.ts";

const TextValueSchema = z.union([z.string(), z.null(), z.array(z.string())]);
const NodeFieldsSchema = z.object({
  parentId: z.int().nullable().exactOptional(),
  name: z.string().exactOptional(),
  position: z.int().exactOptional(),
  removed: z.boolean().exactOptional(),
  mergedInto: z.int().nullable().exactOptional(),
  texts: z.record(z.string(), TextValueSchema).exactOptional(),
}) satisfies z.ZodType<NodeFields>;
const PayloadSchema = z.object({
  /** Null when the row undoes another. */
  edit: TreeEditSchema.nullable(),
  change: z.object({
    nodes: z.array(z.object({ id: z.int(), before: NodeFieldsSchema, after: NodeFieldsSchema })),
    shifts: z.array(z.object({ id: z.int(), parentId: z.int().nullable(), from: z.int(), to: z.int() })),
  }),
}) satisfies z.ZodType<{ edit: TreeEdit | null; change: TreeChange }>;

export interface RecordedEdit extends z.infer<typeof PayloadSchema> {
  readonly id: number;
  /** What was done at once: undone together. */
  readonly groupId: number;
  readonly actor: string;
  readonly kind: TreeEdit["kind"] | "undo";
  readonly createdAt: Date;
  readonly undoes: number | null;
  readonly undoneBy: number | null;
}

interface EditRow extends Omit<RecordedEdit, "edit" | "change"> {
  readonly payload: unknown;
}

const COLUMNS = `id, group_id AS "groupId", actor, kind, created_at AS "createdAt", undoes,
  undone_by AS "undoneBy", payload`;

const fromRow = ({ payload, ...row }: EditRow): RecordedEdit => ({ ...row, ...PayloadSchema.parse(payload) });

export interface EditFilter {
  readonly nodeId?: number;
  readonly actor?: string;
  readonly groupId?: number;
  /** Only edits before this one, for the next page. */
  readonly beforeId?: number;
  readonly limit?: number;
}

/** The newest first. */
export async function listEdits(
  db: { readonly pool: Pick<pg.ClientBase, "query"> },
  { nodeId, actor, groupId, beforeId, limit = 100 }: EditFilter = {},
): Promise<RecordedEdit[]> {
  const { rows } = await db.pool.query<EditRow>(
    `SELECT ${COLUMNS} FROM taxonomy_edit
      WHERE ($1::int4 IS NULL OR node_ids @> ARRAY[$1::int4]) AND ($2::text IS NULL OR actor = $2)
        AND ($3::int4 IS NULL OR group_id = $3) AND ($4::int4 IS NULL OR id < $4)
      ORDER BY id DESC LIMIT $5`,
    [nodeId ?? null, actor ?? null, groupId ?? null, beforeId ?? null, limit],
  );
  return rows.map(fromRow);
}

export interface NewEdit {
  readonly edit: TreeEdit | null;
  readonly change: TreeChange;
  readonly undoes: number | null;
}

const RECORD = `WITH given AS (
    SELECT nextval(pg_get_serial_sequence('taxonomy_edit', 'id'))::int4 AS id, row.*
      FROM jsonb_to_recordset($2::jsonb) AS row(kind text, payload jsonb, node_ids int4[], undoes int4)),
  stored AS (
    INSERT INTO taxonomy_edit (id, group_id, actor, kind, payload, node_ids, undoes)
    SELECT id, min(id) OVER (), $1, kind, payload, node_ids, undoes FROM given
    RETURNING id, group_id, undoes),
  marked AS (
    UPDATE taxonomy_edit SET undone_by = stored.id FROM stored WHERE taxonomy_edit.id = stored.undoes
    RETURNING taxonomy_edit.undoes),
  -- An undo that is undone leaves what it had undone as done.
  redone AS (
    UPDATE taxonomy_edit SET undone_by = NULL FROM marked WHERE taxonomy_edit.id = marked.undoes),
  told AS (SELECT pg_notify('${TAXONOMY_CHANNEL}', min(group_id)::text) FROM stored)
  SELECT group_id AS "groupId" FROM stored, told LIMIT 1`;

/** Adds a group of edits and tells everyone who listens, once the transaction is committed. */
export async function recordEdits(
  client: pg.PoolClient,
  actor: string,
  edits: readonly NewEdit[],
): Promise<number> {
  const rows = edits.map(({ edit, change, undoes }) => ({
    kind: edit?.kind ?? "undo",
    payload: { edit, change },
    node_ids: change.nodes.map(({ id }) => id),
    undoes,
  }));
  const { rows: stored } = await client.query<{ groupId: number }>({
    name: "record-edits",
    text: RECORD,
    values: [actor, JSON.stringify(rows)],
  });
  const groupId = stored[0]?.groupId;
  if (groupId === undefined) throw new Error("The history took no edits.");
  return groupId;
}

/**
 * Edits after this group that still count and changed one of these nodes, the newest first. One that was undone
 * does not count, nor the undoing of one that came after the group.
 */
export async function findLaterEdits(
  client: pg.PoolClient,
  groupId: number,
  nodeIds: readonly number[],
): Promise<RecordedEdit[]> {
  const { rows } = await client.query<EditRow>(
    `SELECT ${COLUMNS} FROM taxonomy_edit
      WHERE group_id > $1 AND undone_by IS NULL AND (undoes IS NULL OR undoes < $1)
        AND node_ids && $2::int4[]
      ORDER BY id DESC LIMIT 20`,
    [groupId, arrayLiteral(nodeIds)],
  );
  return rows.map(fromRow);
}

/** The newest edits of a person that are not undone, to undo them; null when there are none left. */
export async function findLastGroup(db: Database, actor: string): Promise<number | null> {
  const { rows } = await db.pool.query<{ groupId: number }>(
    `SELECT group_id AS "groupId" FROM taxonomy_edit
      WHERE actor = $1 AND undone_by IS NULL AND undoes IS NULL ORDER BY id DESC LIMIT 1`,
    [actor],
  );
  return rows[0]?.groupId ?? null;
}

/** These nodes and all that is below them and not removed. */
export async function idsBelow(client: pg.PoolClient, nodeIds: readonly number[]): Promise<number[]> {
  const { rows } = await client.query<{ id: number }>(
    `WITH RECURSIVE below AS (SELECT id FROM node WHERE id = ANY($1::int4[])
       UNION SELECT node.id FROM node JOIN below ON node.parent_id = below.id WHERE removed_at IS NULL)
     SELECT id FROM below`,
    [arrayLiteral(nodeIds)],
  );
  return rows.map(({ id }) => id);
}
