import { describe, expect, it } from "vitest";
import { classifyDatabaseFault, retryWhileAway } from "./database-away.ts";

const fault = (code: string, message = "a fault") => Object.assign(new Error(message), { code });

describe("database fault", () => {
  it.each([
    ["57P01", "away"],
    ["57P03", "away"],
    ["57014", "away"],
    ["08006", "away"],
    ["53100", "away"],
    ["53300", "away"],
    ["25006", "away"],
    ["XX000", "away"],
    ["ECONNREFUSED", "away"],
    ["ENOENT", "away"],
    ["40P01", "conflict"],
    ["40001", "conflict"],
    ["22021", "refused"],
    ["23503", "refused"],
    ["42703", "refused"],
    ["ERR_INVALID_ARG_TYPE", "refused"],
  ] as const)("%s means %s", (code, expected) => {
    expect(classifyDatabaseFault(fault(code))).toBe(expected);
  });

  it("knows a broken connection by pg's words, and takes what it does not know for a bug", () => {
    expect(classifyDatabaseFault(new Error("Connection terminated unexpectedly"))).toBe("away");
    expect(classifyDatabaseFault(new TypeError("x is not a function"))).toBe("refused");
    expect(classifyDatabaseFault("nonsense")).toBe("refused");
  });

  it("is waited out, and told", async () => {
    const told: unknown[] = [];
    let tries = 0;
    const work = async () => {
      tries++;
      if (tries < 3) throw fault("57P03");
      return "done";
    };
    expect(await retryWhileAway(work, (error) => told.push(error))).toBe("done");
    expect(told).toHaveLength(2);
    await expect(retryWhileAway(() => Promise.reject(fault("42P01")))).rejects.toThrow("a fault");
  });
});
