// Where a string ends when its own quotes cannot be trusted: at a quote that is followed by what may follow a string.

export const DOUBLE_QUOTES = '"“”„‟';
export const SINGLE_QUOTES = "'‘’‚‛";

const QUOTE = `[${DOUBLE_QUOTES}${SINGLE_QUOTES}]`;
const NO_QUOTE = `[^${DOUBLE_QUOTES}${SINGLE_QUOTES}\n]`;
/** A key and its colon. The lengths keep every look ahead short, whatever the text. */
const QUOTED_KEY = `${QUOTE}${NO_QUOTE}{0,60}${QUOTE}\\s{0,9}:`;
/** A bare word with a colon is a key only before a value: prose has colons too. */
const KEY = `(?:${QUOTED_KEY}|[A-Za-z_][\\w ]{0,40}:\\s{0,9}(?:${QUOTE}|[[{]))`;
const COMMENT = "(?:/[/*]|#)";

const AFTER_MEMBER = new RegExp(
  `[}\\]]|${COMMENT}|[,;]\\s*(?:${KEY}|[}\\],]|${COMMENT}|$)|${QUOTED_KEY}|$`,
  "y",
);
const AFTER_ELEMENT = new RegExp(
  `[}\\]]|${COMMENT}|[,;]\\s*(?:${QUOTE}|[{}[\\],./#]|-?\\d|(?:true|false|null|None|True|False|NaN)\\b|$)|$`,
  "y",
);
const NEXT_KEY_LINE = new RegExp(`[ \\t]{0,40}${KEY}`, "y");
const RECORD_LINE = new RegExp(`[ \\t]{0,40}(?:[-*•]|\\d{1,4}[.):]?)?[ \\t]{0,9}\\{\\s{0,40}${KEY}`, "y");
const FENCE_LINE = /[ \t]{0,40}(?:```|~~~)/y;

export type StringPlace = "key" | "member" | "element";

/** `end` is the offset after the closing quote. A string ends without one before a line that is the next key. */
export type StringEnd =
  | { readonly kind: "closed"; readonly contentEnd: number; readonly end: number }
  | { readonly kind: "torn"; readonly at: number };

/** Reads the string whose opening quote stands at `start`. */
export function findStringEnd(text: string, start: number, place: StringPlace): StringEnd {
  const open = text.charAt(start);
  const closing = open === '"' ? '"' : DOUBLE_QUOTES.includes(open) ? DOUBLE_QUOTES : SINGLE_QUOTES;
  const marks = new RegExp(`[\\\\\n${closing}]`, "g");
  marks.lastIndex = start + 1;
  for (let mark = marks.exec(text); mark; mark = marks.exec(text)) {
    const at = mark.index;
    if (mark[0] === "\\") marks.lastIndex = at + 2;
    else if (mark[0] === "\n") {
      if (isFenceLine(text, at + 1) || isRecordLine(text, at + 1)) return { kind: "torn", at: at + 1 };
      if (place === "member" && matchesAt(NEXT_KEY_LINE, text, at + 1)) {
        const content = text.slice(start + 1, at).replace(/[\s,]+$/, "");
        return { kind: "closed", contentEnd: start + 1 + content.length, end: start + 1 + content.length };
      }
    } else if (isClosing(text, at, place)) return { kind: "closed", contentEnd: at, end: at + 1 };
  }
  return { kind: "torn", at: text.length };
}

export function isFenceLine(text: string, lineStart: number): boolean {
  return matchesAt(FENCE_LINE, text, lineStart);
}

/** Whether the line begins with an object, perhaps behind a bullet or a number. */
export function isRecordLine(text: string, lineStart: number): boolean {
  return matchesAt(RECORD_LINE, text, lineStart);
}

function isClosing(text: string, at: number, place: StringPlace): boolean {
  const next = skipSpace(text, at + 1);
  if (place === "key") return !/[\p{L}\p{N}]/u.test(text.charAt(at + 1));
  if (place === "member") return matchesAt(AFTER_MEMBER, text, next);
  if (matchesAt(AFTER_ELEMENT, text, next)) return true;
  // A forgotten comma: "one" "two".
  return next > at + 1 && `${DOUBLE_QUOTES}${SINGLE_QUOTES}`.includes(text.charAt(next));
}

export function skipSpace(text: string, from: number): number {
  const space = /\s*/y;
  space.lastIndex = from;
  space.exec(text);
  return space.lastIndex;
}

export function matchesAt(pattern: RegExp, text: string, at: number): boolean {
  pattern.lastIndex = at;
  return pattern.test(text);
}
