import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import pg from "pg";
import { afterEach, beforeEach, expect, test } from "vitest";
import { waitUntil } from "../process-mark.ts";
import { type EmbeddedPostgres, startEmbeddedPostgres } from "./embedded-postgres.ts";

let dataDir: string;
let said: string[];
let running: EmbeddedPostgres[];

async function start(): Promise<EmbeddedPostgres> {
  const server = await startEmbeddedPostgres(dataDir, (line) => said.push(line));
  running.push(server);
  return server;
}

async function query(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

async function rewriteFirstLine(file: string, line: string): Promise<void> {
  const [, ...rest] = (await readFile(file, "utf8")).split("\n");
  await writeFile(file, [line, ...rest].join("\n"));
}

beforeEach(async () => {
  dataDir = await mkdtemp(path.join(os.tmpdir(), "glan-pg-"));
  said = [];
  running = [];
});

afterEach(async () => {
  for (const server of running) await server.stop("immediate");
  await rm(dataDir, { recursive: true, force: true });
});

test("what was written is there after a stop and a second start", async () => {
  const first = await start();
  await query(first.url, "CREATE TABLE kept AS SELECT 1 AS one");
  await first.stop("fast");
  const second = await start();
  expect(second.url).toBe(first.url);
  expect(await query(second.url, "SELECT one FROM kept")).toEqual([{ one: 1 }]);
});

test("the server takes its own password only and is durable at every commit", async () => {
  const server = await start();
  const url = new URL(server.url);
  url.password = "guessed";
  await expect(query(url.toString(), "SELECT 1")).rejects.toMatchObject({ code: "28P01" });
  expect(
    await query(
      server.url,
      "SELECT current_setting('synchronous_commit') AS commit, current_setting('fsync') AS fsync, current_setting('listen_addresses') AS open",
    ),
  ).toEqual([{ commit: "on", fsync: "on", open: "" }]);
});

test("a server that outlived its studio is adopted", async () => {
  const first = await start();
  const second = await start();
  expect(second.isAdopted).toBe(true);
  expect(second.pid()).toBe(first.pid());
  expect(await query(second.url, "SELECT 1 AS one")).toEqual([{ one: 1 }]);
});

test("a server that is killed is started again under the same address with what was committed", async () => {
  const server = await start();
  await query(server.url, "CREATE TABLE kept AS SELECT 1 AS one");
  const killed = server.pid();
  process.kill(killed, "SIGKILL");
  expect(await waitUntil(() => server.pid() !== killed, { timeoutMs: 20_000 })).toBe(true);
  expect(await query(server.url, "SELECT one FROM kept")).toEqual([{ one: 1 }]);
  expect(said).toEqual(["PostgreSQL had ended and was started again."]);
});

test("the file of a crashed server does not stand in the way, though its pid is somebody else's now", async () => {
  const first = await start();
  await first.stop("immediate");
  const file = path.join(dataDir, "postgres/postmaster.pid");
  await writeFile(file, `0\n${path.join(dataDir, "postgres")}\n0\n5432\n\n\n0 0\nready\n`);
  await rewriteFirstLine(file, String(process.pid));
  const second = await start();
  expect(second.isAdopted).toBe(false);
  expect(await query(second.url, "SELECT 1 AS one")).toEqual([{ one: 1 }]);
});

test("a set-up that was interrupted is begun again", async () => {
  await mkdir(path.join(dataDir, "postgres.new/base"), { recursive: true });
  const server = await start();
  expect(await query(server.url, "SELECT 1 AS one")).toEqual([{ one: 1 }]);
});

test("a path too long for a socket is served on a port of the loopback", async () => {
  dataDir = path.join(dataDir, "a-folder-with-a-long-name".repeat(4));
  const server = await start();
  expect(new URL(server.url).hostname).toBe("127.0.0.1");
  expect(await query(server.url, "SELECT 1 AS one")).toEqual([{ one: 1 }]);
});

test("a database of another PostgreSQL is refused in one sentence and left as it is", async () => {
  const directory = path.join(dataDir, "postgres");
  await mkdir(directory, { mode: 0o700 });
  await writeFile(path.join(directory, "PG_VERSION"), "16\n");
  await writeFile(path.join(dataDir, "postgres.password"), "secret\n");
  await expect(start()).rejects.toMatchObject({
    name: "StudioError",
    userMessage: expect.stringMatching(/made by PostgreSQL 16 .*comes with PostgreSQL 18.*GLAN_DATA_DIR/),
  });
});

test("a database whose password file is gone is refused in one sentence", async () => {
  const first = await start();
  await first.stop("fast");
  await rm(path.join(dataDir, "postgres.password"));
  await expect(start()).rejects.toMatchObject({
    userMessage: expect.stringContaining("postgres.password is missing"),
  });
});
