import { jsonrepair } from "jsonrepair";
import { normaliseName } from "#lib/glan/words.ts";
import type { Row, RowShape } from "../row.ts";
import { cleanName, cleanText, listOf, textOf } from "./cell.ts";
import { repairEscapes } from "./escapes.ts";
import { type FoundObject, plainKey } from "./found-object.ts";
import type { PatchedText } from "./patched-text.ts";

/** A record is shorter; jsonrepair's time grows faster than its input. */
const REPAIR_MAX = 20_000;
const NESTING_MAX = 6;
/** Never followed, never read: they are keys of JavaScript, not of a record. */
const FORBIDDEN_KEYS = new Set(["__proto__", "constructor", "prototype"]);

export interface ReadRow {
  readonly row: Row;
  /** Whether the list was there, even if empty. */
  readonly hasList: boolean;
  /** What had to be done to the row and to the object it stands in. */
  readonly repairs: readonly string[];
}

/** The rows of one found object: itself, the records it wraps, or the whole ones within it where it is broken. */
export function readObject(object: FoundObject, patched: PatchedText, shape: RowShape): readonly ReadRow[] {
  const split = splitRepeats(object, patched, shape);
  if (split) return split;
  const parsed = parseObject(object, patched);
  const found = parsed ? withRepairs(collectRows(parsed.value, shape, 0), parsed.repairs) : [];
  // Of a torn object only a record whose list came through is whole.
  const own = object.kind === "torn" ? found.filter(({ hasList }) => hasList) : found;
  if (own.some(({ hasList }) => hasList)) return own;
  const inner = object.children.flatMap((child) => readObject(child, patched, shape));
  return own.length === 0 || inner.some(({ hasList }) => hasList) ? inner : own;
}

function withRepairs(rows: readonly ReadRow[], repairs: readonly string[]): ReadRow[] {
  return rows.map((row) => ({ ...row, repairs: [...row.repairs, ...repairs] }));
}

/** {"subject_name": "A", ..., "subject_name": "B", ...}: two records, if each is whole. */
function splitRepeats(object: FoundObject, patched: PatchedText, shape: RowShape): ReadRow[] | null {
  if (object.repeats.length === 0) return null;
  const starts = [object.start + 1, ...object.repeats];
  const rows: ReadRow[] = [];
  for (const [i, start] of starts.entries()) {
    const end = starts[i + 1] ?? object.end - (object.kind === "torn" ? 0 : 1);
    const { source, repairs } = patched.read(start, end);
    const row = readRow(parseLoosely(`{${source.replace(/,\s*$/, "")}}`), shape);
    if (!row?.hasList) return null;
    rows.push(...withRepairs([row], [...repairs, "repeated-keys"]));
  }
  return rows;
}

function parseObject(
  { kind, start, end }: FoundObject,
  patched: PatchedText,
): { value: unknown; repairs: string[] } | null {
  const { source, repairs } = patched.read(start, end);
  if (kind === "strict") {
    const escaped = repairEscapes(source);
    const value = parseStrictly(escaped);
    return value === undefined ? null : { value, repairs: escaped === source ? [] : ["backslashes"] };
  }
  if (kind === "torn") {
    const value = source === "" ? null : parseLoosely(source);
    return value === null ? null : { value, repairs: [...repairs, "unclosed-objects"] };
  }
  const strict = parseStrictly(source);
  if (strict !== undefined) return { value: strict, repairs };
  const value = parseLoosely(source);
  return value === null ? null : { value, repairs: repairs.length > 0 ? repairs : ["json-syntax"] };
}

function parseStrictly(source: string): unknown {
  try {
    return JSON.parse(source);
  } catch {
    return undefined;
  }
}

function parseLoosely(source: string): unknown {
  if (source.length > REPAIR_MAX) return null;
  try {
    return JSON.parse(jsonrepair(source));
  } catch {
    return null;
  }
}

function collectRows(value: unknown, shape: RowShape, depth: number): ReadRow[] {
  if (typeof value !== "object" || value === null || depth > NESTING_MAX) return [];
  if (Array.isArray(value)) return value.flatMap((entry) => collectRows(entry, shape, depth + 1));
  const own = readRow(value, shape);
  const entries = Object.entries(value).filter(([key]) => !FORBIDDEN_KEYS.has(key));
  const inner = entries.flatMap(([key, entry]) => {
    const rows = collectRows(entry, shape, depth + 1);
    return rows.length > 0 ? rows : rowNamedByKey(key, entry, shape);
  });
  // {"title": "Subjects of physics", "topics": [{"subject_name": ...}]} is a wrapper, though it looks like a record.
  if (inner.some(({ hasList }) => hasList)) return withRepairs(inner, ["wrapped"]);
  return own ? [own] : inner;
}

/** {"Classical Mechanics": {"level": ..., "subtopics": [...]}} */
function rowNamedByKey(key: string, value: unknown, shape: RowShape): ReadRow[] {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return [];
  if (findValue(value, shape.listKeys) === undefined) return [];
  const row = readRow({ [shape.exactKeys[0]]: key, ...value }, shape);
  return row ? withRepairs([row], ["names-as-keys"]) : [];
}

function readRow(value: unknown, shape: RowShape): ReadRow | null {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return null;
  const name = findValue(value, shape.nameKeys) ?? findMisspeltName(value, shape);
  if (name === undefined || (typeof name.value !== "string" && typeof name.value !== "number")) return null;
  const repairs = new Set<string>();
  const cleaned = cleanName(String(name.value), shape, repairs);
  if (normaliseName(cleaned) === "") return null;
  const text = findValue(value, shape.textKeys);
  const list = findValue(value, shape.listKeys);
  for (const found of [name, text, list]) {
    if (found && !shape.exactKeys.includes(found.key)) repairs.add("other-keys");
  }
  if (text === undefined) repairs.add(`${shape.exactKeys[1]}-missing`);
  if (list === undefined) repairs.add(`${shape.exactKeys[2]}-missing`);
  else if (!Array.isArray(list.value)) repairs.add("lists-as-text");
  const row = { name: cleaned, text: cleanText(textOf(text?.value)), list: listOf(list?.value, repairs) };
  return { row, hasList: list !== undefined, repairs: [...repairs] };
}

/** {"suject_name": "Algebra", "level": ..., "subtopics": [...]}: beside level and list, the one string of an unknown key. */
function findMisspeltName(record: object, shape: RowShape): { key: string; value: unknown } | undefined {
  const isRecord =
    findValue(record, shape.textKeys) && Array.isArray(findValue(record, shape.listKeys)?.value);
  if (!isRecord) return undefined;
  const known = [...shape.textKeys, ...shape.listKeys];
  const strings = Object.entries(record).filter(
    ([key, value]) => typeof value === "string" && !FORBIDDEN_KEYS.has(key) && !known.includes(plainKey(key)),
  );
  const [only] = strings;
  return only && strings.length === 1 ? { key: only[0], value: only[1] } : undefined;
}

/** The value under the first of these spellings that the record has. */
function findValue(
  record: object,
  spellings: readonly string[],
): { readonly key: string; readonly value: unknown } | undefined {
  let best: { key: string; value: unknown; rank: number } | undefined;
  for (const [key, value] of Object.entries(record)) {
    if (FORBIDDEN_KEYS.has(key)) continue;
    const rank = spellings.indexOf(plainKey(key));
    if (rank >= 0 && (best === undefined || rank < best.rank)) best = { key, value, rank };
  }
  return best;
}
