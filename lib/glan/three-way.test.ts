import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ALIASES_MAX, DEFINITION_MAX, SCOPE_NOTE_MAX } from "./node-texts.ts";
import { mergeFields, type NodeFieldName, type NodeFields, NodeFieldsSchema } from "./three-way.ts";
import { normaliseName } from "./words.ts";

const base: NodeFields = {
  name: "Physics",
  definition: "Matter and energy.",
  scopeNote: "",
  aliases: ["Natural philosophy"],
};
const conflictsOf = (theirs: Partial<NodeFields>, mine: Partial<NodeFields>) => {
  const merge = mergeFields(base, { ...base, ...theirs }, { ...base, ...mine });
  return merge.kind === "conflicts" ? merge.conflicts.map(({ field }) => field) : [];
};
const mergedOf = (theirs: Partial<NodeFields>, mine: Partial<NodeFields>) => {
  const merge = mergeFields(base, { ...base, ...theirs }, { ...base, ...mine });
  return merge.kind === "merged" ? merge.fields : null;
};

describe("fields are merged", () => {
  test("where each person changed another one", () => {
    expect(
      mergedOf({ name: "General physics" }, { definition: "Bodies.", scopeNote: "No chemistry." }),
    ).toEqual({
      name: "General physics",
      definition: "Bodies.",
      scopeNote: "No chemistry.",
      aliases: ["Natural philosophy"],
    });
  });

  test("where both made the same change", () => {
    expect(mergedOf({ definition: "Bodies." }, { definition: "Bodies." })?.definition).toBe("Bodies.");
  });

  test.each([
    [
      ["Natural philosophy", "Physical science"],
      ["Natural philosophy", "Physica"],
      ["Natural philosophy", "Physical science", "Physica"],
    ],
    [[], ["Natural philosophy", "Physica"], ["Physica"]],
    [["Physica"], [], ["Physica"]],
    [["natural-philosophy"], ["Natural philosophy", "Physica"], ["natural-philosophy", "Physica"]],
    [
      ["Physica", "Natural philosophy"],
      ["Natural philosophy", "Physica"],
      ["Physica", "Natural philosophy"],
    ],
  ])("with aliases taken one by one: theirs %j, mine %j", (theirs, mine, expected) => {
    expect(mergedOf({ aliases: theirs }, { aliases: mine })?.aliases).toEqual(expected);
  });
});

describe("there is a conflict", () => {
  test("where both changed a text to different ends, with all three beside each other", () => {
    const theirs = { ...base, definition: "Bodies.", scopeNote: "No chemistry." };
    const mine = { ...base, definition: "Motion.", aliases: [] };
    expect(mergeFields(base, theirs, mine)).toEqual({
      kind: "conflicts",
      conflicts: [{ field: "definition", base: "Matter and energy.", theirs: "Bodies.", mine: "Motion." }],
      settled: { name: "Physics", scopeNote: "No chemistry.", aliases: [] },
    });
  });

  test("in each field by itself", () => {
    const theirs = { name: "A", definition: "A", scopeNote: "A", aliases: ["natural philosophy"] };
    const mine = { name: "B", definition: "B", scopeNote: "B", aliases: ["NATURAL PHILOSOPHY"] };
    expect(conflictsOf(theirs, mine)).toEqual(["name", "definition", "scopeNote", "aliases"]);
    expect(conflictsOf({ name: "A" }, { name: "B" })).toEqual(["name"]);
  });

  test("where one spelled an alias anew and the other took it away", () => {
    expect(conflictsOf({ aliases: [] }, { aliases: ["natural philosophy"] })).toEqual(["aliases"]);
  });

  test("where the aliases of both are more than a node may have", () => {
    const many = (name: string) => Array.from({ length: ALIASES_MAX }, (_, i) => `${name} ${i}`);
    expect(conflictsOf({ aliases: many("theirs") }, { aliases: many("mine") })).toEqual(["aliases"]);
    expect(conflictsOf({ aliases: many("theirs") }, { aliases: [] })).toEqual([]);
  });
});

const text = fc.constantFrom("", "a", "b", "c");
const fields = fc.record<NodeFields>({
  name: fc.constantFrom("a", "b", "c"),
  definition: text,
  scopeNote: text,
  aliases: fc.uniqueArray(fc.constantFrom("x", "X", "y", "Y", "z", "u", "v"), { selector: normaliseName }),
});
/** Aliases have no order. */
const unordered = (of: Partial<NodeFields>) => ({ ...of, aliases: of.aliases?.toSorted() });

test("one side alone merges to itself", () => {
  fc.assert(
    fc.property(fields, fields, (start, edit) => {
      for (const merge of [mergeFields(start, edit, start), mergeFields(start, start, edit)]) {
        expect(merge.kind === "merged" && unordered(merge.fields)).toEqual(unordered(edit));
      }
      expect(mergeFields(start, edit, edit)).toEqual({ kind: "merged", fields: edit });
    }),
  );
});

test("it does not matter who came first", () => {
  fc.assert(
    fc.property(fields, fields, fields, (start, theirs, mine) => {
      const [there, back] = [mergeFields(start, theirs, mine), mergeFields(start, mine, theirs)];
      if (there.kind === "merged") {
        expect(back.kind === "merged" && unordered(back.fields)).toEqual(unordered(there.fields));
      } else {
        expect(back.kind === "conflicts" && back.conflicts).toEqual(
          there.conflicts.map((conflict) => ({ ...conflict, theirs: conflict.mine, mine: conflict.theirs })),
        );
      }
    }),
  );
});

test("every field is settled or in conflict, and a text only where both changed it differently", () => {
  const names: NodeFieldName[] = ["name", "definition", "scopeNote", "aliases"];
  fc.assert(
    fc.property(fields, fields, fields, (start, theirs, mine) => {
      const merge = mergeFields(start, theirs, mine);
      const settled = merge.kind === "merged" ? merge.fields : merge.settled;
      const conflicts = merge.kind === "merged" ? [] : merge.conflicts.map(({ field }) => field);
      expect([...Object.keys(settled), ...conflicts].toSorted()).toEqual(names.toSorted());
      for (const field of ["name", "definition", "scopeNote"] as const) {
        const isContested =
          theirs[field] !== start[field] && mine[field] !== start[field] && theirs[field] !== mine[field];
        expect(conflicts.includes(field)).toBe(isContested);
        if (!isContested)
          expect(settled[field]).toBe(theirs[field] === start[field] ? mine[field] : theirs[field]);
      }
    }),
  );
});

test("merged aliases hold what either added and nothing that either took away", () => {
  fc.assert(
    fc.property(fields, fields, fields, (start, theirs, mine) => {
      const merge = mergeFields(start, theirs, mine);
      if (merge.kind === "conflicts") return;
      const [then, one, other] = [start, theirs, mine].map(
        ({ aliases }) => new Set(aliases.map(normaliseName)),
      );
      const all = [...start.aliases, ...theirs.aliases, ...mine.aliases].map(normaliseName);
      const expected = new Set(
        all.filter((key) => (then?.has(key) ? one?.has(key) && other?.has(key) : true)),
      );
      expect(new Set(merge.fields.aliases.map(normaliseName))).toEqual(expected);
      expect(NodeFieldsSchema.safeParse(merge.fields).success).toBe(true);
    }),
  );
});

test.each([
  [{}, null],
  [{ definition: "x".repeat(DEFINITION_MAX + 1) }, "definition"],
  [{ scopeNote: "x".repeat(SCOPE_NOTE_MAX + 1) }, "scopeNote"],
  [{ name: "?!" }, "name"],
  [{ aliases: ["AI", "ai"] }, "aliases"],
  [{ aliases: Array.from({ length: ALIASES_MAX + 1 }, (_, i) => `alias ${i}`) }, "aliases"],
])("fields with %o are refused for: %s", (edit, field) => {
  const reading = NodeFieldsSchema.safeParse({ ...base, ...edit });
  expect(reading.success ? null : reading.error.issues[0]?.path[0]).toBe(field);
});
