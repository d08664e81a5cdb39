import type { Database } from "#lib/db/client.ts";
import type { StoredPair, SyllabusSessions } from "#lib/db/exported-pairs.ts";
import { readRelease } from "#lib/db/taxonomy.ts";
import { drawSeed, unrankDraw } from "#lib/glan/draws.ts";
import type { FlatNode } from "#lib/glan/taxonomy.ts";
import type { PairPlace } from "./pair-line.ts";

type Names = Pick<PairPlace, "field" | "subField" | "discipline">;

/** Finds the place of pairs; names are those of the release the pair was made from. */
export class PairPlaces {
  readonly #db: Database;
  readonly #releases = new Map<number, ReadonlyMap<number, FlatNode>>();

  constructor(db: Database) {
    this.#db = db;
  }

  async find(pair: StoredPair, sessions: SyllabusSessions): Promise<PairPlace> {
    const nodes = this.#releases.get(pair.releaseNumber) ?? (await this.#readNodes(pair.releaseNumber));
    const names = nameNodes(nodes, pair.nodeId);
    return {
      ...names,
      ...nameDraw(pair, sessions),
      seed: drawSeed(pair.seed, names.discipline, pair.subject),
    };
  }

  async #readNodes(releaseNumber: number): Promise<ReadonlyMap<number, FlatNode>> {
    const release = await readRelease(this.#db, releaseNumber);
    const nodes = new Map(release?.nodes.map((node) => [node.id, node]));
    this.#releases.set(releaseNumber, nodes);
    return nodes;
  }
}

function nameNodes(nodes: ReadonlyMap<number, FlatNode>, nodeId: number): Names {
  let field: string | null = null;
  let subField: string | null = null;
  let discipline: string | undefined;
  let node = nodes.get(nodeId);
  while (node !== undefined) {
    if (node.kind === "field") field = node.name;
    else if (node.kind === "sub-field") subField = node.name;
    else discipline = node.name;
    node = node.parentId === null ? undefined : nodes.get(node.parentId);
  }
  if (discipline === undefined) throw new Error(`node ${nodeId} is no discipline of the pair's release`);
  return { field, subField, discipline };
}

/** Sessions and key concepts are not stored with a question: the rank of its draw gives them back. */
function nameDraw(pair: StoredPair, taught: SyllabusSessions): Pick<PairPlace, "sessions" | "keyConcepts"> {
  const shape = taught.keyConcepts.map((concepts) => concepts.length);
  const draw = unrankDraw(shape, pair.strategy, pair.drawRank);
  return {
    sessions: draw.sessions.map((session) => present(taught.names[session])),
    keyConcepts: draw.concepts.map(({ session, concept }) => present(taught.keyConcepts[session]?.[concept])),
  };
}

function present(name: string | undefined): string {
  if (name === undefined)
    throw new Error("a draw names a session or concept that its syllabus does not have");
  return name;
}
