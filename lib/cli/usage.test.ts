import { expect, test } from "vitest";
import { runGlan } from "./testing/run-glan.ts";

// Everything here is refused before a studio is opened: no database is needed, or touched.
const NOWHERE = { DATABASE_URL: "postgres://nobody@127.0.0.1:1/none" };

test.each([
  ["", "No command was given. `glan --help` lists them."],
  ["conjure", "unknown command 'conjure'"],
  ["status now", "too many arguments for 'status'. Expected 0 arguments but got 1: now."],
  ["generate --budget -1", "option '--budget <USD>' argument '-1' is invalid."],
  ["generate --budget NaN", "option '--budget <USD>' argument 'NaN' is invalid."],
  ["generate --subject-draws 0", "option '--subject-draws <N>' argument '0' is invalid."],
  ["generate --pairs-per-syllabus 1.5", "option '--pairs-per-syllabus <N>' argument '1.5' is invalid."],
  ["generate --max-subjects -3", "option '--max-subjects <N>' argument '-3' is invalid."],
  ["generate --nodes Physics", "unknown option '--nodes'"],
  ["estimate", "required option '--pairs <N>' not specified"],
  ["estimate --pairs 1e9", "option '--pairs <N>' argument '1e9' is invalid."],
  ["export", "required option '--out <DIR>' not specified"],
  [
    "export --out x --format parquet",
    'There is no format "parquet". Data sets are written as prompt-completion or messages.',
  ],
  ["export --out x --limit 0", "option '--limit <N>' argument '0' is invalid."],
  ["taxonomy export --format xml", 'There is no taxonomy format "xml". There are: json, csv, ttl, jsonld.'],
  ["taxonomy import tree.rdf", 'There is no taxonomy format "rdf". There are: json, csv, ttl, jsonld.'],
  ["run show first", "It must be a whole number from 1 to 2147483647."],
  ["user create --email a@example.org --password 123456789012 --role king", 'There is no role "king".'],
])("`glan %s` is wrong usage: exit code 2, and why on standard error", async (line, message) => {
  const { exitCode, stdout, stderr } = await runGlan(line.split(" ").filter(Boolean), NOWHERE);
  expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: "" });
  expect(stderr).toContain(message);
});

test.each(["--json export", "export --json", "taxonomy export --format xml --json"])(
  "`glan %s` says its fault as one document",
  async (line) => {
    const { exitCode, stdout, stderr } = await runGlan(line.split(" "), NOWHERE);
    expect({ exitCode, stderr }).toEqual({ exitCode: 2, stderr: "" });
    expect(JSON.parse(stdout)).toEqual({ error: { message: expect.any(String) } });
  },
);

test("a database that does not answer is a failure in one sentence: exit code 1", async () => {
  const { exitCode, stdout, stderr } = await runGlan(["status"], NOWHERE);
  expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: "" });
  expect(stderr.trim()).toMatch(/^No PostgreSQL answers at 127\.0\.0\.1:1.*$/);
});

test("a file that does not exist is a failure: exit code 1", async () => {
  const { exitCode, stderr } = await runGlan(["taxonomy", "import", "no-such-file.json"], NOWHERE);
  expect(exitCode).toBe(1);
  expect(stderr).toBe("The file no-such-file.json cannot be read: it does not exist.\n");
});

test("help is no fault", async () => {
  const { exitCode, stdout } = await runGlan(["generate", "--help"], NOWHERE);
  expect(exitCode).toBe(0);
  expect(stdout).toContain("--pairs-per-syllabus <N>");
});
