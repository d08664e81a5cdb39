import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { listOpenInvitations, revokeInvitation } from "#lib/db/invitations.ts";
import { createTestDatabase, type TestDatabase } from "#lib/db/testing/test-database.ts";
import { insertUser } from "#lib/db/users.ts";
import { acceptInvitation, findInvitation, invite, renewSetUpToken } from "./invitations.ts";

const PASSWORD = "correct horse battery";
let studio: TestDatabase;

beforeAll(async () => {
  studio = await createTestDatabase();
});
afterAll(() => studio.drop());
beforeEach(async () => {
  await studio.db.prisma.user.deleteMany();
  await studio.db.prisma.invitation.deleteMany();
});

async function makeAdmin(): Promise<string> {
  const user = { email: "admin@example.org", name: "Admin", role: "admin", passwordHash: "none" } as const;
  return (await insertUser(studio.db, user))?.id ?? "";
}

const person = (token: string, email = "ada@example.org") => ({
  token,
  name: "Ada",
  email,
  password: PASSWORD,
});
const ANNOTATOR = { role: "annotator", email: null, days: 7 } as const;
const UNUSABLE = /no longer worth anything/;

test("an invitation makes one account with its role, and then opens nothing", async () => {
  const token = await invite(studio.db, ANNOTATOR, await makeAdmin());
  expect(await findInvitation(studio.db, token)).toEqual({ role: "annotator", email: null, isSetUp: false });
  expect(await acceptInvitation(studio.db, person(token))).toMatchObject({
    name: "Ada",
    email: "ada@example.org",
    role: "annotator",
  });
  expect(await findInvitation(studio.db, token)).toBeNull();
  await expect(acceptInvitation(studio.db, person(token, "second@example.org"))).rejects.toThrow(UNUSABLE);
  expect(await listOpenInvitations(studio.db)).toEqual([]);
});

test("of twelve who use one link at once, one gets an account", async () => {
  const token = await invite(studio.db, ANNOTATOR, await makeAdmin());
  const uses = Array.from({ length: 12 }, (_, index) =>
    acceptInvitation(studio.db, person(token, `ada${index}@example.org`)),
  );
  const settled = await Promise.allSettled(uses);
  expect(settled.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  expect(await studio.db.prisma.user.count()).toBe(2);
});

test("the token is not in the database", async () => {
  const token = await invite(studio.db, ANNOTATOR, await makeAdmin());
  const rows = await studio.db.prisma.invitation.findMany();
  expect(JSON.stringify(rows)).not.toContain(token);
});

test("what was mistyped leaves the invitation as it was", async () => {
  const token = await invite(studio.db, ANNOTATOR, await makeAdmin());
  await expect(acceptInvitation(studio.db, { ...person(token), password: "short" })).rejects.toThrow(
    /at least 12 characters/,
  );
  await expect(acceptInvitation(studio.db, person(token, "admin@example.org"))).rejects.toThrow(
    /already an account/,
  );
  await expect(acceptInvitation(studio.db, person(token))).resolves.toMatchObject({ name: "Ada" });
});

test("an invitation for one address is worth nothing to another", async () => {
  const invitation = { ...ANNOTATOR, email: "grace@example.org" };
  const token = await invite(studio.db, invitation, await makeAdmin());
  await expect(acceptInvitation(studio.db, person(token))).rejects.toThrow(UNUSABLE);
  await expect(acceptInvitation(studio.db, person(token, "Grace@Example.org"))).resolves.toMatchObject({
    email: "grace@example.org",
  });
});

test("a revoked and an expired invitation are worth nothing", async () => {
  const admin = await makeAdmin();
  const revoked = await invite(studio.db, ANNOTATOR, admin);
  const [open] = await listOpenInvitations(studio.db);
  expect(open).toMatchObject({ role: "annotator", invitedBy: "Admin" });
  await revokeInvitation(studio.db, open?.id ?? 0);
  expect(await listOpenInvitations(studio.db)).toEqual([]);
  await expect(acceptInvitation(studio.db, person(revoked))).rejects.toThrow(UNUSABLE);

  const expired = await invite(studio.db, ANNOTATOR, admin);
  await studio.db.prisma.invitation.updateMany({ data: { expiresAt: new Date(0) } });
  await expect(acceptInvitation(studio.db, person(expired))).rejects.toThrow(UNUSABLE);
});

test("the set-up link makes the first admin; a later start's link replaces it", async () => {
  const first = (await renewSetUpToken(studio.db)) ?? "";
  const second = (await renewSetUpToken(studio.db)) ?? "";
  expect(await findInvitation(studio.db, first)).toBeNull();
  expect(await findInvitation(studio.db, second)).toEqual({ role: "admin", email: null, isSetUp: true });
  const settled = await Promise.allSettled([
    acceptInvitation(studio.db, person(second)),
    acceptInvitation(studio.db, person(second, "grace@example.org")),
  ]);
  expect(settled.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  expect(await studio.db.prisma.user.findMany({ select: { role: true } })).toEqual([{ role: "admin" }]);
  expect(await renewSetUpToken(studio.db)).toBeNull();
});

test("a set-up link is worth nothing once anybody has an account", async () => {
  const token = (await renewSetUpToken(studio.db)) ?? "";
  await makeAdmin();
  await expect(acceptInvitation(studio.db, person(token))).rejects.toThrow(UNUSABLE);
});
