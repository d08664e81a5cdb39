import { expect, test } from "vitest";
import { readEnv } from "#lib/env.ts";
import { environmentOf } from "./service-environment.ts";

test.each([
  ["the demo model", { GLAN_DEMO_MODEL_URL: "http://127.0.0.1:4000/v1" }],
  [
    "an endpoint with a key",
    { OPENAI_API_KEY: "k", OPENAI_BASE_URL: "http://127.0.0.1:8000/v1", GLAN_MODEL: "m" },
  ],
  ["an endpoint without a key", { OPENAI_BASE_URL: "http://127.0.0.1:8000/v1", GLAN_ANSWER_MODEL: "small" }],
])("a child reads the same settings as its parent with %s", (_, provider) => {
  const env = readEnv({
    ...provider,
    DATABASE_URL: "postgres://glan:p%40ss@localhost/glan?host=%2Fa%20b",
    GLAN_CONCURRENCY: "7",
    PORT: "4711",
    GLAN_ALLOWED_HOSTS: "studio.example.org, Other.example.org",
  });
  expect(readEnv(environmentOf(env))).toEqual(env);
});

test("the first admin's password is not handed on", () => {
  const env = readEnv({ GLAN_ADMIN_EMAIL: "a@example.org", GLAN_ADMIN_PASSWORD: "a long password" });
  expect(environmentOf(env)).not.toHaveProperty("GLAN_ADMIN_PASSWORD");
});
