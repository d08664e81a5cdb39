// Models write mathematics in four delimiters and dollars in two ways; remark-math knows only $ and has no rule
// for amounts, so "$5 and $10" would become a formula. This brings what they write to what it reads.
// The spans are bounded: a hostile text of openings that never close must not cost quadratic time.

/** Code keeps every character: fences (closed or not) and inline spans. */
const CODE =
  /^(?: {0,3})(`{3,}|~{3,})[^\n]*\n(?:[\s\S]*?^ {0,3}\1[`~]*[ \t]*$|[\s\S]*)|(`+)(?!`)[\s\S]{0,2000}?(?<!`)\2(?!`)/gm;

/** Markdown with one kind of mathematics, `$...$` in a line and `$$` on lines of its own, and plain dollars escaped. */
export function prepareMarkdown(text: string): string {
  const source = text.replace(/\r\n?/g, "\n");
  let result = "";
  let end = 0;
  for (const code of source.matchAll(CODE)) {
    result += prepareProse(source.slice(end, code.index)) + code[0];
    end = code.index + code[0].length;
  }
  return result + prepareProse(source.slice(end));
}

const DISPLAY = /\\\[([\s\S]{1,4000}?)\\\]|(?<!\\)\$\$([\s\S]{1,4000}?)(?<!\\)\$\$/g;
const INLINE =
  /\\\(([\s\S]{1,1000}?)\\\)|(?<![\\$])\$(?![\s$])((?:\\[\s\S]|[^$\\\n]|\n(?!\s*\n)){0,1000}?(?:\\[^\s]|[^\s$\\]))\$(?![\d$])/g;

function prepareProse(prose: string): string {
  let result = "";
  let end = 0;
  for (const display of prose.matchAll(DISPLAY)) {
    const formula = display[1] ?? display[2] ?? "";
    const before = prose.slice(end, display.index);
    end = display.index + display[0].length;
    result += prepareLine(before) + placeDisplay(formula, lastLine(before), firstLine(prose.slice(end)));
  }
  return result + prepareLine(prose.slice(end));
}

function prepareLine(prose: string): string {
  let result = "";
  let end = 0;
  for (const inline of prose.matchAll(INLINE)) {
    const formula = inline[1] ?? inline[2] ?? "";
    result += `${escapeDollars(prose.slice(end, inline.index))}$${nameDollars(formula.trim())}$`;
    end = inline.index + inline[0].length;
  }
  return result + escapeDollars(prose.slice(end));
}

/** A display stands on lines of its own, indented as the line it began in; inside a line it stays inside. */
function placeDisplay(formula: string, before: string, after: string): string {
  const body = nameDollars(formula.trim());
  const isAlone = /^[\s>]*(?:[-*+]\s+|\d+[.)]\s+)?$/.test(before) && after.trim() === "";
  if (!isAlone) return `$\\displaystyle ${body.replace(/\s*\n\s*/g, " ")}$`;
  const indent = before.replace(/[^\s>]/g, " ");
  const lines = body.split("\n").map((line) => indent + line.trim());
  return ["$$", ...lines, `${indent}$$`].join("\n");
}

function lastLine(text: string): string {
  return text.slice(text.lastIndexOf("\n") + 1);
}

function firstLine(text: string): string {
  return text.split("\n", 1)[0] ?? "";
}

/** A dollar that opens no formula is a dollar. */
function escapeDollars(prose: string): string {
  return prose.replace(/\\\$|\$/g, "\\$");
}

/** `\$` inside a formula would end it for the Markdown parser; KaTeX knows the sign by name too. */
function nameDollars(formula: string): string {
  return formula.replace(/\\\$/g, "\\text{\\textdollar}");
}
