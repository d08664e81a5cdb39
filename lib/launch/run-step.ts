import { spawn } from "node:child_process";
import { ROOT, type Step } from "./check-steps.ts";

/** Runs a step with its output going straight to ours; true when it went well. */
export async function runStep(step: Step, env: NodeJS.ProcessEnv): Promise<boolean> {
  process.stdout.write(`\n-- ${step.name}\n`);
  const child = spawn(process.execPath, step.args, { cwd: ROOT, stdio: "inherit", env });
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code) => resolve(code === 0));
  });
}
