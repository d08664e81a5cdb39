import {
  NodeNameSchema,
  readTaxonomyTree,
  type TaxonomyProblem,
  type TaxonomyReading,
} from "#lib/glan/taxonomy-tree.ts";
import { type NodeKind, normaliseName } from "#lib/glan/words.ts";
import type { CsvRow } from "./csv-rows.ts";
import { pathCell } from "./list-cell.ts";

export const PUBLISHED_COLUMNS = ["field", "sub_field", "discipline"] as const;

/**
 * Reads the columns field, sub_field, discipline, one row a discipline, as taxonomies are published. sub_field may
 * be empty (a discipline right below its field) or a path "Arts > Stage"; a row without discipline keeps an empty
 * field or sub-field. Order is that of first mention.
 */
export function readPublishedRows(rows: readonly CsvRow[]): TaxonomyReading {
  const placing = new Placing();
  for (const row of rows) placing.add(row);
  return placing.problems.length > 0
    ? { kind: "refused", problems: placing.problems }
    : readTaxonomyTree(placing.tree);
}

interface PlacedNode {
  readonly name: string;
  readonly kind: NodeKind;
  readonly children: PlacedNode[];
}

interface Mention {
  readonly node: PlacedNode;
  readonly line: number;
}

/** Puts rows into the tree one after the other and remembers the line that named a node first. */
class Placing {
  readonly tree: PlacedNode[] = [];
  readonly problems: TaxonomyProblem[] = [];
  readonly #mentions = new Map<PlacedNode[], Map<string, Mention>>();

  add(row: CsvRow): void {
    const reason = this.#place(row);
    if (reason !== null) this.problems.push({ place: `Line ${row.line}`, reason });
  }

  /** Why the row has no place, or null. */
  #place({ line, cells }: CsvRow): string | null {
    const [field, subField, discipline, ...more] = cells;
    if (field === undefined || subField === undefined || discipline === undefined || more.length > 0) {
      return `the line has ${cells.length} columns instead of ${PUBLISHED_COLUMNS.length}`;
    }
    const steps: { name: string; kind: NodeKind }[] = [
      { name: field, kind: "field" },
      ...(subField === "" ? [] : pathCell.split(subField)).map((name) => ({
        name,
        kind: "sub-field" as const,
      })),
      ...(discipline === "" ? [] : [{ name: discipline, kind: "discipline" as const }]),
    ];
    let siblings = this.tree;
    for (const { name, kind } of steps) {
      const named = NodeNameSchema.safeParse(name);
      if (!named.success) return `${kind}: ${named.error.issues[0]?.message}`;
      const mention = this.#mention(siblings, named.data, kind, line);
      const conflict = conflictOf(mention, named.data, kind, line);
      if (conflict !== null) return conflict;
      siblings = mention.node.children;
    }
    return null;
  }

  /** The node of that name among the siblings, added when it is the first. */
  #mention(siblings: PlacedNode[], name: string, kind: NodeKind, line: number): Mention {
    const names = this.#mentions.get(siblings) ?? new Map<string, Mention>();
    this.#mentions.set(siblings, names);
    const known = names.get(normaliseName(name));
    if (known !== undefined) return known;
    const mention = { node: { name, kind, children: [] }, line };
    names.set(normaliseName(name), mention);
    siblings.push(mention.node);
    return mention;
  }
}

/** Why a name cannot stand for the node that was mentioned before, or null. */
function conflictOf({ node, line }: Mention, name: string, kind: NodeKind, at: number): string | null {
  if (line === at && node.name === name && node.kind === kind) return null;
  if (node.kind !== kind) return `"${name}" is a ${kind} here and a ${node.kind} in line ${line}`;
  if (kind === "discipline") return `the discipline "${name}" is in line ${line} already`;
  return node.name === name ? null : `"${name}" is spelled "${node.name}" in line ${line}`;
}
