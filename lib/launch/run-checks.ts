import { CHECK_STEPS } from "./check-steps.ts";
import { runMain } from "./run-main.ts";
import { runStep } from "./run-step.ts";

// `npm run check`: lint with the import rules, types, dead code. All are run, whatever the first says.

await runMain(async () => {
  const failed: string[] = [];
  for (const step of CHECK_STEPS) {
    if (!(await runStep(step, process.env))) failed.push(step.name);
  }
  process.stdout.write(failed.length === 0 ? "\nAll checks passed.\n" : `\nFailed: ${failed.join(", ")}.\n`);
  process.exitCode = failed.length === 0 ? 0 : 1;
});
