import { NO_TOTALS, type NodeTotals, type TreeNode, totalTree } from "#lib/glan/tree-totals.ts";
import type { NodeKind } from "#lib/glan/words.ts";
import type { Database } from "./client.ts";
import { readMadeCounts } from "./made-counts.ts";
import { fromKindRow } from "./stage-rows.ts";

export interface ReleaseTree {
  readonly release: { readonly number: number; readonly note: string; readonly createdAt: string };
  /** In reading order. */
  readonly nodes: readonly TreeNode[];
}

/** The newest release with what was generated below every node; null before the first release. */
export async function readReleaseTree(db: Database): Promise<ReleaseTree | null> {
  const release = await db.prisma.release.findFirst({
    orderBy: { number: "desc" },
    select: { number: true, note: true, createdAt: true },
  });
  if (release === null) return null;
  const [nodes, own] = await Promise.all([
    db.prisma.releaseNode.findMany({
      where: { releaseNumber: release.number },
      orderBy: [{ position: "asc" }, { nodeId: "asc" }],
      select: { nodeId: true, parentId: true, kind: true, name: true },
    }),
    readDisciplineTotals(db),
  ]);
  const placed = nodes.map(({ nodeId, kind, ...node }) => ({ ...node, id: nodeId, kind: fromKindRow(kind) }));
  return {
    release: { ...release, createdAt: release.createdAt.toISOString() },
    nodes: totalTree(placed, own),
  };
}

export interface PathNode {
  readonly id: number;
  readonly name: string;
  readonly kind: NodeKind;
}

/** A node of the working taxonomy with its ancestors, the field first; empty when there is no such node. */
export async function readNodePath(db: Database, nodeId: number): Promise<PathNode[]> {
  const { rows } = await db.pool.query<PathNode>(
    `WITH RECURSIVE up AS (
       SELECT id, parent_id, name, kind, 0 AS height FROM node WHERE id = $1
       UNION ALL
       SELECT node.id, node.parent_id, node.name, node.kind, height + 1 FROM node JOIN up ON node.id = up.parent_id)
     SELECT id, name, kind FROM up ORDER BY height DESC`,
    [nodeId],
  );
  return rows;
}

interface SyllabusTotals {
  readonly node_id: number;
  readonly syllabi: number;
  readonly sessions: number;
  readonly concepts: number;
  readonly draws: string;
}

/** What was generated for each discipline, by node id. Syllabi that were superseded do not count. */
async function readDisciplineTotals(db: Database): Promise<Map<number, NodeTotals>> {
  const [subjects, syllabi, made] = await Promise.all([
    db.pool.query<{ node_id: number; subjects: number }>(
      "SELECT node_id, count(*)::int AS subjects FROM subject GROUP BY node_id",
    ),
    db.pool.query<SyllabusTotals>(
      `SELECT node_id, count(*)::int AS syllabi, sum(session_count)::int AS sessions,
              sum(concept_count)::int AS concepts,
              sum(single_draws::numeric + double_draws)::text AS draws
         FROM syllabus WHERE superseded_at IS NULL GROUP BY node_id`,
    ),
    readMadeCounts(db),
  ]);
  const totals = new Map<number, NodeTotals>();
  const add = (nodeId: number, counts: Partial<NodeTotals>) =>
    totals.set(nodeId, { ...(totals.get(nodeId) ?? NO_TOTALS), ...counts });
  for (const { node_id, subjects: count } of subjects.rows) add(node_id, { subjects: count });
  for (const { node_id, draws, ...counts } of syllabi.rows) add(node_id, { ...counts, draws: BigInt(draws) });
  for (const [nodeId, counts] of made) add(nodeId, counts);
  return totals;
}
