import { stringify } from "csv-stringify/sync";
import { canonicalTree, type TaxonomyReading, type TaxonomyTree } from "#lib/glan/taxonomy-tree.ts";
import { readCsvRows } from "./csv-rows.ts";
import { aliasesCell, pathCell } from "./list-cell.ts";
import { NODE_COLUMNS, readNodeRows } from "./node-rows.ts";
import { PUBLISHED_COLUMNS, readPublishedRows } from "./published-csv.ts";
import { refuse, refuseFile } from "./taxonomy-file.ts";

/** What people decided about a node, for those who read the file; it is not imported. */
export interface NodeVotes {
  readonly verdict: string;
  readonly keep: number;
  readonly remove: number;
  readonly unsure: number;
}

/** Reads one row a node (what we write), or one row a discipline (how taxonomies are published). */
export function parseTaxonomyCsv(text: string): TaxonomyReading {
  const refused = refuseFile(text);
  if (refused !== null) return refused;
  const reading = readCsvRows(text);
  if (reading.kind !== "rows") return reading;
  const [header, ...body] = reading.rows;
  const columns = header?.cells.map((cell) => cell.toLowerCase()) ?? [];
  if (columns.join() === PUBLISHED_COLUMNS.join()) return readPublishedRows(body);
  if (columns.includes("path")) return readNodeRows(columns, body);
  return refuse(
    `Line ${header?.line ?? 1}`,
    `the first line must be ${PUBLISHED_COLUMNS.join()} or ${NODE_COLUMNS.join()}`,
  );
}

/**
 * One row a node, parents before children; reading it back gives the same tree, and that the same bytes. Verdict
 * and votes stay empty where `votesOf` (by names from the field down) is not given or knows none.
 */
export function formatTaxonomyCsv(
  tree: TaxonomyTree,
  votesOf: (path: readonly string[]) => NodeVotes | undefined = () => undefined,
): string {
  const rows: (string | number)[][] = [];
  const visit = (siblings: TaxonomyTree, above: readonly string[]) => {
    for (const { name, kind, aliases = [], definition = "", scopeNote = "", children = [] } of siblings) {
      const path = [...above, name];
      const votes = votesOf(path);
      const cells = {
        path: pathCell.join(path),
        kind,
        name,
        level: path.length,
        aliases: aliasesCell.join(aliases),
        definition,
        scope_note: scopeNote,
        verdict: votes?.verdict ?? "",
        votes_keep: votes?.keep ?? "",
        votes_remove: votes?.remove ?? "",
        votes_unsure: votes?.unsure ?? "",
      } satisfies Record<(typeof NODE_COLUMNS)[number], string | number>;
      rows.push(NODE_COLUMNS.map((column) => cells[column]));
      visit(children, path);
    }
  };
  visit(canonicalTree(tree), []);
  // No guard against formulas: a name must come back as it is.
  return stringify([[...NODE_COLUMNS], ...rows], { record_delimiter: "\n", escape_formulas: false });
}
