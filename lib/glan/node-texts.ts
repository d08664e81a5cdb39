import { z } from "zod";

export const ALIASES_MAX = 50;
export const DEFINITION_MAX = 5000;
export const SCOPE_NOTE_MAX = 5000;

/** What a node says beside its name; what is empty is left out. */
export interface NodeTexts {
  /** Other names of the same thing, a set: the canonical form sorts them. */
  readonly aliases?: readonly string[] | undefined;
  readonly definition?: string | undefined;
  /** What belongs below the node and what does not. */
  readonly scopeNote?: string | undefined;
}

/** Control characters but line breaks and tabs, halves of a character, and what a wrong encoding leaves behind. */
const UNFIT_IN_TEXT = /[\p{Cs}\ufffd]|(?![\n\t])\p{Cc}/u;

/** Line breaks become "\n" alone: files and spreadsheets change them without being asked. */
const textSchema = (what: string, max: number) =>
  z
    .string(`the ${what} must be text`)
    .overwrite((text) => text.replace(/\r\n?/g, "\n"))
    .trim()
    .max(max, `the ${what} is longer than ${max} characters`)
    .refine(
      (text) => !UNFIT_IN_TEXT.test(text),
      `the ${what} has a control character or a broken one (is the file UTF-8?)`,
    );

export const DefinitionSchema = textSchema("definition", DEFINITION_MAX);
export const ScopeNoteSchema = textSchema("scope note", SCOPE_NOTE_MAX);

/** One form of the same texts: nothing empty, each alias once and in the order of its characters. */
export function canonicalTexts({ aliases, definition, scopeNote }: NodeTexts): NodeTexts {
  const distinct = [...new Set(aliases)].sort();
  return {
    ...(distinct.length > 0 ? { aliases: distinct } : {}),
    ...(definition ? { definition } : {}),
    ...(scopeNote ? { scopeNote } : {}),
  };
}
