import { importTaxonomy, readWorkingNodes } from "#lib/db/taxonomy.ts";
import { compareImport, type DifferenceNode, type ImportDifference } from "#lib/glan/import-difference.ts";
import { buildTree } from "#lib/glan/taxonomy.ts";
import type { CommandResult } from "./command-result.ts";
import { formatCount } from "./format.ts";
import type { StudioWorld } from "./studio-world.ts";
import type { TaxonomyFile } from "./taxonomy-files.ts";

const NODES_SHOWN_MAX = 20;

export async function importFile({ db }: StudioWorld, file: TaxonomyFile): Promise<CommandResult> {
  const { added, leftOut, releaseNumber } = await importTaxonomy(db, file.tree, `Imported from ${file.name}`);
  const outcome =
    added.length === 0
      ? [`Nothing in it is new; release ${releaseNumber} stands.`]
      : [
          `${formatCount(added.length)} nodes added; release ${releaseNumber} published.`,
          ...listNodes(added),
        ];
  return {
    document: {
      added,
      release: releaseNumber,
      ...(leftOut.length > 0 ? { leftOut } : {}),
      ...(file.notes.length > 0 ? { notes: file.notes } : {}),
    },
    text: [...outcome, ...tellLeftOut(leftOut), ...file.notes].join("\n"),
  };
}

/** People removed these from the taxonomy; an import does not overrule them. */
function tellLeftOut(paths: readonly (readonly string[])[]): string[] {
  if (paths.length === 0) return [];
  return [
    `${formatCount(paths.length)} nodes were removed from the taxonomy before and stay removed, with what is below them:`,
    ...paths.slice(0, NODES_SHOWN_MAX).map((path) => `  ${path.join(" > ")}`),
    ...(paths.length > NODES_SHOWN_MAX ? [`  and ${formatCount(paths.length - NODES_SHOWN_MAX)} more`] : []),
  ];
}

/** What the import would do; nothing is changed. */
export async function previewImport({ db }: StudioWorld, file: TaxonomyFile): Promise<CommandResult> {
  const difference = compareImport(buildTree(await readWorkingNodes(db)), file.tree);
  return {
    document: { ...difference, notes: file.notes },
    text: [...describeDifference(difference), ...file.notes, "Nothing was changed."].join("\n"),
  };
}

function describeDifference(difference: ImportDifference): string[] {
  const { added, same, differing, contradicting, untouched } = difference;
  return [
    ...(contradicting.length > 0
      ? [`It would be refused: ${formatCount(contradicting.length)} nodes are there as another kind.`]
      : []),
    ...listNodes(contradicting, ({ existingKind }) => `, there a ${existingKind}`),
    `${formatCount(added.length)} nodes would be added.`,
    ...listNodes(added),
    ...(differing.length > 0
      ? [`${formatCount(differing.length)} nodes differ and would stay as they are.`]
      : []),
    ...listNodes(differing, (node) => `: ${node.differing.map((part) => PART_NAMES[part]).join(", ")}`),
    `${formatCount(same)} nodes are there already, ${formatCount(untouched)} are not in the file and stay.`,
  ];
}

const PART_NAMES = {
  name: "spelling",
  aliases: "aliases",
  definition: "definition",
  scopeNote: "scope note",
} as const satisfies Record<ImportDifference["differing"][number]["differing"][number], string>;

function listNodes<N extends DifferenceNode>(nodes: readonly N[], tell: (node: N) => string = () => "") {
  const shown = nodes.slice(0, NODES_SHOWN_MAX);
  const more = nodes.length - shown.length;
  return [
    ...shown.map((node) => `  ${node.path.join(" > ")} (${node.kind})${tell(node)}`),
    ...(more > 0 ? [`  and ${formatCount(more)} more`] : []),
  ];
}
