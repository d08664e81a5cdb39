/** What both JSON Lines turns ask for: a name, a text about it, and a list of what it contains. */
export interface Row {
  readonly name: string;
  readonly text: string;
  readonly list: readonly string[];
}

/** How the rows of one kind are recognised. Spellings are in lower case without punctuation, the likeliest first. */
export interface RowShape {
  /** Plural, for messages: "subjects". */
  readonly noun: string;
  /** The keys that were asked for: name, text, list. */
  readonly exactKeys: readonly [name: string, text: string, list: string];
  readonly nameKeys: readonly string[];
  readonly textKeys: readonly string[];
  readonly listKeys: readonly string[];
  /** Whether a Markdown list without these texts is not trusted: its names may be headings of groups. */
  readonly needsTextInMarkdown: boolean;
  /** Words that number a row in its name, such as "Session 3: Optics". */
  readonly numberWords: readonly string[];
}

/** The first `max` characters, never half of a surrogate pair. */
export function cutTo(text: string, max: number, repairs: Set<string>): string {
  if (text.length <= max) return text;
  repairs.add("cut-to-limit");
  return text
    .slice(0, max)
    .toWellFormed()
    .replace(/\ufffd$/, "")
    .trim();
}
