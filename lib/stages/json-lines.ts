import { normaliseName } from "#lib/glan/words.ts";
import { findObjects } from "./json-lines/find-objects.ts";
import { listRows, tableRows } from "./json-lines/markdown-rows.ts";
import { readObject } from "./json-lines/read-rows.ts";
import { answerStart } from "./reasoning.ts";
import type { Row, RowShape } from "./row.ts";
import type { Parsed } from "./stage.ts";

/**
 * The rows of a completion that was asked for JSON Lines, whatever the model made of that. Objects are taken wherever
 * they stand, in order: of several blocks the union, an exact duplicate once, and where a later block names a row
 * again, its wording in the place of the earlier. Without any object, a Markdown table or list serves.
 */
export function parseJsonLines(content: string, shape: RowShape): Parsed<Row[]> {
  const repairs = new Set<string>();
  const text = readableText(content, repairs);
  const readings: (() => Row[])[] = [
    () => objectRows(text, shape, repairs),
    () =>
      /&(?:quot|#34|#x22);/i.test(text)
        ? noted(objectRows(unescapeHtml(text), shape, repairs), "escaped-html")
        : [],
    () =>
      /\{\s{0,99}\\+["nrt]/.test(text)
        ? noted(objectRows(unescapeJson(text), shape, repairs), "escaped-json")
        : [],
    () => noted(tableRows(text, shape), "markdown-table"),
    () => noted(listRows(text, shape), "markdown-list"),
  ];
  function noted(rows: Row[], repair: string): Row[] {
    if (rows.length > 0) repairs.add(repair);
    return rows;
  }
  for (const read of readings) {
    const rows = read();
    if (rows.length > 0) return { kind: "parsed", value: rows, repairs: [...repairs] };
  }
  return { kind: "unparsed", reason: emptyReason(content, text, shape) };
}

function emptyReason(content: string, text: string, shape: RowShape): string {
  const length = `${content.length.toLocaleString("en-US")} characters`;
  if (text.trim() === "" && content.trim() !== "")
    return `0 ${shape.noun} parsed from ${length}: nothing but reasoning`;
  const { objects } = findObjects(text);
  const torn = objects.filter(({ kind }) => kind === "torn").length;
  return `0 ${shape.noun} parsed from ${length}: ${objects.length} objects found, ${torn} of them torn`;
}

/** The answer without reasoning, with one kind of line end and nothing invisible. */
function readableText(content: string, repairs: Set<string>): string {
  const start = answerStart(content);
  if (start > 0) repairs.add("reasoning");
  let text = content.slice(start);
  const replace = (pattern: RegExp, by: string, repair: string): void => {
    const replaced = text.replace(pattern, by);
    if (replaced !== text) repairs.add(repair);
    text = replaced;
  };
  replace(/\r\n?|[\u2028\u2029\u0085]/g, "\n", "line-ends");
  // The joiners U+200C and U+200D stay: Persian and emoji are spelled with them.
  replace(/[\ufeff\u200b\u2060\u200e\u200f]/g, "", "invisible-characters");
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what has to go
  replace(/[\u0000-\u0008\u000b-\u001f\u007f]/g, "", "control-characters");
  return text;
}

function objectRows(text: string, shape: RowShape, repairs: Set<string>): Row[] {
  const { objects, patched } = findObjects(text);
  const fences = [...text.matchAll(/^[ \t]*(?:```|~~~)/gm)].map(({ index }) => index);
  const placed: { row: Row; block: number }[] = [];
  const placeOf = new Map<string, number>();
  let block = 0;
  let read = 0;
  for (const [i, object] of objects.entries()) {
    while ((fences[block] ?? Number.POSITIVE_INFINITY) < object.start) block++;
    if (object.kind === "torn") repairs.add(i === objects.length - 1 ? "torn-last-line" : "torn-lines");
    for (const { row, repairs: made } of readObject(object, patched, shape)) {
      for (const repair of made) repairs.add(repair);
      read++;
      const name = normaliseName(row.name);
      const known = placeOf.get(name);
      const before = known === undefined ? undefined : placed[known];
      if (known !== undefined && before !== undefined && before.block < block) {
        placed[known] = { row, block };
        repairs.add("several-blocks");
      } else if (before !== undefined && isSame(before.row, row)) repairs.add("duplicates");
      else {
        placeOf.set(name, placed.length);
        placed.push({ row, block });
      }
    }
  }
  if (placed.length > 0 && countRecordKeys(text, shape) > read) repairs.add("unread-records");
  return placed.map(({ row }) => row);
}

/** How often a key that was asked for stands in the text: what was lost with its braces is not lost in silence. */
function countRecordKeys(text: string, { exactKeys }: RowShape): number {
  const counts = exactKeys.map(
    (key) => text.match(new RegExp(`["'“”]${key}["'“”]\\s{0,9}:`, "gi"))?.length ?? 0,
  );
  return Math.max(...counts);
}

function isSame(a: Row, b: Row): boolean {
  return JSON.stringify([a.name, a.text, a.list]) === JSON.stringify([b.name, b.text, b.list]);
}

function unescapeHtml(text: string): string {
  return text
    .replace(/&(?:quot|#34|#x22);/gi, '"')
    .replace(/&(?:apos|#39|#x27);/gi, "'")
    .replace(/&lt;/gi, "<")
    .replace(/&gt;/gi, ">")
    .replace(/&amp;/gi, "&");
}

/** One level of JSON string escapes undone: {\"subject_name\": ...} */
function unescapeJson(text: string): string {
  return text.replace(/\\([\\"/nrt])/g, (_, char: string) =>
    char === "n" || char === "r" ? "\n" : char === "t" ? "\t" : char,
  );
}
