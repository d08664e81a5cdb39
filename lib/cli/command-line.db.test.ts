import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "#lib/db/testing/test-database.ts";
import { type DemoModel, startDemoModel } from "#lib/demo-model/server.ts";
import { type GlanOutcome, runGlan } from "./testing/run-glan.ts";

// The demo model stands for an endpoint of one's own, so that no sample run mixes in.

const GENERATE =
  "generate --node Physics --subject-draws 3 --max-subjects 3 --pairs-per-syllabus 8 --wait".split(" ");

let studio: TestDatabase;
let model: DemoModel;
let folder: string;

beforeAll(async () => {
  [studio, model, folder] = await Promise.all([
    createTestDatabase(),
    startDemoModel({}),
    mkdtemp(path.join(tmpdir(), "glan-cli-")),
  ]);
});
afterAll(async () => {
  await model.close();
  await studio.drop();
  await rm(folder, { recursive: true });
});

const glan = (...args: string[]): Promise<GlanOutcome> =>
  runGlan(args, {
    DATABASE_URL: studio.url,
    GLAN_DATA_DIR: path.join(folder, "data"),
    OPENAI_BASE_URL: model.url,
    GLAN_MODEL: "demo-recorded",
  });

/** The one document of --json; anything else on standard output, or anything on standard error, fails. */
async function glanJson(...args: string[]): Promise<{ exitCode: number | null; document: unknown }> {
  const { exitCode, stdout, stderr } = await glan(...args, "--json");
  expect(stderr).toBe("");
  return { exitCode, document: JSON.parse(stdout) };
}

test.each(["json", "csv", "ttl", "jsonld"])(
  "a fresh database has the starter taxonomy, and its export as %s imports as nothing new",
  async (format) => {
    const file = path.join(folder, `taxonomy.${format}`);
    expect((await glan("taxonomy", "export", "--format", format, "--out", file)).exitCode).toBe(0);
    expect(await glanJson("taxonomy", "import", file)).toEqual({
      exitCode: 0,
      document: { added: [], release: 1 },
    });
    const { document } = await glanJson("taxonomy", "disciplines");
    expect(document).toMatchObject({ release: 1, disciplines: { length: 123 } });
  },
);

test("a dry run tells what an import would do and changes nothing", async () => {
  const file = path.join(folder, "draft.csv");
  const columns = "path,kind,definition,votes_keep";
  await writeFile(file, `${columns}\nAcademic-Humanities,field,Of people,2\nLakes,field,,\n`);
  const { exitCode, stdout } = await glan("taxonomy", "import", file, "--dry-run");
  expect(exitCode).toBe(0);
  expect(stdout).toContain("1 nodes would be added.\n  Lakes (field)\n");
  expect(stdout).toContain("Academic-Humanities (field): definition\n");
  expect(stdout).toContain("Verdicts and votes of 1 nodes were left out");
  const { document } = await glanJson("taxonomy", "import", file, "--dry-run");
  expect(document).toMatchObject({ added: [{ path: ["Lakes"] }], same: 0, contradicting: [] });
  expect((await glan("taxonomy", "export", "--format", "csv")).stdout).not.toContain("Lakes");
});

test("an import publishes a release, and the new discipline can be named at once", async () => {
  const file = path.join(folder, "more.csv");
  await writeFile(file, "field,sub_field,discipline\nOceans,,Tide pools\n");
  expect(await glanJson("taxonomy", "import", file)).toMatchObject({
    exitCode: 0,
    document: { release: 2, added: [{ path: ["Oceans"] }, { path: ["Oceans", "Tide pools"] }] },
  });
  expect((await glan("taxonomy", "export", "--format", "csv")).stdout).toContain(
    "\nOceans > Tide pools,discipline,Tide pools,2,",
  );
});

test("a file with faults is refused whole with the place of each: exit code 1", async () => {
  const file = path.join(folder, "wrong.csv");
  await writeFile(file, "field,sub_field,discipline\nLakes,,Ponds\nLakes,,\u0007\n");
  const { exitCode, stderr } = await glan("taxonomy", "import", file);
  expect(exitCode).toBe(1);
  expect(stderr).toContain("Line 3");
  expect((await glan("taxonomy", "export", "--format", "csv")).stdout).not.toContain("Lakes");
});

test("an unknown node is refused with the nearest name: exit code 2", async () => {
  const { exitCode, stderr } = await glan("generate", "--node", "Phisics");
  expect(exitCode).toBe(2);
  expect(stderr).toContain('Did you mean "Physics"?');
});

test("generate buys 24 pairs, the same again buys nothing, and every exported line names its origin", async () => {
  const first = await glanJson(...GENERATE);
  expect(first).toMatchObject({
    exitCode: 0,
    document: {
      run: { state: "completed", isDemo: false },
      summary: { calls: 60, reused: 0, failed: 0, pairs: 24 },
    },
  });
  const again = await glan(...GENERATE);
  expect(again).toMatchObject({
    exitCode: 0,
    stdout: "Run 2 completed: 0 calls made, 60 reused, 24 of 24 pairs, cost $0.00.\n",
  });

  const out = path.join(folder, "dataset");
  expect(await glanJson("export", "--out", out)).toMatchObject({ exitCode: 0, document: { out, pairs: 24 } });
  const lines = (await readFile(path.join(out, "data/train-00000.jsonl"), "utf8")).trimEnd().split("\n");
  for (const line of lines) {
    expect(JSON.parse(line)).toMatchObject({
      prompt: expect.stringMatching(/\S/),
      completion: expect.stringMatching(/\S/),
      discipline: "Physics",
      sessions: expect.arrayContaining([expect.any(String)]),
      key_concepts: expect.arrayContaining([expect.any(String)]),
      seed: expect.stringMatching(/^draw:v1\/glan\/physics\//),
      release: 2,
      run: 1,
      question_call: expect.any(Number),
      answer_call: expect.any(Number),
    });
  }
  expect(lines).toHaveLength(24);
});

test("runs are listed, shown and steered; the newest is meant when none is named", async () => {
  const started = await glanJson("generate", "--node", "Tide pools");
  expect(started).toMatchObject({ exitCode: 0, document: { run: { id: 3, state: "running" } } });
  expect(await glanJson("run", "pause")).toMatchObject({ document: { run: { id: 3, state: "paused" } } });
  expect(await glanJson("run", "resume", "3")).toMatchObject({ document: { run: { state: "running" } } });
  expect(await glanJson("run", "cancel")).toMatchObject({ document: { run: { id: 3, state: "cancelled" } } });
  expect(await glanJson("run", "resume")).toEqual({
    exitCode: 2,
    document: { error: { message: "Run 3 is cancelled; only a paused run can be resumed." } },
  });
  expect(await glanJson("run", "list")).toMatchObject({
    document: { runs: [{ id: 3 }, { id: 2 }, { id: 1 }] },
  });
  expect((await glan("run", "show", "1")).stdout).toMatch(/^Calls {3}60 made, 0 reused, 0 in doubt$/m);
});

test("an estimate at list prices is the paper's 66K dollars for ten million pairs, roughly", async () => {
  const { document } = await glanJson(
    "estimate",
    "--pairs",
    "10000000",
    "--model",
    "gpt-4o",
    "--answer-model",
    "gpt-4o-mini",
  );
  expect(document).toMatchObject({ pairs: 10_000_000, total: { calls: expect.any(Number) } });
  const { total } = document as { total: { costNanoUsd: number } };
  expect(total.costNanoUsd / 1e9).toBeGreaterThan(50_000);
  expect(total.costNanoUsd / 1e9).toBeLessThan(80_000);
});

test("a user is made once", async () => {
  const create = [
    "user",
    "create",
    "--email",
    "ada@example.org",
    "--password",
    "correct horse battery",
    "--role",
    "admin",
  ];
  expect((await glan(...create)).exitCode).toBe(0);
  expect(await glanJson(...create)).toEqual({
    exitCode: 1,
    document: { error: { message: "There is already a user with the address ada@example.org." } },
  });
});
