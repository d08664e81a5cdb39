import { canonicalTree, type TaxonomyTree, type TreeNode } from "./taxonomy-tree.ts";
import { type NodeKind, normaliseName } from "./words.ts";

export interface DifferenceNode {
  readonly kind: NodeKind;
  /** Names from the field down, as the import spells them. */
  readonly path: readonly string[];
}

const DIFFERING = ["name", "aliases", "definition", "scopeNote"] as const;

export interface DifferingNode extends DifferenceNode {
  /** What differs; in the taxonomy it stays as it is. */
  readonly differing: readonly (typeof DIFFERING)[number][];
}

/** A node that is there as another kind: while there is one, nothing can be imported. */
export interface ContradictingNode extends DifferenceNode {
  readonly existingKind: NodeKind;
}

export interface ImportDifference {
  /** Parents before children. */
  readonly added: readonly DifferenceNode[];
  /** There already, the same in every respect. */
  readonly same: number;
  readonly differing: readonly DifferingNode[];
  readonly contradicting: readonly ContradictingNode[];
  /** Nodes of the taxonomy that the import does not name; they stay. */
  readonly untouched: number;
}

/** What an import into a taxonomy would do, node by node, compared by normalised path. */
export function compareImport(taxonomy: TaxonomyTree, imported: TaxonomyTree): ImportDifference {
  const added: DifferenceNode[] = [];
  const differing: DifferingNode[] = [];
  const contradicting: ContradictingNode[] = [];
  const named = new Set<TreeNode>();
  let same = 0;
  const visit = (existing: TaxonomyTree, siblings: TaxonomyTree, above: readonly string[]) => {
    const twins = new Map(existing.map((node) => [normaliseName(node.name), node]));
    for (const node of siblings) {
      const { kind } = node;
      const path = [...above, node.name];
      const twin = twins.get(normaliseName(node.name));
      if (twin === undefined) added.push({ kind, path });
      else {
        named.add(twin);
        const differences = DIFFERING.filter((part) => !isSame(twin[part], node[part]));
        if (twin.kind !== kind) contradicting.push({ kind, path, existingKind: twin.kind });
        else if (differences.length > 0) differing.push({ kind, path, differing: differences });
        else same += 1;
      }
      visit(twin?.children ?? [], node.children ?? [], path);
    }
  };
  const canonical = canonicalTree(taxonomy);
  visit(canonical, canonicalTree(imported), []);
  return { added, same, differing, contradicting, untouched: countNodes(canonical) - named.size };
}

type Told = string | readonly string[] | undefined;

function isSame(there: Told, here: Told): boolean {
  return JSON.stringify(there) === JSON.stringify(here);
}

function countNodes(tree: TaxonomyTree): number {
  return tree.reduce((count, { children = [] }) => count + 1 + countNodes(children), 0);
}
