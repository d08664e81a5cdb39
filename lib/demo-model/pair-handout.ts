import type { DrawNamed } from "./draw-named.ts";
import type { RecordedPair, Recordings } from "./recordings.ts";

/**
 * Gives each recorded question away once: to the request whose sessions and concepts it fits best, and again to
 * the same request body.
 */
export class PairHandout {
  private readonly recordings: Recordings;
  private readonly byBody = new Map<string, RecordedPair>();
  private readonly given = new Set<RecordedPair>();

  constructor(recordings: Recordings) {
    this.recordings = recordings;
  }

  /** Null when the subject was not recorded or all its questions are given away. */
  take(discipline: string | null, subject: string, draw: DrawNamed, bodyHash: string): RecordedPair | null {
    const before = this.byBody.get(bodyHash);
    if (before) return before;
    let best: RecordedPair | null = null;
    let bestFit = -1;
    for (const pair of this.recordings.pairsOf(discipline, subject)) {
      if (this.given.has(pair)) continue;
      const fit = fitOf(pair, draw);
      if (fit > bestFit) [best, bestFit] = [pair, fit];
    }
    if (best) {
      this.given.add(best);
      this.byBody.set(bodyHash, best);
    }
    return best;
  }
}

/** A session weighs as much as two concepts; the strategy decides between equals. */
function fitOf(pair: RecordedPair, draw: DrawNamed): number {
  const sessions = pair.session_names.filter((name) => draw.tail.includes(name.toLowerCase())).length;
  const concepts = pair.key_concepts.filter((name) => draw.tail.includes(name.toLowerCase())).length;
  const isSameStrategy = draw.sessions.length > 1 === (pair.strategy === "double");
  return 4 * sessions + 2 * concepts + (isSameStrategy ? 1 : 0);
}
