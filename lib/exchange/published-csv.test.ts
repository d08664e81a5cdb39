import { describe, expect, test } from "vitest";
import { describeProblems, type TaxonomyTree } from "#lib/glan/taxonomy-tree.ts";
import { parseTaxonomyCsv } from "./taxonomy-csv.ts";

const HEADER = "field,sub_field,discipline\n";
const problemsOf = (text: string): string => {
  const reading = parseTaxonomyCsv(text);
  return reading.kind === "refused" ? describeProblems(reading.problems) : "none";
};
const treeOf = (text: string): TaxonomyTree | string => {
  const reading = parseTaxonomyCsv(text);
  return reading.kind === "read" ? reading.tree : describeProblems(reading.problems);
};

const arts: TaxonomyTree = [
  {
    name: "Humanities",
    kind: "field",
    children: [
      {
        name: "Arts",
        kind: "sub-field",
        children: [
          { name: "Dance", kind: "discipline" },
          { name: "Film", kind: "discipline" },
        ],
      },
      { name: "Law", kind: "discipline" },
      { name: "Music", kind: "sub-field", children: [] },
    ],
  },
  { name: "Trades", kind: "field", children: [] },
];
const artsCsv = `${HEADER}Humanities,Arts,Dance\nHumanities,Arts,Film\nHumanities,,Law\nHumanities,Music,\nTrades,,\n`;

describe("a taxonomy as it is published", () => {
  test("is one row a discipline, and one for what is empty", () => {
    expect(treeOf(artsCsv)).toEqual(arts);
  });

  test("holds sub-fields of sub-fields as a path, and names with such an arrow apart from it", () => {
    const disciplines = [{ name: "x > y", kind: "discipline" }];
    const inner = [{ name: "B > C", kind: "sub-field", children: disciplines }];
    const outer = [{ name: "A", kind: "sub-field", children: inner }];
    expect(treeOf(`${HEADER}F,A > B \\> C,x > y\n`)).toEqual([{ name: "F", kind: "field", children: outer }]);
  });

  test("keeps names that a spreadsheet would take for formulas", () => {
    expect(treeOf(`${HEADER}=1+1,,@home\n`)).toEqual([
      { name: "=1+1", kind: "field", children: [{ name: "@home", kind: "discipline" }] },
    ]);
  });
});

describe("a CSV file is accepted", () => {
  test("with a byte order mark, CRLF, no line break at the end, blank lines and rows of commas", () => {
    const variants = [
      `\ufeff${artsCsv}`,
      artsCsv.replaceAll("\n", "\r\n"),
      artsCsv.replaceAll("\n", "\r"),
      artsCsv.trimEnd(),
      artsCsv.replaceAll("\n", "\n\n"),
      `${artsCsv},,\n , ,\n`,
      artsCsv.replace("field,sub_field,discipline", "Field, Sub_field ,DISCIPLINE"),
      artsCsv.replace(/(\w+)(?=[,\n])/g, '"$1"'),
    ];
    for (const variant of variants) expect(treeOf(variant), JSON.stringify(variant)).toEqual(treeOf(artsCsv));
  });

  test("with rows of one sub-field apart from each other; the order is that of first mention", () => {
    expect(treeOf(`${HEADER}F,B,b1\nF,A,a1\nF,B,b2\n`)).toEqual(treeOf(`${HEADER}F,B,b1\nF,B,b2\nF,A,a1\n`));
  });

  test("with a row for a sub-field that has disciplines in other rows", () => {
    expect(treeOf(`${HEADER}F,A,\nF,A,a1\n`)).toEqual(treeOf(`${HEADER}F,A,a1\n`));
  });

  test("with the header alone: a taxonomy without fields", () => {
    expect(treeOf(HEADER)).toEqual([]);
  });
});

describe("a CSV file is refused whole, with line and reason, for", () => {
  test.each([
    ["another header", "a,b,c\nF,A,x\n", "Line 1: the first line must be field,sub_field,discipline"],
    ["no header", "F,A,x\n", "Line 1: the first line must be field,sub_field,discipline"],
    ["an empty file", "", "The file: it is empty"],
    ["too few columns", `${HEADER}F,A,x\nF,A\n`, "Line 3: the line has 2 columns instead of 3"],
    ["too many columns", `${HEADER}F,A,x,y\n`, "Line 2: the line has 4 columns instead of 3"],
    ["an empty field", `${HEADER}F,A,x\n\n,A,y\n`, "Line 4: field: the name is empty"],
    ["a gap in a path", `${HEADER}F,A >  > B,y\n`, "Line 2: sub-field: the name is empty"],
    [
      "a name without letters",
      `${HEADER}F,A,???\n`,
      "Line 2: discipline: the name has neither letter nor digit",
    ],
    [
      "a wrong encoding",
      `${HEADER}F,A,Caf\ufffd\n`,
      "Line 2: discipline: the name has a line break, a control",
    ],
    ["a repeated discipline", `${HEADER}F,A,x\nF,A,X\n`, 'Line 3: the discipline "X" is in line 2 already'],
    ["two spellings", `${HEADER}F,A & B,x\nF,a and b,y\n`, 'Line 3: "a and b" is spelled "A & B" in line 2'],
    [
      "two kinds",
      `${HEADER}F,,Law\nF,Law,x\n`,
      'Line 3: "Law" is a sub-field here and a discipline in line 2',
    ],
    ["an open quote", `${HEADER}F,A,x\nF,A,"y\nF,A,z\n`, "a quote is not closed"],
    ["a stray quote", `${HEADER}F,A,x\nF,A,"y"z\n`, "Line 3: "],
    ["too many levels", `${HEADER}F,${"abcdefghijklm".split("").join(" > ")},x\n`, "12 levels"],
  ])("%s", (_, text, problem) => {
    expect(problemsOf(text)).toContain(problem);
  });

  test("a name over two lines, told with a line of that row", () => {
    expect(problemsOf(`${HEADER}F,A,"Fine\nArts"\n`)).toMatch(
      /^Line [23]: discipline: the name has a line break/,
    );
  });

  test("every bad line, not only the first", () => {
    expect(problemsOf(`${HEADER}F,A\nF,A,x\n,A,y\n`).split("\n")).toHaveLength(2);
  });

  test("more than 10 MB", () => {
    expect(problemsOf(HEADER + "F,A,x\n".repeat(2_000_000))).toBe("The file: it is larger than 10 MB");
  });
});
