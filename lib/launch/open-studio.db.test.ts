import { mkdtemp, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { openDatabase } from "#lib/db/client.ts";
import { type Env, readEnv } from "#lib/env.ts";
import { lockDataDirectory, readLockHolder } from "./data-directory.ts";
import { startEmbeddedPostgres } from "./embedded-postgres/embedded-postgres.ts";
import { openStudio } from "./open-studio.ts";
import { markProcess } from "./process-mark.ts";
import { startServices } from "./start-services.ts";
import { writeStudioFacts } from "./studio-facts.ts";

let dataDir: string;
let env: Env;

beforeEach(async () => {
  dataDir = await mkdtemp(path.join(os.tmpdir(), "glan-open-"));
  env = readEnv({ GLAN_DATA_DIR: dataDir, GLAN_CONCURRENCY: "64" });
});

afterEach(async () => {
  await rm(dataDir, { recursive: true, force: true });
});

async function countReleases(databaseUrl: string): Promise<number> {
  const db = openDatabase(databaseUrl);
  try {
    return await db.prisma.release.count();
  } finally {
    await db.close();
  }
}

test("a command finds a studio set up where none was, and leaves nothing running", async () => {
  const studio = await openStudio(env);
  expect(studio.isRunning).toBe(false);
  expect(readLockHolder(dataDir)).toMatchObject({ pid: process.pid, purpose: "the command line" });
  expect(await countReleases(studio.databaseUrl)).toBe(1);
  await studio.close();
  expect(readLockHolder(dataDir)).toBeNull();
  await expect(countReleases(studio.databaseUrl)).rejects.toThrow();
});

test("a command joins the studio that runs, and leaves it running", async () => {
  const first = await openStudio(env);
  await first.close();
  const lock = lockDataDirectory(dataDir, "npm start");
  const server = await startEmbeddedPostgres(dataDir, () => undefined);
  writeStudioFacts(dataDir, {
    supervisor: markProcess(process.pid) ?? { pid: process.pid, started: "" },
    state: "running",
    url: null,
    demoModelUrl: null,
    database: "embedded",
    postgresPid: server.pid(),
    processes: [],
  });
  const studio = await openStudio(env);
  expect(studio).toMatchObject({ isRunning: true, databaseUrl: server.url });
  await studio.close();
  expect(await countReleases(server.url)).toBe(1);
  await server.stop("fast");
  lock.release();
});

test("a command without a worker brings a demo model and a worker that finish what there is to do", async () => {
  const studio = await openStudio(env);
  const services = await startServices(env, studio.databaseUrl, { web: false, workers: 1 });
  const db = openDatabase(studio.databaseUrl);
  try {
    expect(services.processes().map(({ name }) => name)).toEqual(["demo model", "worker 1"]);
    await expect
      .poll(async () => (await db.prisma.run.findFirst())?.state, { timeout: 110_000, interval: 200 })
      .toBe("completed");
  } finally {
    await db.close();
    await services.stop();
    expect(services.processes()).toEqual([]);
    await studio.close();
  }
}, 120_000);
