import { mkdtemp, readFile, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { browserStep, CHECK_STEPS, unitStep } from "./check-steps.ts";
import { type EmbeddedPostgres, startEmbeddedPostgres } from "./embedded-postgres/embedded-postgres.ts";
import { runMain } from "./run-main.ts";
import { runStep } from "./run-step.ts";
import {
  addTallies,
  describeTally,
  NOTHING,
  type Tally,
  tallyPlaywright,
  tallyStep,
  tallyVitest,
} from "./test-tally.ts";

// `npm test`: checks, unit and database tests, browser tests; closes with one line of sums.

/** A report that was not written, or not whole, is a failure like any other. */
async function tallyReport(
  file: string,
  isPassed: boolean,
  tally: (report: unknown) => Tally,
): Promise<Tally> {
  try {
    const found = tally(JSON.parse(await readFile(file, "utf8")));
    return isPassed ? found : { ...found, failed: Math.max(found.failed, 1) };
  } catch {
    return tallyStep(false);
  }
}

async function runAll(scratch: string, server: EmbeddedPostgres): Promise<Tally> {
  const env: NodeJS.ProcessEnv = { ...process.env, GLAN_TEST_DATABASE_URL: server.maintenanceUrl };
  let sum = NOTHING;
  for (const step of CHECK_STEPS) sum = addTallies(sum, tallyStep(await runStep(step, env)));

  const unitReport = path.join(scratch, "unit.json");
  const areUnitsPassed = await runStep(unitStep(unitReport), env);
  sum = addTallies(sum, await tallyReport(unitReport, areUnitsPassed, tallyVitest));

  const browserReport = path.join(scratch, "browser.json");
  const isBrowserPassed = await runStep(browserStep, { ...env, PLAYWRIGHT_JSON_OUTPUT_FILE: browserReport });
  return addTallies(sum, await tallyReport(browserReport, isBrowserPassed, tallyPlaywright));
}

await runMain(async () => {
  const scratch = await mkdtemp(path.join(os.tmpdir(), "glan-test-"));
  const stop = new AbortController();
  let server: EmbeddedPostgres | null = null;
  // Ctrl-C ends the running step as well; this ends what only we know of.
  const end = () => {
    if (stop.signal.aborted) return;
    stop.abort();
    void (server?.stop("immediate") ?? Promise.resolve())
      .then(() => rm(scratch, { recursive: true, force: true }))
      .finally(() => process.exit(130));
  };
  process.on("SIGINT", end);
  process.on("SIGTERM", end);
  let tally: Tally;
  try {
    server = await startEmbeddedPostgres(path.join(scratch, "data"), () => undefined);
    tally = await runAll(scratch, server);
  } finally {
    if (!stop.signal.aborted) {
      await server?.stop("immediate");
      await rm(scratch, { recursive: true, force: true });
    }
  }
  process.stdout.write(`\n${describeTally(tally)}\n`);
  process.exitCode = tally.failed === 0 ? 0 : 1;
});
