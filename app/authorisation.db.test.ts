import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import type { Actor } from "#lib/auth/session.ts";
import { createTestDatabase, type TestDatabase } from "#lib/db/testing/test-database.ts";
import { insertUser } from "#lib/db/users.ts";
import { ACTIONS, type Action, mayDo, ROLES, type Role } from "#lib/glan/roles.ts";

// Every entry point of the web, found by reading app/, is asked by everybody: nobody, and each role, with ids
// of things that are there and are not. One that is not in this table fails the first test.

const ENTRY_POINTS: Readonly<Record<string, Action | "anybody">> = {
  "page /": "see the studio",
  "page /invitation": "anybody",
  "page /library": "see the studio",
  "page /library/disciplines/[id]": "see the studio",
  "page /library/questions": "see the studio",
  "page /library/questions/[id]": "see the studio",
  "page /library/subjects": "see the studio",
  "page /library/syllabi": "see the studio",
  "page /library/syllabi/[id]": "see the studio",
  "page /runs": "see the studio",
  "page /runs/[id]": "see the studio",
  "page /set-up": "anybody",
  "page /settings": "manage people",
  "page /settings/people": "manage people",
  "page /sign-in": "anybody",
  "page /taxonomy": "see the studio",
  "page /taxonomy/[id]": "see the studio",
  "route GET /api/health": "anybody",
  "route GET /api/runs/[id]": "see the studio",
  "action acceptByForm": "anybody",
  "action changeRoleOf": "manage people",
  "action endSessionsOf": "manage people",
  "action inviteByLink": "manage people",
  "action revokeLink": "manage people",
  "action signInByPassword": "anybody",
  "action signOut": "anybody",
};

const state = vi.hoisted(() => ({ actor: null as unknown }));

vi.mock("next/headers", () => ({
  headers: async () => new Headers({ "x-glan-path": "/here?a=b" }),
  cookies: async () => ({ set: () => undefined, get: () => undefined }),
}));
vi.mock("next/cache", () => ({ revalidatePath: () => undefined }));
vi.mock("next/navigation", async (original) => ({
  ...(await original<object>()),
  redirect: (to: string) => {
    throw new Error(`redirect ${to}`);
  },
  forbidden: () => {
    throw new Error("forbidden");
  },
  notFound: () => {
    throw new Error("not found");
  },
}));
// Sessions themselves are tested beside lib/auth; here it is who may enter where.
vi.mock("#lib/auth/session.ts", async (original) => {
  const session = await original<typeof import("#lib/auth/session.ts")>();
  const findActor = async () => state.actor as Actor | null;
  return {
    ...session,
    findActor,
    requireActor: async (_: Headers, atLeast: Role) => session.checkActor(await findActor(), atLeast),
  };
});

const APP = import.meta.dirname;
const METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"];

interface EntryPoint {
  readonly name: string;
  readonly file: string;
  readonly kind: "page" | "route" | "action";
  readonly exported: string;
}

/** The address of a file: folders in brackets group files and are no part of it. */
const addressOf = (file: string) =>
  `/${path
    .dirname(file)
    .split(path.sep)
    .filter((folder) => folder !== "." && !/^\(.*\)$/.test(folder))
    .join("/")}`;

async function findEntryPoints(): Promise<EntryPoint[]> {
  const files = (await readdir(APP, { recursive: true })).filter((name) => /\.tsx?$/.test(name));
  const found = await Promise.all(
    files.map(async (file): Promise<EntryPoint[]> => {
      const base = path.basename(file);
      if (base === "page.tsx") {
        return [{ name: `page ${addressOf(file)}`, file, kind: "page", exported: "default" }];
      }
      const source = await readFile(path.join(APP, file), "utf8");
      const exports = [
        ...source.matchAll(/^export\s+(?:async\s+)?(?:function|const|let|var)\s+(\w+)/gm),
        ...source.matchAll(/^export\s*\{([^}]*)\}/gm),
      ].flatMap(
        (match) =>
          match[1]?.split(",").map(
            (name) =>
              name
                .trim()
                .split(/\s+as\s+/)
                .at(-1) ?? "",
          ) ?? [],
      );
      if (base === "route.ts" || base === "route.tsx") {
        return exports
          .filter((name) => METHODS.includes(name))
          .map((method) => ({
            name: `route ${method} ${addressOf(file)}`,
            file,
            kind: "route",
            exported: method,
          }));
      }
      if (/^\s*["']use server["']/m.test(source)) {
        return exports.map((name) => ({ name: `action ${name}`, file, kind: "action", exported: name }));
      }
      return [];
    }),
  );
  return found.flat().sort((one, other) => one.name.localeCompare(other.name));
}

const entryPoints = await findEntryPoints();

test("every page, route and server action is in the table, and the table names nothing else", () => {
  expect(entryPoints.map(({ name }) => name).sort()).toEqual(Object.keys(ENTRY_POINTS).sort());
});

test("a server action lives in a file of its own, where it is found", async () => {
  const files = (await readdir(APP, { recursive: true })).filter((name) => /\.tsx?$/.test(name));
  for (const file of files.filter((name) => !name.includes(".test."))) {
    const source = await readFile(path.join(APP, file), "utf8");
    expect(/^[ \t]+["']use server["']/m.test(source), `${file} has an action inside a function`).toBe(false);
  }
});

type Outcome = "sign in" | "not allowed" | "let in";

let studio: TestDatabase;
const people = new Map<Role, Actor>();

beforeAll(async () => {
  studio = await createTestDatabase();
  process.env.DATABASE_URL = studio.url;
  for (const role of ROLES) {
    const user = { email: `${role}@example.org`, name: role, role, passwordHash: "none" };
    const created = await insertUser(studio.db, user);
    if (created === null) throw new Error("the address is taken in a new database");
    people.set(role, { userId: created.id, name: role, email: user.email, role });
  }
});
afterAll(async () => {
  await studio.drop();
});

/** Ids of other people's things, of none, and what is no id. */
const FOREIGN_IDS = ["1", "999999", "not-an-id"];

async function knock(entry: EntryPoint, id: string): Promise<Outcome> {
  const module: Record<string, unknown> = await import(path.join(APP, entry.file));
  const exported = module[entry.exported];
  if (typeof exported !== "function") throw new Error(`${entry.name} exports no function`);
  const params = { params: Promise.resolve({ id }), searchParams: Promise.resolve({ syllabus: id }) };
  try {
    switch (entry.kind) {
      case "page":
        await exported(params);
        return "let in";
      case "route": {
        const request = new Request(`http://localhost:3000/here/${id}`, { method: entry.exported });
        const response: unknown = await exported(request, params);
        if (!(response instanceof Response)) throw new Error(`${entry.name} gives no response`);
        if (response.status === 401) return "sign in";
        return response.status === 403 ? "not allowed" : "let in";
      }
      case "action": {
        const form = new FormData();
        for (const name of ["id", "userId", "token", "role", "email"]) form.set(name, id);
        await (exported.length > 1 ? exported({ fault: null, made: null }, form) : exported(form));
        return "let in";
      }
    }
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    if (message.startsWith("redirect /sign-in?next=%2Fhere")) return "sign in";
    // A fault of what was sent, or a place to go on to, comes after the door.
    return message === "forbidden" ? "not allowed" : "let in";
  }
}

describe.each(entryPoints)("$name", (entry) => {
  const action = ENTRY_POINTS[entry.name] ?? "anybody";

  test.each(FOREIGN_IDS)("asks nobody in without a session, id %s", async (id) => {
    state.actor = null;
    expect(await knock(entry, id)).toBe(action === "anybody" ? "let in" : "sign in");
  });

  test.each(ROLES)("lets %s in as the table of actions says", async (role) => {
    state.actor = people.get(role) ?? null;
    const expected = action === "anybody" || mayDo(role, action) ? "let in" : "not allowed";
    for (const id of FOREIGN_IDS) expect(await knock(entry, id), id).toBe(expected);
  });
});

test("a change that a page of another site sends with our cookie is refused", async () => {
  state.actor = people.get("admin");
  const { answer } = await import("./api/answer.ts");
  const send = (origin: string | null) =>
    answer(
      new Request("http://studio.example.org/api/x", {
        method: "POST",
        headers: { host: "studio.example.org", ...(origin === null ? {} : { origin }) },
      }),
      "vote",
      async () => new Response("done"),
    );
  expect((await send("http://evil.example")).status).toBe(403);
  expect((await send("null")).status).toBe(403);
  expect((await send("http://studio.example.org")).status).toBe(200);
  expect((await send(null)).status).toBe(200);
});

test("every action is somebody's", () => {
  expect(Object.values(ACTIONS).every((role) => ROLES.includes(role))).toBe(true);
});
