import { type ChildProcess, spawn } from "node:child_process";
import { closeSync, openSync, renameSync, statSync } from "node:fs";
import { createInterface } from "node:readline";
import { markProcess, type ProcessMark } from "./process-mark.ts";

/** One process of the studio, as it is to be run. */
export interface ServiceDefinition {
  readonly name: string;
  /** A TypeScript file that Node runs as it is. */
  readonly entry: string;
  readonly args: readonly string[];
  readonly nodeFlags?: readonly string[];
  readonly env: NodeJS.ProcessEnv;
  /** Null: it writes to this process' own output. */
  readonly logFile: string | null;
  /**
   * How it tells that it is ready, and where: by a message, by a line of JSON on its output, or not at all.
   * `read` gives null for anything else it says.
   */
  readonly readiness: { readonly by: "message" | "line"; read(said: unknown): string | null } | null;
  /** Arguments for a later start, from what the first said when it was ready: the address must stay. */
  readonly argsAgain?: (ready: string) => readonly string[];
}

export interface Service {
  readonly name: string;
  /** What it said when it was ready. */
  readonly ready: string;
  mark(): ProcessMark | null;
  /** Asks it to finish; when the time is over it is ended. */
  stop(timeoutMs: number): Promise<void>;
  kill(): void;
}

const PAUSE_MIN_MS = 250;
const PAUSE_MAX_MS = 10_000;
/** Who lived this long was well: its death is answered at once. */
const WELL_AFTER_MS = 30_000;
const LOG_MAX_BYTES = 10 * 1024 * 1024;

function openLog(logFile: string): number {
  if ((statSync(logFile, { throwIfNoEntry: false })?.size ?? 0) > LOG_MAX_BYTES) {
    renameSync(logFile, `${logFile}.old`);
  }
  return openSync(logFile, "a", 0o600);
}

function parseLine(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}

// Output goes to files and not through this process: a child whose reader was killed would die of its
// next word, in the middle of finishing what it holds. Detached: Ctrl-C in the terminal reaches the
// studio alone, which stops its children in order. The channel closes with this process however it
// dies, and the child then ends by itself.
function spawnChild(definition: ServiceDefinition, args: readonly string[]): ChildProcess {
  const output = definition.logFile === null ? "inherit" : openLog(definition.logFile);
  const child = spawn(process.execPath, [...(definition.nodeFlags ?? []), definition.entry, ...args], {
    stdio: ["ignore", definition.readiness?.by === "line" ? "pipe" : output, output, "ipc"],
    detached: true,
    env: definition.env,
  });
  if (typeof output === "number") closeSync(output);
  return child;
}

function hearReadiness(child: ChildProcess, { readiness }: ServiceDefinition, take: (ready: string) => void) {
  if (readiness === null) {
    take("");
    return;
  }
  const hear = (said: unknown) => {
    const ready = readiness.read(said);
    if (ready !== null) take(ready);
  };
  child.on("message", hear);
  if (child.stdout) createInterface({ input: child.stdout }).on("line", (line) => hear(parseLine(line)));
}

/**
 * Keeps one child process alive until it is stopped. Resolves when it is ready for the first time;
 * rejects when it ends before that. Later deaths are answered by a new start, after a pause that grows
 * while it keeps dying young.
 */
export function startService(
  definition: ServiceDefinition,
  watch: { say(line: string): void; onChange(): void },
): Promise<Service> {
  let child: ChildProcess | null = null;
  let mark: ProcessMark | null = null;
  let isStopping = false;
  let pauseMs = PAUSE_MIN_MS;
  let timer: NodeJS.Timeout | undefined;
  let firstReady: string | null = null;

  const service = (ready: string): Service => ({
    name: definition.name,
    ready,
    mark: () => mark,
    async stop(timeoutMs) {
      isStopping = true;
      clearTimeout(timer);
      const life = child;
      if (life === null) return;
      const ended = new Promise<void>((resolve) => life.once("close", () => resolve()));
      life.kill("SIGTERM");
      const limit = setTimeout(() => life.kill("SIGKILL"), timeoutMs);
      await ended;
      clearTimeout(limit);
    },
    kill() {
      isStopping = true;
      clearTimeout(timer);
      child?.kill("SIGKILL");
    },
  });

  return new Promise((resolve, reject) => {
    const start = () => {
      const startedAt = Date.now();
      const life = spawnChild(
        definition,
        firstReady === null ? definition.args : (definition.argsAgain?.(firstReady) ?? definition.args),
      );
      let isOver = false;
      const end = (how: string) => {
        if (isOver) return;
        isOver = true;
        child = null;
        mark = null;
        watch.onChange();
        if (isStopping) return;
        if (firstReady === null) {
          reject(new Error(`The ${definition.name} ended at its start (${how}).`));
          return;
        }
        if (Date.now() - startedAt > WELL_AFTER_MS) pauseMs = PAUSE_MIN_MS;
        const why = definition.logFile === null ? "" : `; the end of ${definition.logFile} says why`;
        // Said while it may still be chance; one that keeps dying is not news every ten seconds.
        if (pauseMs < PAUSE_MAX_MS)
          watch.say(`The ${definition.name} ended (${how}) and is started again${why}.`);
        timer = setTimeout(start, pauseMs);
        pauseMs = Math.min(pauseMs * 2, PAUSE_MAX_MS);
      };
      child = life;
      mark = life.pid === undefined ? null : markProcess(life.pid);
      life.once("error", (error) => end(error.message));
      life.once("close", (code, signal) => end(signal ?? `code ${code}`));
      hearReadiness(life, definition, (ready) => {
        if (firstReady !== null) return;
        firstReady = ready;
        resolve(service(ready));
      });
      watch.onChange();
    };
    start();
  });
}
