import { execFile } from "node:child_process";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { createServer } from "node:net";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { lockDataDirectory } from "./data-directory.ts";
import { findFreePort } from "./embedded-postgres/server-address.ts";

// What `npm start` says when it cannot start: one sentence on standard error and exit code 1.

let dataDir: string;

beforeEach(async () => {
  dataDir = await mkdtemp(path.join(os.tmpdir(), "glan-start-"));
});

afterEach(async () => {
  await rm(dataDir, { recursive: true, force: true });
});

interface Ending {
  readonly code: number | null;
  readonly output: string;
  readonly fault: string;
}

function start(settings: Record<string, string>): Promise<Ending> {
  const entry = path.join(import.meta.dirname, "start.ts");
  const env: NodeJS.ProcessEnv = {
    NODE_ENV: "test",
    PATH: process.env.PATH,
    GLAN_DATA_DIR: dataDir,
    PORT: "0",
    ...settings,
  };
  return new Promise((resolve) => {
    const child = execFile(process.execPath, [entry], { env }, (_, output, fault) => {
      resolve({ code: child.exitCode, output, fault });
    });
  });
}

const sentence = (pattern: RegExp) => ({ code: 1, output: "", fault: expect.stringMatching(pattern) });

test("a taken port is named with the way to another one, and nothing is set up", async () => {
  const other = createServer();
  await new Promise<void>((resolve) => other.listen(0, "127.0.0.1", resolve));
  const address = other.address();
  const port = typeof address === "object" ? (address?.port ?? 0) : 0;
  expect(await start({ PORT: String(port) })).toEqual(
    sentence(new RegExp(`^Port ${port} is taken by another program\\. .*PORT=${port + 1} npm start\\.\n$`)),
  );
  expect(await readdir(dataDir)).not.toContain("postgres");
  await new Promise((resolve) => other.close(resolve));
});

test("a server that does not answer is named by its address, without the password", async () => {
  const port = await findFreePort();
  const ending = await start({ DATABASE_URL: `postgres://glan:secret@127.0.0.1:${port}/glan` });
  expect(ending).toEqual(sentence(new RegExp(`^No PostgreSQL answers at 127\\.0\\.0\\.1:${port}, .*\n$`)));
  expect(ending.fault).not.toContain("secret");
});

test("a host that is not known is said so", async () => {
  expect(await start({ DATABASE_URL: "postgres://glan@no-such-host.invalid/glan" })).toEqual(
    sentence(/^The host no-such-host\.invalid of DATABASE_URL is not known\..*\n$/),
  );
});

test("a database that does not exist is said so", async () => {
  const url = new URL(process.env.GLAN_TEST_DATABASE_URL ?? "");
  url.pathname = "/no_such_database";
  expect(await start({ DATABASE_URL: url.toString() })).toEqual(
    sentence(/has no database "no_such_database"\. Create it .*\n$/),
  );
});

test("an address that is none is said so", async () => {
  expect(await start({ DATABASE_URL: "mysql://localhost/glan" })).toEqual(
    sentence(/^The environment is not usable\. DATABASE_URL: must start with postgres:.*\n$/),
  );
});

test("a second studio on one data directory is refused", async () => {
  const lock = lockDataDirectory(dataDir, "npm start");
  expect(await start({})).toEqual(
    sentence(/^The data directory .* is in use by npm start \(process \d+\)\..*\n$/),
  );
  lock.release();
});
