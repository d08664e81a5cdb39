import { CsvError, parse } from "csv-parse/sync";
import { stringify } from "csv-stringify/sync";
import {
  NodeNameSchema,
  readTaxonomyTree,
  type TaxonomyProblem,
  type TaxonomyReading,
  type TaxonomyTree,
} from "#lib/glan/taxonomy-tree.ts";
import { type NodeKind, normaliseName } from "#lib/glan/words.ts";
import { joinSubFields, splitSubFields } from "./sub-field-cell.ts";
import { refuse, refuseFile } from "./taxonomy-file.ts";

export const TAXONOMY_COLUMNS = ["field", "sub_field", "discipline"] as const;
const HEADER = TAXONOMY_COLUMNS.join(",");

/**
 * Reads the columns field, sub_field, discipline, one row a discipline. sub_field may be empty (a discipline
 * right below its field) or a path "Arts > Stage"; a row without discipline keeps an empty field or sub-field.
 * Order is that of first mention.
 */
export function parseTaxonomyCsv(text: string): TaxonomyReading {
  const refused = refuseFile(text);
  if (refused !== null) return refused;
  let rows: readonly Row[];
  try {
    rows = readRows(text);
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const line = typeof error.lines === "number" ? `Line ${error.lines}` : "The file";
    return refuse(line, error.code === "CSV_QUOTE_NOT_CLOSED" ? "a quote is not closed" : error.message);
  }
  const [header, ...body] = rows;
  if (header?.cells.map((cell) => cell.trim().toLowerCase()).join(",") !== HEADER) {
    return refuse(`Line ${header?.line ?? 1}`, `the first line must be ${HEADER}`);
  }
  const placing = new Placing();
  for (const row of body) placing.add(row);
  return placing.problems.length > 0
    ? { kind: "refused", problems: placing.problems }
    : readTaxonomyTree(placing.tree);
}

/** The same columns; reading it back gives the same tree, and that the same bytes. */
export function formatTaxonomyCsv(tree: TaxonomyTree): string {
  const rows: string[][] = [];
  const visit = (field: string, path: readonly string[], children: TaxonomyTree) => {
    if (children.length === 0) rows.push([field, joinSubFields(path), ""]);
    for (const { name, kind, children: below } of children) {
      if (kind === "discipline") rows.push([field, joinSubFields(path), name]);
      else visit(field, [...path, name], below ?? []);
    }
  };
  for (const { name, children } of tree) visit(name, [], children ?? []);
  // No guard against formulas: a name must come back as it is.
  return stringify([[...TAXONOMY_COLUMNS], ...rows], {
    record_delimiter: "\n",
    escape_formulas: false,
  });
}

interface Row {
  readonly line: number;
  readonly cells: readonly string[];
}

function readRows(text: string): Row[] {
  const rows: Row[] = [];
  parse(text, {
    bom: true,
    record_delimiter: ["\r\n", "\n", "\r"],
    relax_column_count: true,
    skip_empty_lines: true,
    on_record: (cells: string[], { lines }) => {
      // Spreadsheets leave rows of commas behind.
      if (cells.some((cell) => cell.trim() !== "")) rows.push({ line: lines, cells });
      return null;
    },
  });
  return rows;
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

  add(row: Row): void {
    const reason = this.#place(row);
    if (reason !== null) this.problems.push({ place: `Line ${row.line}`, reason });
  }

  /** Why the row has no place, or null. */
  #place({ line, cells }: Row): string | null {
    const [field, subField, discipline, ...more] = cells.map((cell) => cell.trim());
    if (field === undefined || subField === undefined || discipline === undefined || more.length > 0) {
      return `the line has ${cells.length} columns instead of ${TAXONOMY_COLUMNS.length}`;
    }
    const steps: { name: string; kind: NodeKind }[] = [
      { name: field, kind: "field" },
      ...(subField === "" ? [] : splitSubFields(subField)).map((name) => ({
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
