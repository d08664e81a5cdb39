import { quoteString, repairEscapes } from "./escapes.ts";
import { type FoundObject, plainKey } from "./found-object.ts";
import type { Patch, PatchedText } from "./patched-text.ts";
import { DOUBLE_QUOTES, findStringEnd, isFenceLine, isRecordLine, SINGLE_QUOTES } from "./string-end.ts";

/** Deeper than any record; keeps a megabyte of braces cheap. */
export const DEPTH_MAX = 64;

interface Frame {
  readonly kind: "{" | "[";
  readonly start: number;
  readonly children: FoundObject[];
  readonly repeats: number[];
  firstKey: string | null;
  /** End of its last value that is whole. */
  wholeUntil: number;
}

/** What stood last, white space and comments apart: a value, an unquoted word, or the punctuation itself. */
type Last = "{" | "[" | "," | ":" | "value" | "word";

/** Keys that objects within a record have as well, such as subtopics given as {"name": ...}. */
const NESTED_KEYS = new Set(["name", "title", "topic", "subtopic", "concept"]);

const OBJECT_KEY = /\{\s{0,200}["'“”„‘’]?([\p{L}_][\p{L}\p{N}_ -]{0,40})/uy;
const WORD = /[\p{L}\p{N}_.+-]+/uy;
const CONSTANTS: Readonly<Record<string, string>> = {
  True: "python-constants",
  False: "python-constants",
  None: "python-constants",
  NaN: "not-a-number",
  Infinity: "not-a-number",
  "-Infinity": "not-a-number",
  undefined: "not-a-number",
};

/** One object that is not JSON as it stands: until its brace closes, or until it is clear that it never does. */
export class LooseScan {
  readonly objects: FoundObject[] = [];
  readonly #text: string;
  readonly #patched: PatchedText;
  readonly #stack: Frame[] = [];
  #last: Last = "{";
  #at = 0;

  constructor(text: string, patched: PatchedText) {
    this.#text = text;
    this.#patched = patched;
  }

  /** Returns the offset from which to go on looking. */
  scan(start: number): number {
    this.#at = start;
    do {
      const tornAt = this.#step(this.#text.charAt(this.#at));
      if (tornAt !== null) return this.#tear(tornAt);
    } while (this.#stack.length > 0);
    return this.#at;
  }

  /** Consumes at least one character. Returns where to go on when the object turned out to be torn. */
  #step(char: string): number | null {
    const at = this.#at;
    if (char === "") return at;
    if (char === "\n") return this.#newLine(at + 1);
    if (/\s/.test(char)) this.#at++;
    else if (char === "{" || char === "[") return this.#open(char);
    else if (char === "}") this.#closeObject();
    else if (char === "]") this.#closeArray();
    else if (char === "," || char === ":") this.#punctuation(char);
    else if (char === ";" && this.#last === "value") {
      this.#patch({ start: at, end: at + 1, text: "," }, "semicolons");
      this.#last = ",";
    } else if (this.#isComment(char)) this.#comment(char);
    else if (this.#isQuote(char)) return this.#string(at);
    else this.#word();
    return null;
  }

  #newLine(lineStart: number): number | null {
    this.#at = lineStart;
    if (isFenceLine(this.#text, lineStart)) return lineStart;
    if (isRecordLine(this.#text, lineStart) && this.#beginsNextRecord(lineStart)) return lineStart;
    return null;
  }

  /** Whether the object that this line begins is the next record, the one before it having lost its brace. */
  #beginsNextRecord(lineStart: number): boolean {
    OBJECT_KEY.lastIndex = this.#text.indexOf("{", lineStart);
    const key = plainKey(OBJECT_KEY.exec(this.#text)?.[1] ?? "");
    if (this.#last === ":" || !this.#stack.some(({ firstKey }) => firstKey === key)) return false;
    const mayNest = this.#stack.at(-1)?.kind === "[" && (this.#last === "[" || this.#last === ",");
    return !(mayNest && NESTED_KEYS.has(key));
  }

  #open(kind: "{" | "["): number | null {
    if (this.#stack.length === DEPTH_MAX) return this.#at + 1;
    this.#stack.push({
      kind,
      start: this.#at,
      children: [],
      repeats: [],
      firstKey: null,
      wholeUntil: 0,
    });
    this.#last = kind;
    this.#at++;
    return null;
  }

  #closeObject(): void {
    if (this.#last === ",") this.#patched.note(this.#at, "trailing-commas");
    let frame = this.#stack.pop();
    while (frame?.kind === "[") {
      this.#patched.note(this.#at, "unclosed-arrays");
      this.#handUp(frame);
      frame = this.#stack.pop();
    }
    this.#at++;
    if (frame) this.#found(frame, this.#at, "loose");
    this.#last = "value";
  }

  #closeArray(): void {
    if (this.#last === ",") this.#patched.note(this.#at, "trailing-commas");
    const top = this.#stack.at(-1);
    if (top?.kind === "[") {
      this.#stack.pop();
      this.#handUp(top);
      const parent = this.#stack.at(-1);
      if (parent) parent.wholeUntil = this.#at + 1;
    } else if (this.#stack.some(({ kind }) => kind === "[")) {
      // The object before the bracket lost its brace: close it here and look at the bracket again.
      this.#patched.note(this.#at - 1, "unclosed-objects");
      this.#stack.pop();
      if (top) this.#found(top, this.#at, "loose");
      this.#last = "value";
      return;
    } else this.#patch({ start: this.#at, end: this.#at + 1, text: "" }, "stray-brackets");
    this.#last = "value";
    this.#at++;
  }

  #punctuation(char: "," | ":"): void {
    this.#last = char;
    this.#at++;
  }

  #isComment(char: string): boolean {
    if (this.#last === "word") return false;
    return char === "#" || (char === "/" && /[/*]/.test(this.#text.charAt(this.#at + 1)));
  }

  #comment(char: string): void {
    const start = this.#at;
    const isBlock = char === "/" && this.#text.charAt(start + 1) === "*";
    const close = isBlock ? this.#patched.blockCommentEnd(start + 2) : -1;
    const lineEnd = this.#text.indexOf("\n", start);
    this.#at = close >= 0 ? close : lineEnd < 0 ? this.#text.length : lineEnd;
    this.#patch({ start, end: this.#at, text: "" }, "comments");
  }

  #isQuote(char: string): boolean {
    if (DOUBLE_QUOTES.includes(char)) return this.#last !== "word";
    return SINGLE_QUOTES.includes(char) && this.#last !== "word" && this.#last !== "value";
  }

  #string(start: number): number | null {
    const top = this.#stack.at(-1);
    const place = top?.kind === "[" ? "element" : this.#last === ":" ? "member" : "key";
    const found = findStringEnd(this.#text, start, place);
    if (found.kind === "torn") return found.at;
    const content = this.#text.slice(start + 1, found.contentEnd);
    const original = this.#text.slice(start, found.end);
    const text = quoteString(content);
    if (text !== original) {
      this.#patch({ start, end: found.end, text }, stringRepairs(original, content));
    }
    this.#at = found.end;
    this.#value(place === "key" ? content : null, start);
    return null;
  }

  #word(): void {
    WORD.lastIndex = this.#at;
    const word = WORD.exec(this.#text)?.[0];
    const start = this.#at;
    this.#at += word?.length ?? 1;
    if (word === undefined) return;
    const constant = Object.hasOwn(CONSTANTS, word) ? CONSTANTS[word] : undefined;
    if (constant) this.#patched.note(start, constant);
    const isKey = this.#stack.at(-1)?.kind === "{" && (this.#last === "{" || this.#last === ",");
    if (isKey) this.#patched.note(start, "unquoted-keys");
    this.#value(isKey ? word : null, start);
    this.#last = "word";
  }

  #value(key: string | null, start: number): void {
    const top = this.#stack.at(-1);
    this.#last = "value";
    if (top?.kind !== "{") return;
    if (key === null) top.wholeUntil = this.#at;
    else if (top.firstKey === null) top.firstKey = plainKey(key);
    else if (top.firstKey === plainKey(key)) top.repeats.push(start);
  }

  #patch(patch: Patch, ...notes: (string | readonly string[])[]): void {
    this.#patched.add(patch);
    for (const note of notes.flat()) this.#patched.note(patch.start, note);
  }

  #found(frame: Frame, end: number, kind: "loose" | "torn"): void {
    const object = { kind, start: frame.start, end, children: frame.children, repeats: frame.repeats };
    const parent = this.#stack.at(-1);
    if (!parent) this.objects.push(object);
    else {
      parent.children.push(object);
      if (parent.kind === "{" && kind === "loose") parent.wholeUntil = end;
    }
  }

  /** Gives what a closed array holds to what holds the array. One by one: an array may hold more than a call takes. */
  #handUp({ children }: Frame): void {
    const parent = this.#stack.at(-1);
    if (parent) for (const child of children) parent.children.push(child);
  }

  /** Gives up on what is open: what is whole within it stays. */
  #tear(goOnAt: number): number {
    for (let frame = this.#stack.pop(); frame; frame = this.#stack.pop()) {
      if (frame.kind === "{") this.#found(frame, Math.max(frame.wholeUntil, frame.start), "torn");
      else this.#handUp(frame);
    }
    return goOnAt;
  }
}

function stringRepairs(original: string, content: string): string[] {
  const repairs: string[] = [];
  const first = original.charAt(0);
  if (SINGLE_QUOTES.includes(first)) repairs.push("single-quotes");
  else if (first !== '"') repairs.push("smart-quotes");
  if (content.includes("\n")) repairs.push("line-breaks-in-strings");
  if (/(?<!\\)"/.test(content)) repairs.push("quotes-in-strings");
  if (original.length === content.length + 1) repairs.push("unclosed-strings");
  if (repairEscapes(content) !== content) repairs.push("backslashes");
  return repairs;
}
