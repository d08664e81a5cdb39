import { normaliseName } from "#lib/glan/words.ts";
import type { Row, RowShape } from "../row.ts";
import { cleanName, cleanText, listOf, splitList, withoutEmphasis } from "./cell.ts";
import { plainKey } from "./found-object.ts";

// For models that were asked for JSON and wrote Markdown. A row counts only when its list was found too.

/** Rows of the tables whose head names the columns. */
export function tableRows(text: string, shape: RowShape): Row[] {
  const lines = text.split("\n");
  const rows: Row[] = [];
  for (let i = 1; i < lines.length; i++) {
    if (!/^[ \t]*\|?[ \t:]*-{2,}[-|: \t]*$/.test(lines[i] ?? "")) continue;
    const head = cellsOf(lines[i - 1] ?? "").map((cell) => plainKey(cell));
    const column = (keys: readonly string[]): number => head.findIndex((cell) => keys.includes(cell));
    const [name, about, list] = [column(shape.nameKeys), column(shape.textKeys), column(shape.listKeys)];
    if (name < 0 || list < 0) continue;
    for (i++; i < lines.length && (lines[i] ?? "").includes("|"); i++) {
      const cells = cellsOf(lines[i] ?? "");
      rows.push({
        name: cleanName(cells[name] ?? "", shape, new Set()),
        text: cleanText(cells[about] ?? ""),
        list: listOf(cells[list] ?? "", new Set()),
      });
    }
  }
  return rows.filter(isWhole);
}

function cellsOf(line: string): string[] {
  const inner = line
    .trim()
    .replace(/^\|/, "")
    .replace(/(?<!\\)\|$/, "");
  return inner.split(/(?<!\\)\|/).map((cell) => withoutEmphasis(cell.replaceAll("\\|", "|").trim()));
}

interface OpenRow {
  name: string;
  text: string;
  list: string[];
  isInList: boolean;
}

/**
 * Rows of numbered bold names, headings, or labelled lines as in YAML, each with its labelled list. None at all when a
 * row would have two lists: then what looked like names are headings of groups, and guessing would invent rows.
 */
export function listRows(text: string, shape: RowShape): Row[] {
  const rows: OpenRow[] = [];
  for (const line of text.split("\n")) {
    const bare = bareLine(line);
    if (bare === "") continue;
    const row = rows.at(-1);
    const { label, rest } = labelOf(bare, shape);
    if (label === "name" || (label === null && isRowName(line))) {
      const name = label === "name" ? rest : bare;
      rows.push({ name: cleanName(name, shape, new Set()), text: "", list: [], isInList: false });
    } else if (row === undefined) continue;
    else if (label === "text") {
      row.text = cleanText(rest);
      row.isInList = false;
    } else if (label === "list") {
      if (row.list.length > 0) return [];
      row.isInList = true;
      if (rest !== "") row.list = splitList(rest.replace(/^\[|\]$/g, ""));
    } else if (label === "other") row.isInList = false;
    else if (row.isInList && /^\s*(?:[-*•+]|\(?\d{1,3}[.)]|[a-z]\))\s/.test(line)) row.list.push(bare);
  }
  const whole = rows
    .map(({ name, text: about, list }) => ({ name, text: about, list: listOf(list, new Set()) }))
    .filter(isWhole);
  const withText = whole.filter((row) => row.text !== "");
  return shape.needsTextInMarkdown && withText.length * 2 < whole.length ? [] : whole;
}

function isWhole(row: Row): boolean {
  return normaliseName(row.name) !== "" && row.list.length > 0;
}

/** A line without bullet, number, heading marks and emphasis. */
function bareLine(line: string): string {
  const text = line
    .replace(/^[\s>]*(?:#{1,6}\s+)?/, "")
    .replace(/^(?:[-*+•]\s+)?(?:\(?\d{1,3}[.)]\s+)?/, "")
    .trim();
  return text
    .replace(/(\*\*|__)/g, "")
    .replace(/^\*([^*]+)\*/, "$1")
    .trim();
}

/** A heading, a bold line or a numbered bold item. */
function isRowName(line: string): boolean {
  return (
    /^\s{0,3}#{1,6}\s+\S/.test(line) ||
    /^\s{0,3}(?:[-*•]\s+|\d{1,3}[.)]\s+)?(?:\*\*|__)[^*_]+(?:\*\*|__)\s*:?\s*$/.test(line)
  );
}

function labelOf(
  bare: string,
  shape: RowShape,
): { label: "name" | "text" | "list" | "other" | null; rest: string } {
  const match = /^["']?([\p{L}][\p{L} _/&-]{0,40})["']?\s*[:.–]\s*(.*)$/u.exec(bare);
  const key = plainKey(match?.[1] ?? bare);
  const rest = withoutEmphasis((match?.[2] ?? "").replace(/^["']|["'],?$/g, ""));
  if (shape.listKeys.includes(key)) return { label: "list", rest };
  if (match && shape.textKeys.includes(key)) return { label: "text", rest };
  if (match && rest !== "" && shape.nameKeys.includes(key)) return { label: "name", rest };
  return { label: match && OTHER_LABEL.test(key) ? "other" : null, rest };
}

/** Labels of what is not asked for; a list does not go on behind them. */
const OTHER_LABEL =
  /^(?:learning|outcome|activit|assessment|prerequisite|introduction|overview|duration|reading|homework|goal|objective|why|note)/;
