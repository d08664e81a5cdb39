import { distance } from "fastest-levenshtein";
import { UsageError } from "#lib/errors.ts";
import { type FlatNode, findNodes, pathOf } from "#lib/glan/taxonomy.ts";
import { normaliseName } from "#lib/glan/words.ts";

const SUGGESTIONS_MAX = 3;

/** The one node each name or path stands for; UsageError where it stands for none or for several. */
export function resolveNodes(nodes: readonly FlatNode[], namesOrPaths: readonly string[]): FlatNode[] {
  return namesOrPaths.map((nameOrPath) => {
    const found = findNodes(nodes, nameOrPath);
    const [node, ...others] = found;
    if (node === undefined) {
      throw new UsageError(
        `There is no node "${nameOrPath}" in the latest release.${suggest(nodes, nameOrPath)}`,
      );
    }
    if (others.length > 0) {
      const paths = found.map((match) => `"/${pathOf(nodes, match.id).join(" > ")}"`).join(", ");
      throw new UsageError(`"${nameOrPath}" names ${found.length} nodes. Give the path of one: ${paths}.`);
    }
    return node;
  });
}

function suggest(nodes: readonly FlatNode[], name: string): string {
  const near = nodes
    .map((node) => ({ node, edits: distance(normaliseName(node.name), normaliseName(name)) }))
    .filter(({ node, edits }) => edits <= Math.max(2, node.name.length / 3))
    .sort((a, b) => a.edits - b.edits)
    .slice(0, SUGGESTIONS_MAX);
  if (near.length === 0) return " `glan taxonomy disciplines` lists them.";
  return ` Did you mean ${near.map(({ node }) => `"${node.name}"`).join(" or ")}?`;
}
