import { unrankDraw } from "#lib/glan/draws.ts";
import type { ClassSession, Strategy } from "#lib/glan/words.ts";

/** A drawn class session by its place (1 is first), with the drawn key concepts. */
export interface DrawnSession {
  readonly place: number;
  readonly name: string;
  readonly concepts: readonly string[];
}

/** The sessions and concepts behind a rank; empty when the syllabus has no such draw. */
export function describeDraw(
  sessions: readonly ClassSession[],
  strategy: Strategy,
  rank: bigint,
): readonly DrawnSession[] {
  try {
    const shape = sessions.map((session) => session.keyConcepts.length);
    const draw = unrankDraw(shape, strategy, rank);
    return draw.sessions.map((place) => ({
      place: place + 1,
      name: sessions[place]?.name ?? "",
      concepts: draw.concepts
        .filter((drawn) => drawn.session === place)
        .map((drawn) => sessions[place]?.keyConcepts[drawn.concept] ?? ""),
    }));
  } catch (fault) {
    if (fault instanceof RangeError) return [];
    throw fault;
  }
}
