import { CommanderError } from "commander";
import { readEnv } from "#lib/env.ts";
import { StudioError, UsageError } from "#lib/errors.ts";
import type { CommandLine } from "./command-line.ts";
import type { CommandResult } from "./command-result.ts";
import { buildProgram } from "./program.ts";
import { openProgress } from "./progress.ts";
import { withStudio } from "./studio-world.ts";

// `npm run -s glan -- COMMAND`. Exit codes: 0 done, 1 failed, 2 wrong usage.

const DONE = 0;
const FAILED = 1;
const WRONG_USAGE = 2;

/** `--json` counts wherever it stands, so it is taken out before the arguments are looked at. */
function takeJson(args: readonly string[]): { isJson: boolean; rest: string[] } {
  const end = args.indexOf("--");
  const isJsonAt = (arg: string, i: number) => arg === "--json" && (end === -1 || i < end);
  return { isJson: args.some(isJsonAt), rest: args.filter((arg, i) => !isJsonAt(arg, i)) };
}

interface Refusal {
  readonly message: string;
  readonly exitCode: number;
  /** What a person sees when it is more than the message. */
  readonly text?: string;
}

function describeFault(error: unknown): Refusal {
  if (error instanceof CommanderError && error.code === "commander.help") {
    return { message: "No command was given. `glan --help` lists them.", exitCode: WRONG_USAGE };
  }
  if (error instanceof CommanderError) {
    return { message: error.message.replace(/^error: /, ""), exitCode: WRONG_USAGE };
  }
  if (error instanceof UsageError) return { message: error.userMessage, exitCode: WRONG_USAGE };
  if (error instanceof StudioError) return { message: error.userMessage, exitCode: FAILED };
  const message = error instanceof Error ? error.message : String(error);
  return {
    message: `This is a bug of GLAN Studio: ${message}`,
    exitCode: FAILED,
    text: `This is a bug of GLAN Studio.\n${error instanceof Error ? error.stack : message}`,
  };
}

/** After Ctrl-C whatever was under way fails; only a sentence of our own is worth saying then. */
function describeStop(error: unknown): string {
  return error instanceof StudioError ? error.userMessage : "Stopped.";
}

async function runCommandLine(args: readonly string[]): Promise<number> {
  const { isJson, rest } = takeJson(args);
  const print = (text: string, document: unknown) =>
    process.stdout.write(
      isJson ? `${JSON.stringify(document)}\n` : text === "" || text.endsWith("\n") ? text : `${text}\n`,
    );
  const stop = new AbortController();
  process.once("SIGINT", () => stop.abort());
  process.once("SIGTERM", () => stop.abort());

  let result: CommandResult | null = null;
  let help = "";
  const line: CommandLine = {
    async perform(action) {
      const env = readEnv(process.env);
      const progress = openProgress(process.stderr, isJson && !process.stderr.isTTY);
      result = await withStudio(env, async (studio) => {
        try {
          return await action(studio, { env, progress, signal: stop.signal });
        } finally {
          progress.end();
        }
      });
    },
  };
  const program = buildProgram(line, {
    writeOut: (text) => {
      help += text;
    },
    // Commander's own errors come back as CommanderError and are said once, below.
    writeErr: () => undefined,
  });

  try {
    await program.parseAsync(rest, { from: "user" });
    // Assigned by perform, which the compiler does not see.
    const said = result as CommandResult | null;
    if (said === null) throw new Error("the command said nothing");
    print(said.text, said.document);
    return said.isFailure === true ? FAILED : DONE;
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) {
      print(help, { help });
      return DONE;
    }
    const { message, exitCode, text } = stop.signal.aborted
      ? { message: describeStop(error), exitCode: FAILED, text: undefined }
      : describeFault(error);
    if (isJson) print("", { error: { message } });
    else process.stderr.write(`${text ?? message}\n`);
    return exitCode;
  }
}

/** Waits for what was written; a pipe takes it later than a terminal. */
const flush = (stream: NodeJS.WriteStream) =>
  new Promise<void>((resolve) => stream.write("", () => resolve()));

// A reader that has seen enough, such as `head`, is no fault.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
});
const exitCode = await runCommandLine(process.argv.slice(2));
await Promise.all([flush(process.stdout), flush(process.stderr)]);
// Not left to the event loop: a pool that somebody forgot would keep a finished command for ten seconds.
process.exit(exitCode);
