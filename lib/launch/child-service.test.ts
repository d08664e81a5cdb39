import { spawn } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { z } from "zod";
import { type Service, type ServiceDefinition, startService } from "./child-service.ts";
import { isAlive, waitUntil } from "./process-mark.ts";

let folder: string;
let said: string[];
let services: Service[];

beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), "glan-child-"));
  said = [];
  services = [];
});

afterEach(async () => {
  for (const service of services) service.kill();
  await rm(folder, { recursive: true, force: true });
});

const UrlSchema = z.object({ url: z.string() });

async function define(source: string, parts: Partial<ServiceDefinition> = {}): Promise<ServiceDefinition> {
  const entry = path.join(folder, "child.mjs");
  await writeFile(entry, source);
  return {
    name: "child",
    entry,
    args: [],
    env: process.env,
    logFile: path.join(folder, "child.log"),
    readiness: { by: "line", read: (line) => UrlSchema.safeParse(line).data?.url ?? null },
    ...parts,
  };
}

async function start(definition: ServiceDefinition): Promise<Service> {
  const service = await startService(definition, {
    say: (line) => said.push(line),
    onChange: () => undefined,
  });
  services.push(service);
  return service;
}

const READY = 'console.log(JSON.stringify({ url: "http://127.0.0.1:1" }));';
const STAYS = "process.on('disconnect', () => process.exit(0)); setInterval(() => undefined, 1000);";

test("a child is ready when it says so and ends when it is asked", async () => {
  const service = await start(await define(`console.log("warming up"); ${READY} ${STAYS}`));
  expect(service.ready).toBe("http://127.0.0.1:1");
  const mark = service.mark();
  await service.stop(5000);
  expect(mark !== null && isAlive(mark)).toBe(false);
});

test("a child that was killed is started again, with the address it had", async () => {
  const log = path.join(folder, "lives");
  const source = `import { appendFileSync } from "node:fs"; appendFileSync(${JSON.stringify(log)}, process.argv.slice(2).join(" ") + ";"); ${READY} ${STAYS}`;
  const service = await start(
    await define(source, { argsAgain: (url) => ["--port", new URL(url).port || "80"] }),
  );
  const first = service.mark();
  process.kill(first?.pid ?? 0, "SIGKILL");
  expect(
    await waitUntil(async () => (await readFile(log, "utf8")) === ";--port 1;", { timeoutMs: 20_000 }),
  ).toBe(true);
  expect(service.mark()).not.toEqual(first);
  expect(said).toEqual([expect.stringContaining("The child ended (SIGKILL) and is started again")]);
});

test("a child that ends before it is ready is a fault", async () => {
  const definition = await define("process.exit(3);");
  await expect(start(definition)).rejects.toThrow("The child ended at its start (code 3).");
});

test("a child that does not end in time is ended", async () => {
  const service = await start(await define(`process.on("SIGTERM", () => undefined); ${READY} ${STAYS}`));
  const mark = service.mark();
  await service.stop(100);
  expect(mark !== null && isAlive(mark)).toBe(false);
});

test("children end when the process that started them is killed", async () => {
  const definition = await define(`${READY} ${STAYS}`);
  const parent = path.join(folder, "parent.ts");
  await writeFile(
    parent,
    `import { startService } from ${JSON.stringify(path.join(import.meta.dirname, "child-service.ts"))};
     const service = await startService(
       { ...${JSON.stringify({ ...definition, env: undefined, readiness: undefined })}, env: process.env, readiness: null },
       { say: () => undefined, onChange: () => undefined },
     );
     console.log(JSON.stringify(service.mark()));`,
  );
  const supervisor = spawn(process.execPath, [parent], { stdio: ["ignore", "pipe", "inherit"] });
  const line = await new Promise<string>((resolve) =>
    supervisor.stdout.once("data", (chunk) => resolve(String(chunk))),
  );
  const mark = z.object({ pid: z.number(), started: z.string() }).parse(JSON.parse(line));
  // It has said that it is up once its log is there to be written.
  expect(
    await waitUntil(async () => (await readFile(path.join(folder, "child.log"), "utf8")).includes("url"), {
      timeoutMs: 20_000,
    }),
  ).toBe(true);
  expect(isAlive(mark)).toBe(true);
  supervisor.kill("SIGKILL");
  expect(await waitUntil(() => !isAlive(mark), { timeoutMs: 20_000 })).toBe(true);
});
