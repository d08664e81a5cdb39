import { readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { z } from "zod";
import { readLockHolder } from "./data-directory.ts";
import { isAlive, type ProcessMark, sendSignal, waitUntil } from "./process-mark.ts";

const MarkSchema = z.object({ pid: z.number(), started: z.string() });

/** What is true of the running studio, for the command line, tests and the next start. */
export const StudioFactsSchema = z.object({
  supervisor: MarkSchema,
  /** Stopping: it lets go of the data directory when calls in flight are back. */
  state: z.enum(["running", "stopping"]),
  url: z.string().nullable(),
  demoModelUrl: z.string().nullable(),
  database: z.enum(["embedded", "external"]),
  postgresPid: z.number().nullable(),
  processes: z.array(z.object({ name: z.string(), mark: MarkSchema })),
});
export type StudioFacts = z.infer<typeof StudioFactsSchema>;

const fileOf = (dataDir: string) => path.join(dataDir, "studio.json");

export function writeStudioFacts(dataDir: string, facts: StudioFacts): void {
  // Moved into place: a reader sees the old facts or the new ones.
  const draft = `${fileOf(dataDir)}.${process.pid}`;
  writeFileSync(draft, `${JSON.stringify(facts, null, 2)}\n`, { mode: 0o600 });
  renameSync(draft, fileOf(dataDir));
}

export function readStudioFacts(dataDir: string): StudioFacts | null {
  try {
    return StudioFactsSchema.parse(JSON.parse(readFileSync(fileOf(dataDir), "utf8")));
  } catch {
    return null;
  }
}

export function forgetStudioFacts(dataDir: string): void {
  rmSync(fileOf(dataDir), { force: true });
}

const LEFTOVERS_TIMEOUT_MS = 3000;

/**
 * Children of a killed studio end by themselves; this waits for those that hold what the next one needs,
 * and ends what does not. Workers may finish their calls: any number of them works on one database.
 */
export async function clearLeftovers(dataDir: string): Promise<void> {
  const marks: ProcessMark[] = (readStudioFacts(dataDir)?.processes ?? [])
    .filter(({ name }) => !name.startsWith("worker"))
    .map(({ mark }) => mark);
  const areGone = () => marks.every((mark) => !isAlive(mark));
  if (await waitUntil(areGone, { timeoutMs: LEFTOVERS_TIMEOUT_MS })) return;
  for (const mark of marks) if (isAlive(mark)) sendSignal(mark.pid, "SIGKILL");
  await waitUntil(areGone, { timeoutMs: LEFTOVERS_TIMEOUT_MS });
}

/** A supervisor notices within this time that its npm was killed. */
const NOTICE_MS = 1500;
const STOPPING_TIMEOUT_MS = 60_000;

/** Waits for a studio that is about to let go of the data directory; one that runs on is none of these. */
export async function waitForStopping(dataDir: string, say: (line: string) => void): Promise<void> {
  const isFree = () => readLockHolder(dataDir) === null;
  const isStopping = () => readStudioFacts(dataDir)?.state === "stopping";
  if (isFree()) return;
  await waitUntil(() => isFree() || isStopping(), { timeoutMs: NOTICE_MS });
  if (isFree() || !isStopping()) return;
  say("The studio that ran here is still stopping; waiting for it.");
  await waitUntil(isFree, { timeoutMs: STOPPING_TIMEOUT_MS });
}
