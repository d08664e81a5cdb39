import type { Crumb } from "#components/ui/page.tsx";
import type { PathNode } from "#lib/db/release-tree.ts";

/** The way down the tree to a node: fields and sub-fields lead to the taxonomy, disciplines to the library. */
export function nodeCrumbs(path: readonly PathNode[]): Crumb[] {
  return path.map((node) => ({
    name: node.name,
    href: node.kind === "discipline" ? `/library/disciplines/${node.id}` : `/taxonomy/${node.id}`,
  }));
}
