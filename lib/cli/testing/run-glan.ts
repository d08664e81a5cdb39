import { spawn } from "node:child_process";
import path from "node:path";
import { text } from "node:stream/consumers";

export interface GlanOutcome {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

const ENTRY = path.resolve(import.meta.dirname, "../main.ts");

/** Runs the command line as a process of its own, with nothing of this process' studio settings. */
export async function runGlan(
  args: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<GlanOutcome> {
  const child = spawn(process.execPath, [ENTRY, ...args], {
    env: { NODE_ENV: process.env.NODE_ENV, PATH: process.env.PATH, HOME: process.env.HOME, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const ended = new Promise<number | null>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", resolve);
  });
  const [exitCode, stdout, stderr] = await Promise.all([ended, text(child.stdout), text(child.stderr)]);
  return { exitCode, stdout, stderr };
}
