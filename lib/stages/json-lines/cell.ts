import { normaliseName } from "#lib/glan/words.ts";
import type { RowShape } from "../row.ts";

// What stands in one place of a record: a name, a text, a list.

const BULLET = /^\s*(?:[-*•·–▪‣]|\(?\d{1,3}[.)])\s+/;
/** Keys of an entry that is an object, as in {"name": "Scattering", "hours": 2}. */
const ENTRY_KEYS = ["name", "title", "subtopic", "topic", "concept", "key_concept", "point", "text", "value"];

/** A name without the number, bullet or bold type that models put around it. */
export function cleanName(raw: string, shape: Pick<RowShape, "numberWords">, repairs: Set<string>): string {
  const name = cleanText(raw).replace(/\s+/g, " ");
  const bare = withoutNumber(withoutEmphasis(name), shape.numberWords);
  if (bare !== name) repairs.add("decorated-names");
  return bare;
}

/** Text as the database takes it: no NUL, no lone surrogates, no other control characters. */
export function cleanText(raw: string): string {
  return (
    raw
      .toWellFormed()
      .replace(/\r\n?/g, "\n")
      // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what has to go
      .replace(/[\u0000-\u0008\u000b-\u001f\u007f]/g, "")
      .trim()
  );
}

/** A text given as a string, a number or a list of strings. What means "nothing" is nothing. */
export function textOf(value: unknown): string {
  if (typeof value === "string")
    return /^(?:null|none|nan|undefined|n\/a|-)$/i.test(value.trim()) ? "" : value;
  if (typeof value === "number") return Number.isFinite(value) ? String(value) : "";
  if (Array.isArray(value)) return value.map(textOf).filter(Boolean).join(", ");
  return "";
}

/** A list given as an array of strings or objects, as one string with separators, or as an object. Each entry once. */
export function listOf(value: unknown, repairs: Set<string>): string[] {
  const byName = new Map<string, string>();
  for (const raw of entriesOf(value, repairs, 0)) {
    const entry = withoutEmphasis(
      cleanText(raw)
        .replace(/\s+/g, " ")
        .replace(BULLET, "")
        .replace(/\s*[;,]$/, ""),
    );
    const key = /[\p{L}\p{N}]/u.test(entry) ? entry.toLowerCase() : "";
    if (key !== "" && !byName.has(key)) byName.set(key, entry);
  }
  return [...byName.values()];
}

function entriesOf(value: unknown, repairs: Set<string>, depth: number): string[] {
  if (typeof value === "string") return splitList(value);
  if (typeof value === "number") return [String(value)];
  if (typeof value !== "object" || value === null || depth > 4) return [];
  if (Array.isArray(value)) {
    const [only] = value;
    if (value.length === 1 && typeof only === "string" && /[;\n]/.test(only)) return splitList(only);
    return value.flatMap((entry: unknown) => {
      if (typeof entry === "string") return [entry];
      if (typeof entry === "object" && entry !== null && !Array.isArray(entry)) {
        repairs.add("entries-as-objects");
        return entryName(entry);
      }
      return entriesOf(entry, repairs, depth + 1);
    });
  }
  const pairs = Object.entries(value);
  // {"1": "Scattering"} numbers its entries, {"Scattering": "how ..."} describes them.
  return pairs.flatMap(([key, entry]) => (/^\d+$/.test(key) ? entriesOf(entry, repairs, depth + 1) : [key]));
}

function entryName(entry: object): string[] {
  const pairs = Object.entries(entry).filter(([, value]) => typeof value === "string");
  const named =
    ENTRY_KEYS.flatMap((name) => pairs.filter(([key]) => key.toLowerCase() === name))[0] ?? pairs[0];
  return named ? [String(named[1])] : [];
}

/** "Limits; derivatives", a bulleted text, "Limits, derivatives, integrals": separators in this order of trust. */
export function splitList(text: string): string[] {
  const lines = text.split(/\n|<br\s*\/?>|•/i).filter((line) => line.trim() !== "");
  if (lines.length > 1) return lines;
  if (text.includes(";")) return text.split(";");
  if (text.includes(" · ")) return text.split(" · ");
  const byComma = splitOutsideBrackets(text.replace(/\.\s*$/, ""));
  return byComma.length > 2 ? byComma.map((part) => part.replace(/^\s*and\s+/i, "")) : [text];
}

function splitOutsideBrackets(text: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let start = 0;
  for (let at = 0; at < text.length; at++) {
    const char = text.charAt(at);
    if ("([{".includes(char)) depth++;
    else if (")]}".includes(char)) depth--;
    else if (char === "," && depth <= 0 && /\s/.test(text.charAt(at + 1))) {
      parts.push(text.slice(start, at));
      start = at + 1;
    }
  }
  return [...parts, text.slice(start)];
}

/** Without bold or italic marks around the whole of it. */
export function withoutEmphasis(text: string): string {
  const inner = /^(\*{1,3}|__|`)(?!\s)([^*`]+?)\1$/.exec(text.trim())?.[2];
  return (inner ?? text).trim();
}

/** "Session 3: Optics" and "3. Optics" are Optics; "3D Modelling" and "Class 10 Mathematics" stay. */
export function withoutNumber(name: string, words: readonly string[]): string {
  const label = `(?:class\\s+)?(?:${words.join("|")})\\s*(?:no\\.?\\s*)?\\d{1,3}\\s*(?::|[.)|·–—-](?=\\s))`;
  const number = new RegExp(`^(?:\\d{1,3}[.)](?=\\s)|${label})\\s*`, "i");
  const bare = withoutEmphasis(name.replace(number, ""));
  return normaliseName(bare) === "" ? name : bare;
}
