import type { Database } from "./client.ts";

/** A discipline of a release; its path names every node from the field down to it. */
export interface DisciplinePlace {
  readonly name: string;
  readonly path: readonly string[];
}

export async function readDisciplinePlace(
  db: Database,
  releaseNumber: number,
  nodeId: number,
): Promise<DisciplinePlace> {
  const { rows } = await db.pool.query<{ name: string }>(
    `WITH RECURSIVE line AS (
       SELECT node_id, parent_id, name, 0 AS height FROM release_node WHERE release_number = $1 AND node_id = $2
       UNION ALL
       SELECT above.node_id, above.parent_id, above.name, line.height + 1
         FROM release_node above JOIN line ON above.node_id = line.parent_id WHERE above.release_number = $1)
     SELECT name FROM line ORDER BY height DESC`,
    [releaseNumber, nodeId],
  );
  const names = rows.map((row) => row.name);
  const name = names.at(-1);
  if (name === undefined) throw new Error(`node ${nodeId} is not in release ${releaseNumber}`);
  return { name, path: names };
}
