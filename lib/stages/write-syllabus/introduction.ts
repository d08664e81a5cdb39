import { answerStart } from "../reasoning.ts";

// Models head the introduction in many ways, or not at all.

const TITLE =
  /^(?:(?:course|subject|syllabus|class) )?(?:introduction|overview|rationale|description|summary|preface|about|aims?)(?: (?:to|of|and|about) (?:the |this )?(?:course|subject|syllabus|class|overview|rationale|aims|scope|description))?(?: (?:the |this )?(?:course|subject|class))?$/;

/** A line of metadata, such as "**Level:** Undergraduate". */
const METADATA = /^(?:\*\*|__)[^*_\n]{1,40}(?:\*\*|__)\s*:?\s*\S.{0,200}$/;

/** The prose of the introduction of a written syllabus, else its first paragraph, else "". */
export function introductionOf(written: string): string {
  const text = written.slice(answerStart(written)).replace(/\r\n?/g, "\n");
  const lines = text.split("\n");
  for (const [i, line] of lines.entries()) {
    const inline = inlineTitle(line);
    if (inline !== null) {
      return [inline, ...proseUntilHeading(lines.slice(i + 1))].join("\n").trim();
    }
    if (isHeading(line) && TITLE.test(plain(line))) {
      const prose = proseUntilHeading(lines.slice(i + 1))
        .join("\n")
        .trim();
      if (prose !== "") return prose;
    }
  }
  return firstParagraph(text);
}

/** The rest of "**Introduction.** Econometrics is ..." or "Introduction: Econometrics is ...", or null. */
function inlineTitle(line: string): string | null {
  const match =
    /^\s*(?:(?:\*\*|__)([^*_]{4,60}?)[.:]?(?:\*\*|__)[.:]?|([A-Z][a-z]+(?: [a-z]+){0,3}):)\s+(\S.*)$/.exec(
      line,
    );
  if (!match) return null;
  return TITLE.test(plain(match[1] ?? match[2] ?? "")) ? (match[3] ?? null) : null;
}

/** Paragraphs up to the next heading, without lists, tables and rules. */
function proseUntilHeading(lines: readonly string[]): string[] {
  const end = lines.findIndex((line) => isHeading(line));
  const section = end < 0 ? lines : lines.slice(0, end);
  const prose = section.filter((line) => !/^\s*(?:[-*+•]\s|\d+[.)]\s|\||>|-{3,}|\*{3,}|_{3,})/.test(line));
  return prose
    .join("\n")
    .replace(/\n{3,}/g, "\n\n")
    .split("\n");
}

function firstParagraph(text: string): string {
  const paragraphs = text.split(/\n\s*\n/).map((paragraph) => paragraph.trim());
  const isProse = (paragraph: string): boolean =>
    paragraph.length >= 60 &&
    !/^(?:[-*+•]\s|\d+[.)]\s|\||>|#|-{3,}|```)/.test(paragraph) &&
    !paragraph.endsWith(":") &&
    !isHeading(paragraph) &&
    !METADATA.test(paragraph.split("\n")[0] ?? "");
  return paragraphs.find(isProse) ?? "";
}

function isHeading(line: string): boolean {
  return /^\s{0,3}#{1,6}\s+\S/.test(line) || /^\s{0,3}(?:\*\*|__)[^*_\n]+(?:\*\*|__)\s*:?\s*$/.test(line);
}

function plain(line: string): string {
  return line
    .toLowerCase()
    .replace(/^[\s#*_]*(?:\d+(?:\.\d+)*[.)]?|[ivx]+[.)])?\s*/, "")
    .replace(/[^a-z ]/g, "")
    .replace(/\s+/g, " ")
    .trim();
}
