/** A stretch of text and what stands for it: a string in plain JSON, nothing for a comment. */
export interface Patch {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** Text with its patches and the names of the repairs, each where it was made. Both come in rising order. */
export class PatchedText {
  readonly #text: string;
  readonly #patches: Patch[] = [];
  readonly #notes: { readonly start: number; readonly name: string }[] = [];
  #hasBlockCommentEnd = true;

  constructor(text: string) {
    this.#text = text;
  }

  add(patch: Patch): void {
    this.#patches.push(patch);
  }

  note(start: number, name: string): void {
    this.#notes.push({ start, name });
  }

  /** The patched text from `start` up to `end`, and the repairs within. */
  read(start: number, end: number): { source: string; repairs: string[] } {
    let source = "";
    let at = start;
    for (let i = firstFrom(this.#patches, start); i < this.#patches.length; i++) {
      const patch = this.#patches[i];
      if (patch === undefined || patch.end > end) break;
      source += this.#text.slice(at, patch.start) + patch.text;
      at = patch.end;
    }
    const repairs = new Set<string>();
    for (let i = firstFrom(this.#notes, start); i < this.#notes.length; i++) {
      const note = this.#notes[i];
      if (note === undefined || note.start >= end) break;
      repairs.add(note.name);
    }
    return { source: source + this.#text.slice(at, end), repairs: [...repairs] };
  }

  /** Offset after the next end of a block comment, or -1. Looks to the end of the text once at most in vain. */
  blockCommentEnd(from: number): number {
    const found = this.#hasBlockCommentEnd ? this.#text.indexOf("*/", from) : -1;
    this.#hasBlockCommentEnd = found >= 0;
    return found < 0 ? -1 : found + 2;
  }
}

/** Index of the first entry that starts at `start` or later. */
function firstFrom(entries: readonly { readonly start: number }[], start: number): number {
  let low = 0;
  let high = entries.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((entries[middle]?.start ?? 0) < start) low = middle + 1;
    else high = middle;
  }
  return low;
}
