import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { ask } from "./testing/chat.ts";

const MAIN = fileURLToPath(new URL("main.ts", import.meta.url));

function spawnModel(args: readonly string[], withIpc = false): ChildProcess {
  const ipc = withIpc ? (["ipc"] as const) : [];
  return spawn(process.execPath, [MAIN, ...args], { stdio: ["ignore", "pipe", "pipe", ...ipc] });
}

async function readyUrl(child: ChildProcess): Promise<string> {
  for await (const chunk of child.stdout ?? []) return JSON.parse(String(chunk)).url;
  throw new Error("the demo model printed nothing");
}

it("runs as a process that says where it listens and ends on SIGTERM", async () => {
  const child = spawnModel(["--options", '{"latency":{"min":1,"max":2}}', "--seed", "s"]);
  const exit = once(child, "exit");
  const url = await readyUrl(child);

  expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/v1$/);
  expect(await ask({ url }, "Hello")).toContain("demo model");
  child.kill("SIGTERM");
  expect(await exit).toEqual([0, null]);
});

it("ends when its parent lets go of it", async () => {
  const child = spawnModel([], true);
  const exit = once(child, "exit");
  await readyUrl(child);
  child.disconnect();

  expect(await exit).toEqual([0, null]);
});

it("says which option is wrong", async () => {
  const child = spawnModel(["--options", '{"prot":1}']);
  const words: string[] = [];
  child.stderr?.on("data", (chunk) => words.push(String(chunk)));

  expect(await once(child, "close")).toEqual([1, null]);
  expect(words.join("")).toContain("prot");
});
