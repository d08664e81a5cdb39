import fc from "fast-check";
import { expect, test } from "vitest";
import { ACTIONS, type Action, isAtLeast, mayDo, ROLES } from "./roles.ts";

const role = fc.constantFrom(...ROLES);
const action = fc.constantFrom(...(Object.keys(ACTIONS) as Action[]));

test("whoever is at least somebody may do everything that person may", () => {
  fc.assert(
    fc.property(role, role, action, (one, other, what) => {
      if (isAtLeast(one, other) && mayDo(other, what)) expect(mayDo(one, what)).toBe(true);
    }),
  );
});

test("roles are in one line", () => {
  fc.assert(
    fc.property(role, role, (one, other) => {
      expect(isAtLeast(one, other) && isAtLeast(other, one)).toBe(one === other);
    }),
  );
});

test("people are managed by admins alone, and annotators vote", () => {
  expect(ROLES.filter((each) => mayDo(each, "manage people"))).toEqual(["admin"]);
  expect(mayDo("annotator", "vote")).toBe(true);
  expect(mayDo("annotator", "start and steer runs")).toBe(false);
});
