import { spawn } from "node:child_process";
import { statfsSync } from "node:fs";
import { explainSystemFault, Obstacle } from "./say.mjs";

const TAIL_LINES = 25;
/** Programs that run out of disk die of anything. */
const FULL_BELOW_BYTES = 100 * 1024 * 1024;

/** @param {string} place */
function isFull(place) {
  const { bavail, bsize } = statfsSync(place);
  return bavail * bsize < FULL_BELOW_BYTES;
}

/**
 * Runs a program quietly; what it wrote is shown only when it fails.
 * @param {string} what what fails, as the start of a sentence: "The packages could not be installed"
 * @param {string} program
 * @param {readonly string[]} args
 * @param {{ cwd: string, env?: NodeJS.ProcessEnv, timeoutMs?: number }} options
 * @returns {Promise<string>} what it wrote
 */
export async function runStep(what, program, args, { cwd, env = process.env, timeoutMs }) {
  let output = "";
  const child = spawn(program, args, {
    cwd,
    env,
    stdio: ["ignore", "pipe", "pipe"],
    timeout: timeoutMs,
  });
  child.stdout.on("data", (chunk) => (output += chunk));
  child.stderr.on("data", (chunk) => (output += chunk));
  const code = await new Promise((resolve) => {
    child.once("error", (error) => {
      output += String(error);
      resolve(-1);
    });
    child.once("close", resolve);
  });
  if (code === 0) return output;
  const known = explainSystemFault(output, cwd) ?? (isFull(cwd) ? explainSystemFault("ENOSPC", cwd) : null);
  if (known !== null) throw new Obstacle(known);
  const tail = output.trim().split("\n").slice(-TAIL_LINES).join("\n");
  throw new Obstacle(`${tail}\n${what}; the lines above say why.`);
}
