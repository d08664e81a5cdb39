import { StudioError } from "#lib/errors.ts";
import { canonicalTexts } from "#lib/glan/node-texts.ts";
import type { FlatNode } from "#lib/glan/taxonomy.ts";
import type { TaxonomyTree, TreeNode } from "#lib/glan/taxonomy-tree.ts";
import { type NodeKind, normaliseName } from "#lib/glan/words.ts";
import type { Database, DatabaseTransaction } from "./client.ts";
import { fromKindRow, toKindRow } from "./stage-rows.ts";
import { TAXONOMY_CHANNEL, TAXONOMY_LOCK } from "./taxonomy-lock.ts";

export interface Release {
  readonly number: number;
  readonly note: string;
  readonly createdAt: Date;
  readonly nodes: readonly FlatNode[];
}

export interface AddedNode {
  readonly id: number;
  readonly kind: NodeKind;
  /** Names from the field down. */
  readonly path: readonly string[];
}

export interface TaxonomyImport {
  readonly added: readonly AddedNode[];
  /** Paths that people removed. A file does not overturn that: they are left out with all below them. */
  readonly leftOut: readonly (readonly string[])[];
  /** The release published with what was added, else the one that stands (null: there is none yet). */
  readonly releaseNumber: number | null;
}

const IMPORT_TIMEOUT_MS = 120_000;

/** A release with its nodes, siblings in order; the latest when no number is given. Null when there is none. */
export async function readRelease(db: Database, number?: number): Promise<Release | null> {
  const release = await db.prisma.release.findFirst({
    where: number === undefined ? {} : { number },
    orderBy: { number: "desc" },
    select: {
      number: true,
      note: true,
      createdAt: true,
      nodes: {
        select: { nodeId: true, ...NODE_COLUMNS },
        orderBy: [{ position: "asc" }, { nodeId: "asc" }],
      },
    },
  });
  if (release === null) return null;
  return {
    ...release,
    nodes: release.nodes.map(({ nodeId, ...node }) => toFlatNode({ id: nodeId, ...node })),
  };
}

/** The working taxonomy: what the next release would be a snapshot of. */
export async function readWorkingNodes(db: Database): Promise<FlatNode[]> {
  const rows = await db.prisma.node.findMany({
    where: { removedAt: null },
    select: { id: true, ...NODE_COLUMNS },
    orderBy: [{ position: "asc" }, { id: "asc" }],
  });
  const parentOf = new Map(rows.map(({ id, parentId }) => [id, parentId]));
  // What is below a removed node has no mark of its own.
  const isLive = (id: number | null | undefined): boolean =>
    id === null || (id !== undefined && parentOf.has(id) && isLive(parentOf.get(id)));
  return rows.filter(({ id }) => isLive(id)).map(toFlatNode);
}

const NODE_COLUMNS = {
  parentId: true,
  kind: true,
  name: true,
  position: true,
  aliases: true,
  definition: true,
  scopeNote: true,
} as const;

interface NodeRow extends Omit<FlatNode, "kind"> {
  readonly kind: Parameters<typeof fromKindRow>[0];
}

function toFlatNode({ id, parentId, kind, name, position, ...texts }: NodeRow): FlatNode {
  return { id, parentId, kind: fromKindRow(kind), name, position, ...canonicalTexts(texts) };
}

/**
 * Adds the nodes of the tree that are missing by their normalised path; what exists stays as it is: spelling,
 * order and texts. What was removed stays removed, and the name of a merged node means the one it is part of.
 * When anything was added the next release is published in the same transaction.
 * Throws StudioError, and changes nothing, where the tree contradicts the taxonomy.
 */
export async function importTaxonomy(
  db: Database,
  tree: TaxonomyTree,
  note: string,
): Promise<TaxonomyImport> {
  return db.prisma.$transaction(
    async (tx) => {
      await tx.$executeRaw`SELECT pg_advisory_xact_lock(${TAXONOMY_LOCK})`;
      const { added, leftOut } = await addMissing(tx, tree);
      if (added.length === 0) return { added, leftOut, releaseNumber: await latestNumber(tx) };
      await tx.$executeRaw`SELECT pg_notify(${TAXONOMY_CHANNEL}, 'import')`;
      return { added, leftOut, releaseNumber: await publish(tx, note) };
    },
    { maxWait: IMPORT_TIMEOUT_MS, timeout: IMPORT_TIMEOUT_MS },
  );
}

interface PlacedNode {
  readonly id: number;
  readonly kind: NodeKind;
}

/** One sibling group of the tree whose parent has its id. */
interface Group {
  readonly parentId: number | null;
  readonly path: readonly string[];
  readonly nodes: TaxonomyTree;
}

const siblingKey = (parentId: number | null, name: string) => `${parentId ?? ""}/${normaliseName(name)}`;

async function addMissing(
  tx: DatabaseTransaction,
  tree: TaxonomyTree,
): Promise<Omit<TaxonomyImport, "releaseNumber">> {
  const rows = await tx.node.findMany({
    select: {
      id: true,
      parentId: true,
      kind: true,
      name: true,
      position: true,
      removedAt: true,
      mergedInto: true,
    },
    orderBy: { id: "asc" },
  });
  const byId = new Map(rows.map((row) => [row.id, row]));
  const removed = new Set<string>();
  const leftOut: string[][] = [];
  const placed = new Map<string, PlacedNode>();
  const nextPosition = new Map<number | null, number>();
  for (const row of rows) {
    const key = siblingKey(row.parentId, row.name);
    let standing = row;
    for (let next = row.mergedInto; next !== null; next = standing.mergedInto) {
      standing = byId.get(next) ?? standing;
    }
    // Of nodes that had the name one after the other, the one that stands counts.
    if (standing.removedAt !== null) removed.add(key);
    else if (standing === row || !placed.has(key)) {
      placed.set(key, { id: standing.id, kind: fromKindRow(standing.kind) });
    }
    nextPosition.set(row.parentId, Math.max(nextPosition.get(row.parentId) ?? 0, row.position + 1));
  }

  const added: AddedNode[] = [];
  let level: Group[] = [{ parentId: null, path: [], nodes: tree }];
  // A statement a level, not a node: 10,000 nodes are three inserts.
  while (level.length > 0) {
    const missing = new Map<string, { group: Group; node: TreeNode; position: number }>();
    for (const group of level) {
      for (const node of group.nodes) {
        const key = siblingKey(group.parentId, node.name);
        const twin = placed.get(key) ?? missing.get(key)?.node;
        if (twin !== undefined) {
          refuseOtherKind(twin.kind, node, group.path);
        } else if (removed.has(key)) leftOut.push([...group.path, node.name]);
        else {
          const position = nextPosition.get(group.parentId) ?? 0;
          nextPosition.set(group.parentId, position + 1);
          missing.set(key, { group, node, position });
        }
      }
    }
    const created = await tx.node.createManyAndReturn({
      data: [...missing.values()].map(({ group, node, position }) => ({
        parentId: group.parentId,
        kind: toKindRow(node.kind),
        name: node.name.trim(),
        normalisedName: normaliseName(node.name),
        position,
        aliases: [...(node.aliases ?? [])],
        definition: node.definition ?? "",
        scopeNote: node.scopeNote ?? "",
      })),
      select: { id: true, parentId: true, name: true },
    });
    for (const { id, parentId, name } of created) {
      const key = siblingKey(parentId, name);
      const source = missing.get(key);
      if (source === undefined)
        throw new Error(`The database returned a node that was not inserted: ${name}`);
      placed.set(key, { id, kind: source.node.kind });
      added.push({ id, kind: source.node.kind, path: [...source.group.path, name] });
    }
    level = level.flatMap((group) =>
      group.nodes.flatMap((node) => {
        const parent = placed.get(siblingKey(group.parentId, node.name));
        if (parent === undefined || node.children === undefined || node.children.length === 0) return [];
        return [{ parentId: parent.id, path: [...group.path, node.name], nodes: node.children }];
      }),
    );
  }
  return { added, leftOut };
}

function refuseOtherKind(existing: NodeKind, node: TreeNode, path: readonly string[]): void {
  if (existing === node.kind) return;
  throw new StudioError(
    `"${[...path, node.name].join(" > ")}" is a ${existing} already and cannot also be a ${node.kind}. Nothing was imported.`,
  );
}

async function latestNumber(tx: DatabaseTransaction): Promise<number | null> {
  const { _max } = await tx.release.aggregate({ _max: { number: true } });
  return _max.number;
}

/**
 * Snapshots the working taxonomy: what is removed is left out with all below it. Numbered by the lock's holder:
 * a sequence would leave gaps.
 */
async function publish(tx: DatabaseTransaction, note: string): Promise<number> {
  const number = ((await latestNumber(tx)) ?? 0) + 1;
  await tx.release.create({ data: { number, note } });
  await tx.$executeRaw`
    WITH RECURSIVE live AS (
      SELECT * FROM node WHERE parent_id IS NULL AND removed_at IS NULL
      UNION ALL SELECT node.* FROM node JOIN live ON node.parent_id = live.id WHERE node.removed_at IS NULL)
    INSERT INTO release_node
      (release_number, node_id, parent_id, kind, name, position, aliases, definition, scope_note)
    SELECT ${number}, id, parent_id, kind, name, position, aliases, definition, scope_note FROM live`;
  return number;
}
