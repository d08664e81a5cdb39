import { describe, expect, test } from "vitest";
import { describeProblems, type TaxonomyTree } from "#lib/glan/taxonomy-tree.ts";
import { formatTaxonomyCsv, parseTaxonomyCsv } from "./taxonomy-csv.ts";

const HEADER =
  "path,kind,name,level,aliases,definition,scope_note,verdict,votes_keep,votes_remove,votes_unsure\n";
const SHORT = "path,kind,aliases,definition\n";
const problemsOf = (text: string): string => {
  const reading = parseTaxonomyCsv(text);
  return reading.kind === "refused" ? describeProblems(reading.problems) : "none";
};

const arts: TaxonomyTree = [
  {
    name: "Arts > Letters",
    kind: "field",
    children: [
      {
        name: "=Dance",
        kind: "discipline",
        aliases: ["Ballet", "a | b"],
        definition: 'Moving,\nwith "grace"',
        scopeNote: "-1",
      },
    ],
  },
];
const artsCsv = `${HEADER}Arts \\> Letters,field,Arts > Letters,1,,,,,,,
Arts \\> Letters > =Dance,discipline,=Dance,2,Ballet | a \\| b,"Moving,
with ""grace""",-1,,,,
`;

describe("a taxonomy as CSV", () => {
  test("is one row a node with its path, level and texts", () => {
    expect(formatTaxonomyCsv(arts)).toBe(artsCsv);
    expect(parseTaxonomyCsv(artsCsv)).toEqual({ kind: "read", tree: arts });
  });

  test("shows verdicts and votes where there are any, which an import leaves out and says so", () => {
    const text = formatTaxonomyCsv(arts, (path) =>
      path.length === 2 ? { verdict: "keep", keep: 3, remove: 1, unsure: 0 } : undefined,
    );
    expect(text).toContain(",-1,keep,3,1,0\n");
    expect(parseTaxonomyCsv(text)).toEqual({
      kind: "read",
      tree: arts,
      notes: ["Verdicts and votes of 1 nodes were left out: votes are cast in the studio."],
    });
  });

  test("is read with its columns and rows in any order, without those that only repeat", () => {
    const text = "kind,path\ndiscipline,A > y\nsub-field,A > B\nfield,A\ndiscipline,A > B > x\n";
    expect(parseTaxonomyCsv(text)).toEqual({
      kind: "read",
      tree: [
        {
          name: "A",
          kind: "field",
          children: [
            { name: "y", kind: "discipline" },
            { name: "B", kind: "sub-field", children: [{ name: "x", kind: "discipline" }] },
          ],
        },
      ],
    });
  });

  test("is read with a byte order mark, CRLF, blank lines and rows of commas", () => {
    const tree = { kind: "read", tree: arts };
    for (const text of [
      `\ufeff${artsCsv}`,
      artsCsv.replaceAll("\n", "\r\n"),
      `${artsCsv}\n,,,,,,,,,,\n`,
      artsCsv.trimEnd(),
    ]) {
      expect(parseTaxonomyCsv(text), JSON.stringify(text)).toEqual(tree);
    }
  });
});

describe("such a file is refused whole, with line and reason, for", () => {
  test.each([
    ["a column nobody knows", "path,kind,colour\nA,field,red\n", 'Line 1: there is no column "colour"'],
    ["a column twice", "path,kind,kind\nA,field,field\n", "Line 1: the column kind is there twice"],
    ["no kinds", "path\nA\n", "Line 1: the column kind is missing"],
    ["a row too short", `${SHORT}A,field\n`, "Line 2: the line has 2 columns instead of 4"],
    ["an unknown kind", `${SHORT}A,field,,\nA > B,topic,,\n`, "Line 3: the kind must be one of: field"],
    ["a node twice", `${SHORT}A,field,,\nA,field,,\n`, 'Line 3: "A" is in line 2 already'],
    [
      "siblings of one name",
      `${SHORT}A,field,,\nA > C & D,discipline,,\nA > c and d,discipline,,\n`,
      'Line 4: its sibling "C & D" has the same name',
    ],
    [
      "a discipline with children",
      `${SHORT}A,field,,\nA > B,discipline,,\nA > B > C,discipline,,\n`,
      'Line 4: a discipline has nothing below it, and "B" is one',
    ],
    ["a discipline at the top", `${SHORT}A,discipline,,\n`, "Line 2: a discipline cannot be at the top"],
    ["a parent without a row", `${SHORT}A > B,discipline,,\n`, 'Line 2: no row is its parent, "A"'],
    ["a gap in the path", `${SHORT}A >  > B,discipline,,\n`, "Line 2: the path has an empty name"],
    ["no path", `${SHORT},field,,\n`, "Line 2: the path has an empty name"],
    [
      "another name than the path's",
      "path,kind,name\nA,field,B\n",
      'Line 2: the name "B" is not the last of the path "A"',
    ],
    [
      "another level than the path's",
      "path,kind,level\nA,field,2\n",
      'the level is 2, but the path "A" has 1',
    ],
    ["an alias without letters", `${SHORT}A,field,B | ?,\n`, "Line 2: the name has neither letter nor digit"],
    ["a definition too long", `${SHORT}A,field,,${"x".repeat(5001)}\n`, "Line 2: the definition is longer"],
    ["a wrong encoding", `${SHORT}A,field,,Caf\ufffd\n`, "Line 2: the definition has a control character"],
    ["an open quote", `${SHORT}A,field,,"x\n`, "a quote is not closed"],
    [
      "neither header",
      "name,colour\nA,red\n",
      "Line 1: the first line must be field,sub_field,discipline or path,",
    ],
  ])("%s", (_, text, problem) => {
    expect(problemsOf(text)).toContain(problem);
  });
});
