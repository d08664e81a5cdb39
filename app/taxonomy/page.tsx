import { Facts } from "#components/ui/facts.tsx";
import { formatCount, formatMoment } from "#components/ui/format.ts";
import type { NodeKind } from "#lib/glan/words.ts";
import { currentTree } from "../current-tree.ts";

export default async function TaxonomyPage() {
  const tree = await currentTree();
  if (tree === null) return null;
  const count = (kind: NodeKind) => formatCount(tree.nodes.filter((node) => node.kind === kind).length);
  return (
    <article>
      <h2 className="mb-3 font-semibold text-16">Release {tree.release.number}</h2>
      <Facts
        facts={[
          { name: "Fields", value: count("field") },
          { name: "Sub-fields", value: count("sub-field") },
          { name: "Disciplines", value: count("discipline") },
          { name: "Published", value: formatMoment(tree.release.createdAt) },
          { name: "Note", value: tree.release.note },
        ]}
      />
      <p className="mt-4 text-12 text-faint max-lg:hidden">
        Arrow keys move through the tree, Enter shows a node here.
      </p>
    </article>
  );
}
