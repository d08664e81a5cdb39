import { readTaxonomyTree, type TaxonomyProblem, type TaxonomyReading } from "#lib/glan/taxonomy-tree.ts";

/** A node of a file that tells its parent instead of its children. */
export interface LooseNode {
  readonly key: string;
  /** The key of one of the others; null at the top. */
  readonly parentKey: string | null;
  /** As it was read: the rules of the tree have not been asked yet. */
  readonly told: Readonly<Record<string, unknown>>;
  /** Where it stands in the file, for people. */
  readonly place: string;
}

interface HungNode {
  readonly [name: string]: unknown;
  readonly children: HungNode[];
}

/** Hangs nodes below their parents, siblings in the order given, and reads the tree; faults are told by the nodes' places. */
export function hangNodes(nodes: readonly LooseNode[]): TaxonomyReading {
  const hung = new Map<string, HungNode>();
  const places = new Map<unknown, string>();
  for (const { key, told, place } of nodes) {
    const node = { ...told, children: [] };
    hung.set(key, node);
    places.set(node, place);
  }
  const tree: HungNode[] = [];
  for (const { key, parentKey } of nodes) {
    const node = hung.get(key);
    const siblings = parentKey === null ? tree : hung.get(parentKey)?.children;
    if (node === undefined || siblings === undefined) throw new Error(`the parent of ${key} is not there`);
    siblings.push(node);
  }
  const circles = findCircles(nodes);
  if (circles.length > 0) return { kind: "refused", problems: circles };
  return readTaxonomyTree(tree, (path) => placeOf(tree, path, places));
}

/** What cannot be reached from the top hangs in a circle, or below one. */
function findCircles(nodes: readonly LooseNode[]): TaxonomyProblem[] {
  const childrenOf = Map.groupBy(nodes, ({ parentKey }) => parentKey);
  const reached = new Set<string>();
  let level = childrenOf.get(null) ?? [];
  while (level.length > 0) {
    for (const { key } of level) reached.add(key);
    level = level.flatMap(({ key }) => childrenOf.get(key) ?? []);
  }
  return nodes
    .filter(({ key }) => !reached.has(key))
    .map(({ place }) => ({ place, reason: "it hangs below no field: the way up runs in a circle" }));
}

/** The place of the deepest node on the path. */
function placeOf(
  tree: readonly HungNode[],
  path: readonly PropertyKey[],
  places: ReadonlyMap<unknown, string>,
): string {
  let at: unknown = tree;
  let place = "The file";
  for (const step of path) {
    at = typeof at === "object" && at !== null ? Reflect.get(at, step) : undefined;
    place = places.get(at) ?? place;
  }
  return place;
}
