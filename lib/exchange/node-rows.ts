import type { TaxonomyProblem, TaxonomyReading } from "#lib/glan/taxonomy-tree.ts";
import type { CsvRow } from "./csv-rows.ts";
import { hangNodes, type LooseNode } from "./hang-nodes.ts";
import { aliasesCell, pathCell } from "./list-cell.ts";
import { refuse } from "./taxonomy-file.ts";

export const NODE_COLUMNS = [
  "path",
  "kind",
  "name",
  "level",
  "aliases",
  "definition",
  "scope_note",
  "verdict",
  "votes_keep",
  "votes_remove",
  "votes_unsure",
] as const;
type NodeColumn = (typeof NODE_COLUMNS)[number];

const REQUIRED: readonly NodeColumn[] = ["path", "kind"];
const OF_VOTING: readonly NodeColumn[] = ["verdict", "votes_keep", "votes_remove", "votes_unsure"];

/**
 * Reads one row a node, in any order of columns and of rows; siblings are in the order of theirs. Only path and kind
 * must be there; name and level repeat what the path says and must agree with it.
 */
export function readNodeRows(columns: readonly string[], rows: readonly CsvRow[]): TaxonomyReading {
  const misnamed = refuseColumns(columns);
  if (misnamed !== null) return misnamed;
  const problems: TaxonomyProblem[] = [];
  const nodes: LooseNode[] = [];
  const lines = new Map<string, number>();
  let voted = 0;
  for (const { line, cells } of rows) {
    const place = `Line ${line}`;
    const cellOf = (column: NodeColumn) => cells[columns.indexOf(column)] ?? "";
    const path = pathCell.split(cellOf("path")).map((name) => name.trim());
    const key = keyOf(path);
    const reason = faultOf(path, lines.get(key), cells.length, columns.length, cellOf);
    if (reason !== null) problems.push({ place, reason });
    else {
      lines.set(key, line);
      nodes.push({ key, parentKey: parentOf(path), told: tell(path, cellOf), place });
      if (OF_VOTING.some((column) => cellOf(column) !== "")) voted += 1;
    }
  }
  for (const { parentKey, place } of nodes) {
    if (parentKey === null || lines.has(parentKey)) continue;
    problems.push({ place, reason: `no row is its parent, "${pathCell.join(namesOf(parentKey))}"` });
  }
  if (problems.length > 0) return { kind: "refused", problems };
  const reading = hangNodes(nodes);
  if (reading.kind === "refused" || voted === 0) return reading;
  const note = `Verdicts and votes of ${voted} nodes were left out: votes are cast in the studio.`;
  return { ...reading, notes: [note] };
}

/** No name has a line break. */
const keyOf = (path: readonly string[]) => path.join("\n");
const namesOf = (key: string) => key.split("\n");
const parentOf = (path: readonly string[]) => (path.length > 1 ? keyOf(path.slice(0, -1)) : null);

function refuseColumns(columns: readonly string[]): TaxonomyReading | null {
  const known: readonly string[] = NODE_COLUMNS;
  const missing = REQUIRED.find((column) => !columns.includes(column));
  if (missing !== undefined) return refuse("Line 1", `the column ${missing} is missing`);
  const strange = columns.find((column) => !known.includes(column));
  if (strange !== undefined) {
    return refuse("Line 1", `there is no column "${strange}"; there are ${NODE_COLUMNS.join()}`);
  }
  const repeated = columns.find((column, i) => columns.indexOf(column) !== i);
  return repeated === undefined ? null : refuse("Line 1", `the column ${repeated} is there twice`);
}

/** Why a row is no node, or null. */
function faultOf(
  path: readonly string[],
  twinLine: number | undefined,
  cellCount: number,
  columnCount: number,
  cellOf: (column: NodeColumn) => string,
): string | null {
  if (cellCount !== columnCount) return `the line has ${cellCount} columns instead of ${columnCount}`;
  const told = cellOf("path");
  if (twinLine !== undefined) return `"${told}" is in line ${twinLine} already`;
  if (path.some((name) => name === "")) return "the path has an empty name";
  const name = cellOf("name");
  if (name !== "" && name !== path.at(-1)) return `the name "${name}" is not the last of the path "${told}"`;
  const level = cellOf("level");
  return level === "" || level === String(path.length)
    ? null
    : `the level is ${level}, but the path "${told}" has ${path.length}`;
}

function tell(path: readonly string[], cellOf: (column: NodeColumn) => string): LooseNode["told"] {
  const aliases = cellOf("aliases");
  return {
    name: path.at(-1),
    kind: cellOf("kind"),
    aliases: aliases === "" ? [] : aliasesCell.split(aliases),
    definition: cellOf("definition"),
    scopeNote: cellOf("scope_note"),
  };
}
