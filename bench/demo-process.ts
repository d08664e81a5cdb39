import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { createInterface } from "node:readline";
import { z } from "zod";
import type { DemoModelOptions } from "#lib/demo-model/options.ts";

export const ROOT = path.resolve(import.meta.dirname, "..");

/** A demo model as a process of its own, so that its work is not the worker's. */
export async function startDemoProcess(
  options: DemoModelOptions,
): Promise<{ url: string; process: ChildProcess }> {
  const child = spawn(process.execPath, ["lib/demo-model/main.ts", "--options", JSON.stringify(options)], {
    cwd: ROOT,
    stdio: ["ignore", "pipe", "inherit", "ipc"],
  });
  if (child.stdout === null) throw new Error("the demo model has no output");
  const lines = createInterface(child.stdout);
  const [line] = await Promise.race([
    once(lines, "line"),
    once(child, "exit").then(() => Promise.reject(new Error("the demo model did not start"))),
  ]);
  return { url: z.object({ url: z.url() }).parse(JSON.parse(String(line))).url, process: child };
}

export async function endProcess(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill("SIGTERM");
  await once(child, "exit");
}
