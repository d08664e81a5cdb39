// What models put before a question: "Homework Question:", "**Question 3**", "Here is a homework question:".

const NOUN = String.raw`(?:(?:homework|practice|assignment|study|essay)[ \t]+)?(?:question|problem|exercise|assignment|task)|homework`;
const NUMBER = String.raw`(?:[ \t]*(?:#|no\.?|number)?[ \t]*(?<number>\d{1,4})(?:\.\d+)*)?`;
const REMARK = String.raw`(?:[ \t]*\([^()\n]{1,80}\))?`;
const LABEL = `(?<noun>${NOUN})${NUMBER}${REMARK}`;
/** A title after the label. A sentence is not a title: it may be the question. */
const TITLE = String.raw`[^\n.?!:*]{1,80}`;
const MARKS = String.raw`(?:\*{1,3}|_{1,3})`;
const END_OF_LINE = String.raw`[ \t]*(?=\n|$)`;

const PATTERNS = [
  // ### Question 3, ## **Homework Question:**
  `#{1,6}[ \\t]*${MARKS}?${LABEL}[ \\t]*[:.–—-]?${MARKS}?[ \\t]*[:#]*${END_OF_LINE}`,
  // ### Question 3: Frost in the Orchard
  `#{1,6}[ \\t]*${MARKS}?${LABEL}[ \\t]*[:.–—-]+[ \\t]*${TITLE}${MARKS}?${END_OF_LINE}(?=\\n\\s*\\S)`,
  // ### Question: How long ...?
  `#{1,6}[ \\t]*${LABEL}[ \\t]*:[ \\t]*(?=\\S)`,
  // **Question:** and **Question**: and **Question 3** alone on its line
  `${MARKS}(?:${LABEL}|q${NUMBER.replace("number", "number2")})[ \\t]*(?:[:.][ \\t]*${MARKS}|${MARKS}[ \\t]*[:–—]|${MARKS}${END_OF_LINE})`,
  // **Question 3: Frost in the Orchard**
  `${MARKS}${LABEL}[ \\t]*[:.–—-]+[ \\t]*${TITLE}${MARKS}${END_OF_LINE}(?=\\n\\s*\\S)`,
  // Question:, Question 3., Homework Question alone on its line
  `${LABEL}(?:[ \\t]*:|(?<=\\d)[ \\t]*[–—]|(?<=\\d)[.)](?=\\s)|${END_OF_LINE})`,
  `q[ \\t]*(?:(?<number>\\d{1,4})[ \\t]*[:.)]|:)(?=\\s)`,
  // Here is a homework question that combines both concepts:
  String.raw`(?:(?:sure|certainly|of course|absolutely|okay|ok|great)(?: thing)?[!,.]?\s+)?` +
    String.raw`(?:here(?:['’]s| is)|below is|this is|the following is)[ \t]+(?:[\w-]+[ \t]+){0,5}?` +
    String.raw`(?:(?:homework|practice)[ \t]+(?:question|problem|exercise|assignment)|question|homework)` +
    String.raw`(?:[ \t]+(?:for|based|on|about|using|with|designed|combining|covering|integrating|targeting|testing|` +
    String.raw`(?:that|which)[ \t]+(?:combines?|integrates?|covers?|tests?|practi[sc]es?|draws?|uses?|requires?|brings?))` +
    String.raw`\b[^\n:]{0,200})?:` +
    END_OF_LINE,
  `(?:sure|certainly|of course|absolutely|okay|ok|great)(?: thing)?[!.]${END_OF_LINE}`,
].map((source) => new RegExp(source, "iy"));

/** White space, invisible characters and rules, none of which is text. */
const GAP = /(?:[\s\u200b\u2060\ufeff]|(?:-{3,}|\*{3,}|_{3,})[ \t]*(?=\n|$))*/y;

const LABELS_MAX = 5;

/** Where the question begins at or after `from`, and the labels before it. */
export function skipLabels(content: string, from: number): { textStart: number; labels: string[] } {
  const labels: string[] = [];
  let textStart = skipGap(content, from);
  while (labels.length < LABELS_MAX) {
    const label = labelAt(content, textStart);
    if (label === null) break;
    labels.push(label);
    textStart = skipGap(content, textStart + label.length);
  }
  return { textStart, labels };
}

function labelAt(content: string, at: number): string | null {
  for (const pattern of PATTERNS) {
    pattern.lastIndex = at;
    const match = pattern.exec(content);
    if (match && match[0] !== "" && !isFirstOfSeveral(content.slice(pattern.lastIndex), match.groups))
      return match[0];
  }
  return null;
}

/** "Task 1: ... Task 2: ..." are parts of one question, not labels. */
function isFirstOfSeveral(rest: string, groups: Record<string, string> | undefined): boolean {
  const { noun, number } = groups ?? {};
  if (noun === undefined || number === undefined) return false;
  return new RegExp(`^[^\\p{L}\\p{N}\\n]{0,9}${noun}[ \\t]*${Number(number) + 1}\\b`, "imu").test(rest);
}

function skipGap(content: string, from: number): number {
  GAP.lastIndex = from;
  GAP.exec(content);
  return GAP.lastIndex;
}
