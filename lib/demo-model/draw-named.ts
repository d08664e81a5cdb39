/** The sessions and concepts that a prompt gives for one question. */
export interface DrawNamed {
  readonly sessions: readonly string[];
  readonly concepts: readonly string[];
  /** The end of the prompt from the label of the sessions on, in lower case. */
  readonly tail: string;
}

/** A draw stands after the syllabus; further up only the syllabus itself has such labels. */
const TAIL_MAX = 6000;
const LABEL_MAX = 60;
const MARKER = /^(?:[-*•]|\d{1,3}[.)])\s+/;
const NUMBERED_SESSION = /^(?:class session|session|class|week|lecture|unit)\s+\d+\s*[.:)–—-]\s*/i;

/**
 * Reads the end of a prompt backwards, line by line, until it has met a label for concepts and one for sessions.
 * Null when no label for concepts is there: then it is not a prompt for a question.
 */
export function drawNamedIn(prompt: string): DrawNamed | null {
  let concepts: readonly string[] | null = null;
  let sessions: readonly string[] | null = null;
  let entries: string[] = [];
  let isPlain = false;
  let end = prompt.length;
  let top = end;
  const stop = Math.max(0, prompt.length - TAIL_MAX);
  while (end > stop) {
    const start = prompt.lastIndexOf("\n", end - 1) + 1;
    const line = prompt.slice(start, end).trim();
    end = start - 1;
    if (line === "") {
      // Prose below the list is not part of it; a list may stand apart from its label.
      if (isPlain) entries = [];
      isPlain = false;
      continue;
    }
    if (MARKER.test(line) || NUMBERED_SESSION.test(line)) {
      entries.push(line.replace(MARKER, "").replace(NUMBERED_SESSION, "").trim());
      continue;
    }
    const label = labelOf(line);
    if (label === null) {
      entries.push(line);
      isPlain = true;
      continue;
    }
    const named = label.value === "" ? entries.reverse() : label.value.split(/\s*[;,]\s*/);
    if (concepts === null && label.kind === "concepts") {
      concepts = named;
      top = start;
    } else if (label.kind === "sessions") {
      sessions = named;
      top = start;
      if (concepts !== null) break;
    }
    entries = [];
    isPlain = false;
  }
  if (concepts === null) return null;
  return { sessions: sessions ?? [], concepts, tail: prompt.slice(top).toLowerCase() };
}

interface Label {
  readonly kind: "concepts" | "sessions" | "other";
  readonly value: string;
}

function labelOf(line: string): Label | null {
  const colon = line.indexOf(":");
  const isHeading = line.startsWith("#");
  if (!isHeading && (colon < 0 || colon > LABEL_MAX)) return null;
  const name = (colon < 0 ? line : line.slice(0, colon)).toLowerCase();
  const value = colon < 0 ? "" : line.slice(colon + 1).replace(/^[\s*_]+/, "");
  if (/\bconcepts?\b|\bknowledge points?\b/.test(name)) return { kind: "concepts", value };
  if (/\blearned\b|\bso far\b|\bprevious\b|\bearlier\b/.test(name)) return { kind: "other", value };
  if (/\bsessions?\b|\bclass(?:es)?\b/.test(name)) return { kind: "sessions", value };
  return { kind: "other", value };
}
