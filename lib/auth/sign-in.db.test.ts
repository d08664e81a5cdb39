import { mkdtemp, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { endSessions } from "#lib/db/people.ts";
import { studioDatabase } from "#lib/db/studio-database.ts";
import { createTestDatabase, type TestDatabase } from "#lib/db/testing/test-database.ts";
import { endSession, type SessionCookie } from "./browser-session.ts";
import { createUser } from "./create-user.ts";
import { giveRole } from "./give-role.ts";
import { findActor, requireActor } from "./session.ts";
import { ATTEMPTS_PER_ACCOUNT, ATTEMPTS_PER_ADDRESS, signIn } from "./sign-in.ts";
import { studioAuth } from "./studio-auth.ts";

const DAY_MS = 86_400_000;
const EMAIL = "ada@example.org";
const PASSWORD = "correct horse battery";
let studio: TestDatabase;
let dataDir: string;
let userId: string;

beforeAll(async () => {
  studio = await createTestDatabase();
  dataDir = await mkdtemp(path.join(os.tmpdir(), "glan-session-"));
  process.env.DATABASE_URL = studio.url;
  process.env.GLAN_DATA_DIR = dataDir;
  userId = (await createUser(studio.db, { email: EMAIL, password: PASSWORD, role: "researcher" })).id;
});
afterAll(async () => {
  await studioDatabase().close();
  await studio.drop();
  await rm(dataDir, { recursive: true });
});
beforeEach(async () => {
  await studio.db.prisma.signInAttempts.deleteMany();
});

async function knock(email: string, password: string, given: Record<string, string> = {}) {
  const headers = new Headers({ "x-glan-address": "203.0.113.7", ...given });
  return signIn({ db: studio.db, auth: await studioAuth(headers), headers }, { email, password });
}

const withCookies = (cookies: readonly SessionCookie[], given: Record<string, string> = {}) =>
  new Headers({
    ...given,
    cookie: cookies.map(({ name, value }) => `${name}=${encodeURIComponent(value ?? "")}`).join("; "),
  });

test("the right password begins a session of its person", async () => {
  const headers = withCookies(await knock(" Ada@Example.org ", PASSWORD));
  expect(await findActor(headers)).toEqual({ userId, name: "ada", email: EMAIL, role: "researcher" });
  expect(await studio.db.prisma.session.findFirst({ select: { ipAddress: true } })).toEqual({
    ipAddress: "203.0.113.7",
  });
});

test("a wrong password and an unknown address are told alike", async () => {
  const tell = (email: string, password: string) =>
    knock(email, password).then(
      () => "signed in",
      (error: Error) => error.message,
    );
  const wrong = await tell(EMAIL, `${PASSWORD}!`);
  expect(wrong).toBe("The e-mail address or the password is not right.");
  expect(await tell("nobody@example.org", PASSWORD)).toBe(wrong);
  expect(await tell("no address", PASSWORD)).toBe(wrong);
});

test("guesses at one account end, from wherever they come and all at once; the right one then waits too", async () => {
  const guesses = Array.from({ length: ATTEMPTS_PER_ACCOUNT + 5 }, (_, index) =>
    knock("guessed@example.org", "wrong", { "x-glan-address": `203.0.113.${index}` }),
  );
  const told = (await Promise.allSettled(guesses)).map((each) =>
    each.status === "rejected" ? String(each.reason.message) : "signed in",
  );
  expect(told.filter((message) => message.startsWith("There were too many attempts"))).toHaveLength(5);
  for (let attempt = 0; attempt < ATTEMPTS_PER_ACCOUNT; attempt += 1) {
    await expect(knock(EMAIL, "wrong")).rejects.toThrow(/is not right/);
  }
  await expect(knock(EMAIL, PASSWORD)).rejects.toThrow(/too many attempts.*15 minutes/);
});

test("the window closes after a while, and a right password forgets the wrong ones", async () => {
  for (let attempt = 1; attempt < ATTEMPTS_PER_ACCOUNT; attempt += 1) {
    await expect(knock(EMAIL, "wrong")).rejects.toThrow(/is not right/);
  }
  await knock(EMAIL, PASSWORD);
  await expect(knock(EMAIL, "wrong")).rejects.toThrow(/is not right/);
  await studio.db.prisma.signInAttempts.updateMany({ data: { count: 10_000 } });
  await expect(knock(EMAIL, PASSWORD)).rejects.toThrow(/too many/);
  await studio.db.prisma.signInAttempts.updateMany({ data: { openedAt: new Date(Date.now() - DAY_MS) } });
  await expect(knock(EMAIL, PASSWORD)).resolves.not.toEqual([]);
});

test("one address cannot try account after account", async () => {
  await expect(knock("first@example.org", "wrong")).rejects.toThrow(/is not right/);
  await studio.db.prisma.signInAttempts.updateMany({
    where: { key: "address 203.0.113.7" },
    data: { count: ATTEMPTS_PER_ADDRESS },
  });
  await expect(knock("another@example.org", "wrong")).rejects.toThrow(/too many/);
  await expect(knock("another@example.org", "wrong", { "x-glan-address": "203.0.113.8" })).rejects.toThrow(
    /is not right/,
  );
});

test("a session ends by signing out, by an admin, and 14 days after its last use", async () => {
  const out = withCookies(await knock(EMAIL, PASSWORD));
  await endSession(await studioAuth(out), out);
  expect(await findActor(out)).toBeNull();

  const ended = withCookies(await knock(EMAIL, PASSWORD));
  await endSessions(studio.db, userId);
  expect(await findActor(ended)).toBeNull();

  const old = withCookies(await knock(EMAIL, PASSWORD));
  await studio.db.prisma.session.updateMany({ data: { expiresAt: new Date(Date.now() - 1000) } });
  expect(await findActor(old)).toBeNull();
});

test("a session that is used a day later goes on for 14 days from then", async () => {
  const headers = withCookies(await knock(EMAIL, PASSWORD));
  await studio.db.prisma.session.updateMany({ data: { expiresAt: new Date(Date.now() + 12 * DAY_MS) } });
  expect(await findActor(headers)).not.toBeNull();
  const { expiresAt } = await studio.db.prisma.session.findFirstOrThrow({ orderBy: { updatedAt: "desc" } });
  expect(expiresAt.getTime()).toBeGreaterThan(Date.now() + 13 * DAY_MS);
  await endSessions(studio.db, userId);
});

test("a cookie from https is for https alone, and a forged one is nobody's", async () => {
  const https = { "x-forwarded-proto": "https" };
  const cookies = await knock(EMAIL, PASSWORD, https);
  expect(cookies.map(({ name, isSecure }) => ({ name, isSecure }))).toEqual([
    { name: "__Secure-glan.session_token", isSecure: true },
  ]);
  expect(await findActor(withCookies(cookies, https))).not.toBeNull();
  expect(await findActor(withCookies(cookies))).toBeNull();
  const forged = cookies.map((cookie) => ({
    ...cookie,
    value: `${cookie.value?.split(".")[0]}.c2lnbmF0dXJl`,
  }));
  expect(await findActor(withCookies(forged, https))).toBeNull();
});

test("a role counts from the next request on; the only admin stays one", async () => {
  const headers = withCookies(await knock(EMAIL, PASSWORD));
  await expect(requireActor(headers, "admin")).rejects.toThrow(/needs the role admin|asked for what needs/);
  await giveRole(studio.db, { userId, role: "admin" });
  expect(await requireActor(headers, "admin")).toMatchObject({ userId, role: "admin" });
  await expect(giveRole(studio.db, { userId, role: "annotator" })).rejects.toThrow(/only admin/);
  await expect(requireActor(new Headers(), "annotator")).rejects.toThrow(/not signed in/);
});

test("of two admins who demote each other at once, one stays", async () => {
  const other = await createUser(studio.db, { email: "eve@example.org", password: PASSWORD, role: "admin" });
  const settled = await Promise.allSettled(
    [userId, other.id].map((id) => giveRole(studio.db, { userId: id, role: "annotator" })),
  );
  expect(settled.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  expect(await studio.db.prisma.user.count({ where: { role: "admin" } })).toBe(1);
});
