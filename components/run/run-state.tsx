import { CircleCheck, CirclePause, CircleSlash, LoaderCircle, type LucideIcon } from "lucide-react";
import type { RunState as State } from "#lib/glan/words.ts";

const LOOKS = {
  running: { icon: LoaderCircle, word: "Running", colour: "text-accent" },
  pausing: { icon: CirclePause, word: "Pausing", colour: "text-warn" },
  paused: { icon: CirclePause, word: "Paused", colour: "text-warn" },
  completed: { icon: CircleCheck, word: "Completed", colour: "text-good" },
  cancelled: { icon: CircleSlash, word: "Cancelled", colour: "text-faint" },
} as const satisfies Record<State, { icon: LucideIcon; word: string; colour: string }>;

/** State of a run as icon, word and colour together. */
export function RunState({ state }: { readonly state: State }) {
  const { icon: Icon, word, colour } = LOOKS[state];
  return (
    <span className={`inline-flex items-center gap-1.5 font-medium ${colour}`}>
      <Icon size={14} strokeWidth={2} aria-hidden className={state === "running" ? "breathes" : ""} />
      {word}
    </span>
  );
}
