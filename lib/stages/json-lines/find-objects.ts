import type { FoundObject } from "./found-object.ts";
import { DEPTH_MAX, LooseScan } from "./loose-scan.ts";
import { PatchedText } from "./patched-text.ts";
import { strictObjectEnd } from "./strict-object-end.ts";
import { matchesAt } from "./string-end.ts";

const OBJECT_START = /\{\s{0,200}(?:["'“”„‟‘’‚‛]|[\p{L}_][\p{L}\p{N}_ -]{0,40}:|\/[/*]|#)/uy;

/**
 * Finds objects in text of any kind, in one pass over it: strings that are not quoted properly, comments, forgotten
 * brackets and torn lines cost the object they stand in, not the ones after it.
 */
export function findObjects(text: string): { objects: FoundObject[]; patched: PatchedText } {
  const patched = new PatchedText(text);
  const objects: FoundObject[] = [];
  let at = nextStart(text, 0);
  while (at >= 0) {
    let end = strictObjectEnd(text, at, DEPTH_MAX);
    if (end > 0 && !repeatsFirstKey(text.slice(at, end))) {
      objects.push({ kind: "strict", start: at, end, children: [], repeats: [] });
    } else {
      const loose = new LooseScan(text, patched);
      end = loose.scan(at);
      for (const object of loose.objects) objects.push(object);
    }
    at = nextStart(text, end);
  }
  return { objects, patched };
}

function nextStart(text: string, from: number): number {
  let at = text.indexOf("{", from);
  // Prose and LaTeX have braces too; an object's is followed by a key.
  while (at >= 0 && !matchesAt(OBJECT_START, text, at)) at = text.indexOf("{", at + 1);
  return at;
}

/** JSON lets a key come twice and keeps the last; then it may be several records in one pair of braces. */
function repeatsFirstKey(source: string): boolean {
  const key = /^\{\s*("(?:[^"\\]|\\.){1,60}")\s*:/.exec(source)?.[1];
  return key !== undefined && source.indexOf(key, source.indexOf(key) + key.length) >= 0;
}
