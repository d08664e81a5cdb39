import type pg from "pg";
import type { Database } from "#lib/db/client.ts";
import { type AppliedEdits, applyEdits, undoEdits } from "#lib/db/tree-edits.ts";
import { chooseEdit } from "#lib/glan/testing/choose-edit.ts";
import type { EditableNode } from "#lib/glan/tree-draft.ts";
import { NODE_KINDS } from "#lib/glan/words.ts";

// Writers that edit one taxonomy at random, all at once, each by a view that the others make old.

const EDIT_KINDS = ["add", "rename", "move", "move", "merge", "remove", "restore"] as const;
const VIEW_LASTS_EDITS = 50;

/** Whole numbers below the limit, the same for the same seed. */
function randomNumbers(seed: number): (limit: number) => number {
  let state = seed >>> 0;
  return (limit) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * limit);
  };
}

async function readNodes(pool: pg.Pool): Promise<Map<number, EditableNode>> {
  const { rows } = await pool.query<EditableNode>(
    `SELECT id, parent_id AS "parentId", kind, name, position, removed_at IS NOT NULL AS removed,
            merged_into AS "mergedInto", '{}'::jsonb AS texts FROM node ORDER BY id`,
  );
  return new Map(rows.map((node) => [node.id, node]));
}

export type StormOutcomes = Readonly<Record<AppliedEdits["kind"], number>>;

/** Edits at random until this many were made, by so many writers at once; how the attempts ended. */
export async function storm(
  db: Database,
  { writers, edits, seed }: { readonly writers: number; readonly edits: number; readonly seed: number },
): Promise<StormOutcomes> {
  const outcomes = { applied: 0, unchanged: 0, stale: 0, refused: 0 };
  let left = edits;
  const write = async (writer: number) => {
    const below = randomNumbers(seed * 1000 + writer);
    let view = new Map<number, EditableNode>();
    for (let step = 0; left > 0; step += 1) {
      if (step % VIEW_LASTS_EDITS === 0) view = await readNodes(db.pool);
      const choice = {
        kind: EDIT_KINDS[below(EDIT_KINDS.length)] ?? "move",
        node: below(2 ** 30),
        other: below(2 ** 30),
        index: below(2) === 0 ? undefined : below(6),
        name: `Node ${below(5000)}`,
        nodeKind: NODE_KINDS[below(NODE_KINDS.length)] ?? "discipline",
      };
      const edit = chooseEdit(view, choice, -1);
      if (edit === null) throw new Error("There is no node to edit.");
      left -= 1;
      const outcome = await applyEdits(db, { actor: `writer-${writer}`, edits: [edit] });
      outcomes[outcome.kind] += 1;
      if (outcome.kind !== "applied") left += 1;
    }
  };
  await Promise.all(Array.from({ length: writers }, (_, writer) => write(writer)));
  return outcomes;
}

/** Undoes everything in the history, the last first; returns how much was refused. */
export async function undoAll(db: Database): Promise<number> {
  const { rows } = await db.pool.query<{ id: number }>(
    "SELECT DISTINCT group_id AS id FROM taxonomy_edit WHERE undoes IS NULL AND undone_by IS NULL ORDER BY 1 DESC",
  );
  let refused = 0;
  for (const { id } of rows) {
    const outcome = await undoEdits(db, { actor: "undoer", groupId: id });
    if (outcome.kind !== "undone") refused += 1;
  }
  return refused;
}

export interface BrokenNodes {
  readonly cycles: number;
  readonly orphans: number;
  readonly misplaced: number;
  readonly duplicates: number;
}

/** Counted by the database alone, over all nodes, removed ones too. */
export async function countBroken(pool: pg.Pool): Promise<BrokenNodes> {
  const { rows } = await pool.query<BrokenNodes>(
    `WITH RECURSIVE reached AS (
       SELECT id FROM node WHERE parent_id IS NULL
       UNION ALL SELECT node.id FROM node JOIN reached ON node.parent_id = reached.id),
     placed AS (
       SELECT node.*, parent.id AS above, parent.kind AS above_kind, parent.merged_into AS above_merged
         FROM node LEFT JOIN node parent ON parent.id = node.parent_id)
     SELECT (SELECT count(*)::int FROM placed
              WHERE above IS NOT NULL AND id NOT IN (SELECT id FROM reached)) AS cycles,
            (SELECT count(*)::int FROM placed WHERE parent_id IS NOT NULL
              AND (above IS NULL OR (above_merged IS NOT NULL AND removed_at IS NULL))) AS orphans,
            (SELECT count(*)::int FROM placed
              WHERE (parent_id IS NULL) <> (kind = 'field') OR above_kind = 'discipline') AS misplaced,
            (SELECT count(*)::int FROM (SELECT FROM node WHERE removed_at IS NULL
              GROUP BY parent_id, normalised_name HAVING count(*) > 1) AS twin) AS duplicates`,
  );
  const [broken] = rows;
  if (broken === undefined) throw new Error("The database counted nothing.");
  return broken;
}

/** Every node that is not removed, with all that an edit may change but its version. */
export async function showTree(pool: pg.Pool): Promise<string> {
  const { rows } = await pool.query<{ tree: string }>(
    `SELECT coalesce(string_agg(concat_ws('|', id, coalesce(parent_id, 0), kind, name, normalised_name, position,
              aliases, definition, scope_note), E'\n' ORDER BY id), '') AS tree
       FROM node WHERE removed_at IS NULL`,
  );
  return rows[0]?.tree ?? "";
}
