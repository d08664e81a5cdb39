import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { lockDataDirectory, readLockHolder, tryLockDataDirectory } from "./data-directory.ts";
import { markProcess } from "./process-mark.ts";

let dataDir: string;

beforeEach(async () => {
  dataDir = await mkdtemp(path.join(os.tmpdir(), "glan-lock-"));
});

afterEach(async () => {
  await rm(dataDir, { recursive: true, force: true });
});

test("a second studio on one data directory is refused with who holds it", () => {
  const lock = lockDataDirectory(dataDir, "npm start");
  expect(() => lockDataDirectory(dataDir, "npm start")).toThrow(
    new RegExp(`in use by npm start \\(process ${process.pid}\\)`),
  );
  lock.release();
  expect(readLockHolder(dataDir)).toBeNull();
  lockDataDirectory(dataDir, "npm start").release();
});

test("the lock of a process that was killed is taken over", async () => {
  const holder = spawn(process.execPath, ["-e", "setInterval(() => undefined, 1000)"]);
  await once(holder, "spawn");
  const mark = markProcess(holder.pid ?? 0);
  await writeFile(path.join(dataDir, "studio.lock"), JSON.stringify({ ...mark, purpose: "npm start" }));
  expect(tryLockDataDirectory(dataDir, "npm start")).toBeNull();
  holder.kill("SIGKILL");
  await once(holder, "close");
  const lock = tryLockDataDirectory(dataDir, "npm start");
  expect(lock).not.toBeNull();
  lock?.release();
});

test("a lock whose pid belongs to another process now is taken over", async () => {
  const stranger = { pid: process.pid, started: "an earlier boot", purpose: "npm start" };
  await writeFile(path.join(dataDir, "studio.lock"), JSON.stringify(stranger));
  const lock = tryLockDataDirectory(dataDir, "npm start");
  expect(readLockHolder(dataDir)?.started).toBe(markProcess(process.pid)?.started);
  lock?.release();
});

test("a half-written lock is nobody's", async () => {
  await writeFile(path.join(dataDir, "studio.lock"), '{"pid": 1');
  const lock = tryLockDataDirectory(dataDir, "npm start");
  expect(lock).not.toBeNull();
  lock?.release();
});

test("a file in the place of the data directory is said in one sentence", async () => {
  const file = path.join(dataDir, "file");
  await writeFile(file, "");
  expect(() => lockDataDirectory(file, "npm start")).toThrow(
    /is not a directory\. Move it away, or name another/,
  );
});
