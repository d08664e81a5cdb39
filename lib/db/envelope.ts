import { isUtf8 } from "node:buffer";
import { deflateRawSync, inflateRawSync } from "node:zlib";
import { ENVELOPE_DICTIONARY } from "./envelope-dictionary.ts";

// A completion is kept to the byte, once: the message text goes to completion.content, where it can be
// read and searched; the envelope holds status, headers and the body with a hole where the text was.

/** First byte of an envelope. A new dictionary or layout takes the next number; old ones stay readable. */
const FORMAT = 1;

export interface RawCompletion {
  /** Null when nothing was heard. */
  readonly status: number | null;
  /** As received, in order; names and values as latin1 text, without line breaks. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: Buffer;
}

/** How the body spelled the text; both ways of filling the hole give the same bytes again. */
const SPELLINGS = [JSON.stringify, spellAscii, spellForHtml] as const;

/** JSON text as Python's json.dumps writes it by default. */
function spellAscii(text: string): string {
  return JSON.stringify(text).replace(
    /[\u007f-\uffff]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

/** JSON text as Go's encoding/json writes it by default. */
function spellForHtml(text: string): string {
  return JSON.stringify(text).replace(
    /[<>&\u2028\u2029]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

interface Hole {
  readonly spelling: number;
  readonly start: number;
  readonly end: number;
}

/** Where the text stands in the body, the first time; null unless it does so in a spelling we can repeat. */
function findHole(bodyText: string, content: string): Hole | null {
  if (!content.isWellFormed()) return null;
  for (const [spelling, spell] of SPELLINGS.entries()) {
    const literal = spell(content);
    const start = bodyText.indexOf(literal);
    if (start >= 0) return { spelling, start, end: start + literal.length };
  }
  return null;
}

/**
 * `content` is the message text where the caller found one in the body, else null. It comes back as content, for
 * the column; where the body spells it in a way we cannot repeat, the envelope holds the whole body besides.
 */
export function encodeCompletion(
  raw: RawCompletion,
  content: string | null,
): { content: string | null; envelope: Buffer } {
  const bodyText = content !== null && isUtf8(raw.body) ? raw.body.toString("utf8") : null;
  const hole = bodyText === null || content === null ? null : findHole(bodyText, content);
  let head = `${raw.status ?? ""}\n`;
  for (const [name, value] of raw.headers) head += `${name}: ${value}\n`;
  if (hole === null || bodyText === null) {
    return { content, envelope: pack(`${head}\n\n`, raw.body) };
  }
  const rest = Buffer.from(bodyText.slice(0, hole.start) + bodyText.slice(hole.end), "utf8");
  // Counted in UTF-16 units of the body's text, as the slices are.
  return { content, envelope: pack(`${head}\n${hole.spelling} ${hole.start}\n`, rest) };
}

function pack(head: string, rest: Buffer): Buffer {
  const deflated = deflateRawSync(Buffer.concat([Buffer.from(head, "latin1"), rest]), {
    dictionary: ENVELOPE_DICTIONARY,
  });
  return Buffer.concat([Buffer.of(FORMAT), deflated]);
}

/** The completion as it was received. Throws where the envelope is of another format or damaged. */
export function decodeCompletion(envelope: Uint8Array, content: string | null): RawCompletion {
  if (envelope[0] !== FORMAT) throw new Error(`envelope of unknown format ${envelope[0]}`);
  const packed = inflateRawSync(envelope.subarray(1), { dictionary: ENVELOPE_DICTIONARY });
  let at = 0;
  const readLine = () => {
    const end = packed.indexOf(0x0a, at);
    if (end < 0) throw new Error("envelope ends within its head");
    const line = packed.toString("latin1", at, end);
    at = end + 1;
    return line;
  };
  const status = readLine();
  const headers: [string, string][] = [];
  for (let line = readLine(); line !== ""; line = readLine()) {
    const colon = line.indexOf(": ");
    headers.push([line.slice(0, colon), line.slice(colon + 2)]);
  }
  const holeLine = readLine();
  return {
    status: status === "" ? null : Number(status),
    headers,
    body: holeLine === "" ? packed.subarray(at) : fillHole(packed.subarray(at), holeLine, content),
  };
}

function fillHole(rest: Buffer, holeLine: string, content: string | null): Buffer {
  const [spelling, start] = holeLine.split(" ").map(Number);
  const spell = SPELLINGS[spelling ?? -1];
  if (spell === undefined || start === undefined || content === null) {
    throw new Error("envelope has a hole and no text to fill it");
  }
  const text = rest.toString("utf8");
  return Buffer.from(text.slice(0, start) + spell(content) + text.slice(start), "utf8");
}
