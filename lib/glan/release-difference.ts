import { type FlatNode, pathsOf } from "./taxonomy.ts";
import { readingOrder } from "./tree-walk.ts";
import type { NodeKind } from "./words.ts";

/** A node of a release with the names from its field down to it. */
export interface PlacedName {
  readonly id: number;
  readonly kind: NodeKind;
  readonly path: readonly string[];
}

/**
 * What happened to one node. A node that was both renamed and moved has two changes. What hangs below a moved or
 * renamed node has not changed itself; what hung below a removed one has.
 */
export type ReleaseChange =
  | { readonly change: "added"; readonly node: PlacedName }
  | { readonly change: "removed"; readonly node: PlacedName }
  | { readonly change: "merged"; readonly node: PlacedName; readonly into: PlacedName }
  | { readonly change: "renamed"; readonly before: PlacedName; readonly after: PlacedName }
  | { readonly change: "moved"; readonly before: PlacedName; readonly after: PlacedName }
  | { readonly change: "other-kind"; readonly before: PlacedName; readonly after: PlacedName };

/** Why a discipline's subjects would not be those it has: it was none before, or its prompt reads otherwise. */
export type AnewReason = "new" | "name" | "path";

export interface ReleaseDifference {
  /** Those of nodes that are there, in reading order, then those of nodes that are gone, in theirs. */
  readonly changes: readonly ReleaseChange[];
  /** Disciplines that would be generated anew. */
  readonly anew: readonly (PlacedName & { readonly reason: AnewReason })[];
  /** Disciplines whose subjects, syllabi and questions hold. */
  readonly staying: readonly PlacedName[];
  /** Disciplines that are no longer any: what was generated for them leaves the scope of new runs. */
  readonly gone: readonly PlacedName[];
}

/**
 * The difference of two releases, by the ids of their nodes. `mergedInto` leads from a node that was merged away to
 * the one it was merged into, over several steps if need be. The order of siblings is no difference.
 *
 * A discipline is generated anew when its name or the names above it changed by so much as a letter: the prompt for
 * its subjects holds both, and other words are another call.
 */
export function diffReleases(
  before: readonly FlatNode[],
  after: readonly FlatNode[],
  mergedInto: ReadonlyMap<number, number>,
): ReleaseDifference {
  const [old, now] = [placeNodes(before), placeNodes(after)];
  const changes: ReleaseChange[] = [];
  for (const { node, placed } of now.values()) {
    const then = old.get(node.id);
    if (then === undefined) changes.push({ change: "added", node: placed });
    else changes.push(...changesBetween(then, { node, placed }));
  }
  for (const [id, { placed }] of old) {
    if (now.has(id)) continue;
    const into = now.get(survivorOf(id, mergedInto, now));
    changes.push(
      into === undefined
        ? { change: "removed", node: placed }
        : { change: "merged", node: placed, into: into.placed },
    );
  }

  const anew: (PlacedName & { readonly reason: AnewReason })[] = [];
  const staying: PlacedName[] = [];
  for (const { placed } of disciplinesOf(now)) {
    const reason = reasonAnew(old.get(placed.id)?.placed, placed);
    if (reason === null) staying.push(placed);
    else anew.push({ ...placed, reason });
  }
  const gone = disciplinesOf(old)
    .map(({ placed }) => placed)
    .filter(({ id }) => now.get(id)?.placed.kind !== "discipline");
  return { changes, anew, staying, gone };
}

interface Place {
  readonly node: FlatNode;
  readonly placed: PlacedName;
}

/** By id, in reading order. */
function placeNodes(nodes: readonly FlatNode[]): Map<number, Place> {
  const ordered = readingOrder(nodes);
  const paths = pathsOf(nodes);
  return new Map(
    ordered.map((node) => {
      const { id, kind, name } = node;
      return [id, { node, placed: { id, kind, path: paths.get(id) ?? [name] } }];
    }),
  );
}

const disciplinesOf = (places: ReadonlyMap<number, Place>): Place[] =>
  [...places.values()].filter(({ node }) => node.kind === "discipline");

function changesBetween(then: Place, now: Place): ReleaseChange[] {
  const places = { before: then.placed, after: now.placed };
  const changes: ReleaseChange[] = [];
  if (then.node.name !== now.node.name) changes.push({ change: "renamed", ...places });
  if (then.node.parentId !== now.node.parentId) changes.push({ change: "moved", ...places });
  if (then.node.kind !== now.node.kind) changes.push({ change: "other-kind", ...places });
  return changes;
}

/** Follows a chain of merges to a node that is there, or to its end. */
function survivorOf(
  id: number,
  mergedInto: ReadonlyMap<number, number>,
  now: ReadonlyMap<number, Place>,
): number {
  const seen = new Set<number>();
  let at = id;
  while (!now.has(at) && !seen.has(at)) {
    seen.add(at);
    at = mergedInto.get(at) ?? at;
  }
  return at;
}

function reasonAnew(then: PlacedName | undefined, now: PlacedName): AnewReason | null {
  if (then === undefined || then.kind !== "discipline") return "new";
  if (then.path.at(-1) !== now.path.at(-1)) return "name";
  const isSamePath =
    then.path.length === now.path.length && then.path.every((name, level) => name === now.path[level]);
  return isSamePath ? null : "path";
}
