import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "#lib/db/testing/test-database.ts";
import { StudioError, UsageError } from "#lib/errors.ts";
import { createAuth } from "./auth.ts";
import { createUser } from "./create-user.ts";

const PASSWORD = "correct horse battery";
let studio: TestDatabase;

beforeAll(async () => {
  studio = await createTestDatabase();
});
afterAll(() => studio.drop());

const openAuth = () =>
  createAuth(studio.db, {
    secret: "a secret for this test alone, 32+",
    baseUrl: "http://127.0.0.1:3000",
  });

test("a created user signs in with the password and carries the role", async () => {
  await createUser(studio.db, {
    email: "Ada@Example.org",
    password: PASSWORD,
    role: "researcher",
  });

  const signedIn = await openAuth().api.signInEmail({
    body: { email: "ada@example.org", password: PASSWORD },
  });

  expect(signedIn.user).toMatchObject({
    email: "ada@example.org",
    role: "researcher",
  });
  expect(await studio.db.prisma.session.count()).toBe(1);
});

test("a wrong password does not sign in", async () => {
  await createUser(studio.db, {
    email: "grace@example.org",
    password: PASSWORD,
    role: "admin",
  });
  const attempt = openAuth().api.signInEmail({
    body: { email: "grace@example.org", password: `${PASSWORD}!` },
  });
  await expect(attempt).rejects.toThrow("Invalid email or password");
});

test("the same address is refused a second time, in whatever case it is written", async () => {
  await createUser(studio.db, {
    email: "mary@example.org",
    password: PASSWORD,
    role: "annotator",
  });
  const again = createUser(studio.db, {
    email: "MARY@example.org",
    password: PASSWORD,
    role: "admin",
  });
  await expect(again).rejects.toThrow(
    new StudioError("There is already a user with the address mary@example.org."),
  );
});

test.each([
  {
    email: "no address",
    password: PASSWORD,
    why: '"no address" is not an e-mail address.',
  },
  {
    email: "a@b.org",
    password: "elevenchars",
    why: "The password is too short: it needs at least 12 characters.",
  },
])("$why", async ({ email, password, why }) => {
  await expect(createUser(studio.db, { email, password, role: "annotator" })).rejects.toThrow(
    new UsageError(why),
  );
});

test("nobody signs up by themselves", async () => {
  const attempt = openAuth().api.signUpEmail({
    body: {
      email: "stranger@example.org",
      password: PASSWORD,
      name: "Stranger",
    },
  });
  await expect(attempt).rejects.toThrow(/sign up is not enabled/i);
});
