import { mkdtemp, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { readAuthSecret } from "./auth-secret.ts";

let dataDir: string;

beforeEach(async () => {
  dataDir = await mkdtemp(path.join(tmpdir(), "glan-secret-"));
});
afterEach(() => rm(dataDir, { recursive: true }));

test("the secret is made once, also by two starts at the same time, and is its owner's alone", async () => {
  const nested = path.join(dataDir, "new");
  const [first, second] = await Promise.all([readAuthSecret(nested), readAuthSecret(nested)]);
  expect(first).toMatch(/^[0-9a-f]{64}$/);
  expect(second).toBe(first);
  expect(await readAuthSecret(nested)).toBe(first);
  expect((await stat(path.join(nested, "auth-secret"))).mode & 0o777).toBe(0o600);
});

test("a damaged secret is refused, not replaced", async () => {
  await writeFile(path.join(dataDir, "auth-secret"), "short");
  await expect(readAuthSecret(dataDir)).rejects.toThrow(/damaged/);
});
