import { prepareMarkdown } from "./prepare-markdown.ts";

/** The start of a text as one line of inline Markdown: block marks dropped, a formula cut in two left out. */
export function excerptMarkdown(text: string): string {
  const flat = text
    .replace(/^[ \t]*(?:#{1,6}[ \t]+|>[ \t]?|[-*+][ \t]+|```[^\n]*|~~~[^\n]*)/gm, "")
    .replace(/^[ \t]*\|?[ \t:|-]*-{3}[ \t:|-]*$/gm, "")
    .replace(/[ \t]*\|[ \t]*/g, " ")
    .replace(/\s+/g, " ")
    .trim();
  const prepared = prepareMarkdown(flat).replaceAll("$\\displaystyle ", "$");
  // An escaped dollar before a command at the very end is the opening of a formula whose end was cut off.
  return prepared.replace(/(?:\\\$){1,2}(?=[^$]*\\[a-zA-Z])[^$]*$/, "…");
}
