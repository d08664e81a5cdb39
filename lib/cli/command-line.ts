import type { Env } from "#lib/env.ts";
import type { CommandResult } from "./command-result.ts";
import type { Progress } from "./progress.ts";
import type { StudioWorld } from "./studio-world.ts";

/** What a command is given to work with. */
export interface CommandContext {
  readonly env: Env;
  readonly progress: Progress;
  /** Aborted by Ctrl-C. */
  readonly signal: AbortSignal;
}

/** How a command of the program does its work: on an open studio, with one answer at the end. */
export interface CommandLine {
  perform(action: (studio: StudioWorld, context: CommandContext) => Promise<CommandResult>): Promise<void>;
}
