import { readdirSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { normaliseName, type Subject } from "#lib/glan/words.ts";
import { parseSubjectList } from "./list-subjects/definition.ts";
import { parseSyllabus } from "./write-syllabus/definition.ts";

const ALGEBRA: Subject = { name: "Algebra", level: "Beginner", subtopics: ["Groups", "Rings"] };
const OPTICS: Subject = { name: "Optics", level: "Advanced", subtopics: ["Lenses", "Diffraction"] };
const BOTH = [ALGEBRA, OPTICS];

const A = '{"subject_name": "Algebra", "level": "Beginner", "subtopics": ["Groups", "Rings"]}';
const O = '{"subject_name": "Optics", "level": "Advanced", "subtopics": ["Lenses", "Diffraction"]}';
const FENCE = "```";

interface Case {
  readonly name: string;
  readonly content: string;
  readonly subjects?: readonly Subject[];
  /** Every repair that is named, in any order; left out where the case is not about repairs. */
  readonly repairs?: readonly string[];
}

function withSubtopics(...subtopics: string[]): Subject[] {
  return [{ name: "Algebra", level: "Beginner", subtopics }];
}
const lineWith = (subtopics: string): string =>
  `{"subject_name": "Algebra", "level": "Beginner", "subtopics": ${subtopics}}`;

const FRAMES: Case[] = [
  { name: "plain lines", content: `${A}\n${O}`, repairs: [] },
  { name: "a fence with a language", content: `${FENCE}jsonl\n${A}\n${O}\n${FENCE}`, repairs: [] },
  { name: "a fence without a language", content: `${FENCE}\n${A}\n${O}\n${FENCE}`, repairs: [] },
  { name: "a fence of tildes", content: `~~~json\n${A}\n${O}\n~~~`, repairs: [] },
  { name: "a fence that never closes", content: `${FENCE}jsonl\n${A}\n${O}`, repairs: [] },
  { name: "a fence that only closes", content: `${A}\n${O}\n${FENCE}`, repairs: [] },
  { name: "a fence of one line", content: `${FENCE}${A}${FENCE}\n${FENCE}${O}${FENCE}`, repairs: [] },
  {
    name: "prose with braces and apostrophes around",
    content: `Sure, here's the list of {all} subjects, as in $\\frac{a}{b}$:\n\n${FENCE}json\n${A}\n${O}\n${FENCE}\nI've kept {every} one.`,
    repairs: [],
  },
  { name: "several blocks", content: `${FENCE}\n${A}\n${FENCE}\nand\n${FENCE}\n${O}\n${FENCE}`, repairs: [] },
  {
    name: "the same block twice",
    content: `${FENCE}\n${A}\n${O}\n${FENCE}\n${FENCE}\n${A}\n${O}\n${FENCE}`,
    repairs: ["several-blocks"],
  },
  { name: "the same line twice", content: `${A}\n${A}\n${O}`, repairs: ["duplicates"] },
  {
    name: "a block that revises another",
    content: `${FENCE}\n${A.replace("Rings", "Rigns")}\n${O}\n${FENCE}\nCorrected:\n${FENCE}\n${A}\n${FENCE}`,
    repairs: ["several-blocks"],
  },
  { name: "an array", content: `[\n  ${A},\n  ${O}\n]`, repairs: [] },
  { name: "an array on one line", content: `[${A},${O}]`, repairs: [] },
  { name: "an object that wraps an array", content: `{"subjects": [${A}, ${O}]}`, repairs: ["wrapped"] },
  {
    name: "a wrapper with a title and a broken record",
    content: `{"title": "Subjects", "topics": [${A.replace('"]}', '",]}')}, ${O}]}`,
    repairs: ["trailing-commas", "wrapped"],
  },
  {
    name: "an object around each record",
    content: `{"subject": ${A}}\n{"subject": ${O}}`,
    repairs: ["wrapped"],
  },
  {
    name: "names as keys",
    content:
      '{"Algebra": {"level": "Beginner", "subtopics": ["Groups", "Rings"]}, "Optics": {"level": "Advanced", "subtopics": ["Lenses", "Diffraction"]}}',
    repairs: ["names-as-keys", "wrapped"],
  },
  { name: "objects over many lines", content: BOTH.map(spread).join("\n\n"), repairs: [] },
  { name: "objects on one line", content: `${A} ${O}`, repairs: [] },
  { name: "objects with commas between them", content: `${A},\n${O},`, repairs: [] },
  { name: "numbers before the lines", content: `1. ${A}\n2. ${O}` },
  { name: "bullets before the lines", content: `- ${A}\n* ${O}` },
  { name: "inline code", content: `\`${A}\`\n\`${O}\`` },
  { name: "a byte order mark", content: `\ufeff${A}\n${O}`, repairs: ["invisible-characters"] },
  {
    name: "zero-width characters",
    content: `${A.replace("{", "{\u200b")}\n\u2060${O.replace("Optics", "Op\u200btics")}`,
    repairs: ["invisible-characters"],
  },
  { name: "CRLF", content: `${FENCE}\r\n${A}\r\n${O}\r\n${FENCE}\r\n`, repairs: ["line-ends"] },
  { name: "line separators of Unicode", content: `${A}\u2028${O}`, repairs: ["line-ends"] },
  {
    name: "indentation by no-break spaces",
    content: BOTH.map(spread).join("\n").replaceAll("  ", "\u00a0\u00a0"),
  },
  {
    name: "reasoning before the answer",
    content: `<think>\nPerhaps {"subject_name": "Draft", "level": "", "subtopics": ["x"]}?\n</think>\n\n${A}\n${O}`,
    repairs: ["reasoning"],
  },
  {
    name: "reasoning whose opening tag was swallowed",
    content: `The user wants {"subject_name": "Draft", "subtopics": ["x"]}.\n</think>\n${A}\n${O}`,
    repairs: ["reasoning"],
  },
];

const STRINGS: Case[] = [
  {
    name: "smart quotes as delimiters",
    content: `${A.replace(/"([^"]*)"/g, "“$1”")}\n${O.replace(/"([^"]*)"/g, "„$1“")}`,
    repairs: ["smart-quotes"],
  },
  {
    name: "smart quotes within strings",
    content: lineWith('["The “will” of the people", "Kant’s ethics"]'),
    subjects: withSubtopics("The “will” of the people", "Kant’s ethics"),
    repairs: [],
  },
  {
    name: "smart quotes as delimiters and within",
    content:
      "{“subject_name”: “Algebra”, “level”: “Beginner”, “subtopics”: [“The “word” problem”, “Abel’s proof”]}",
    subjects: withSubtopics("The “word” problem", "Abel’s proof"),
  },
  {
    name: "single quotes",
    content: `${A.replaceAll('"', "'")}\n${O.replaceAll('"', "'")}`,
    repairs: ["single-quotes"],
  },
  {
    name: "Python dictionaries with both quotes",
    content: `{'subject_name': 'Algebra', 'level': 'Beginner', 'subtopics': ["Newton's identities", 'Rings']}`,
    subjects: withSubtopics("Newton's identities", "Rings"),
    repairs: ["single-quotes"],
  },
  {
    name: "apostrophes within single quotes",
    content: `{'subject_name': 'Algebra', 'level': 'Beginner', 'subtopics': ['Newton's identities', 'Galois\\' theory']}`,
    subjects: withSubtopics("Newton's identities", "Galois' theory"),
  },
  {
    name: "quotes within strings",
    content: lineWith('["The "word" problem", "Groups"]'),
    subjects: withSubtopics('The "word" problem', "Groups"),
    repairs: ["quotes-in-strings"],
  },
  {
    name: "line breaks within strings",
    content: lineWith('["Groups\nand their actions", "Rings"]'),
    subjects: withSubtopics("Groups and their actions", "Rings"),
    repairs: ["line-breaks-in-strings"],
  },
  {
    name: "a string that never closes before the next key",
    content: '{\n"subject_name": "Algebra,\n"level": "Beginner",\n"subtopics": ["Groups", "Rings"]\n}',
    subjects: [ALGEBRA],
    repairs: ["unclosed-strings"],
  },
  {
    name: "LaTeX with lone backslashes that JSON reads as form feeds and tabs",
    content: lineWith(String.raw`["$\frac{a}{b}$ and $\beta \times \theta$", "$\nabla f \neq \rho$"]`),
    subjects: withSubtopics(
      String.raw`$\frac{a}{b}$ and $\beta \times \theta$`,
      String.raw`$\nabla f \neq \rho$`,
    ),
    repairs: ["backslashes"],
  },
  {
    name: "LaTeX with backslashes that JSON does not know",
    content: lineWith(String.raw`["The field $\mathbb{Q}(\sqrt{2})$", "$\alpha\_1$ at 5\%", "$\upsilon$"]`),
    subjects: withSubtopics(
      String.raw`The field $\mathbb{Q}(\sqrt{2})$`,
      String.raw`$\alpha\_1$ at 5\%`,
      String.raw`$\upsilon$`,
    ),
    repairs: ["backslashes"],
  },
  {
    name: "LaTeX that is escaped",
    content: lineWith(String.raw`["$\\frac{a}{b} \\times \\theta$", "Rings"]`),
    subjects: withSubtopics(String.raw`$\frac{a}{b} \times \theta$`, "Rings"),
    repairs: [],
  },
  {
    name: "LaTeX with lone backslashes in single quotes",
    content: String.raw`{'subject_name': 'Algebra', 'level': 'Beginner', 'subtopics': ['$\frac{a}{b}$', '$\times$ of x']}`,
    subjects: withSubtopics(String.raw`$\frac{a}{b}$`, String.raw`$\times$ of x`),
    repairs: ["backslashes", "single-quotes"],
  },
  {
    name: "escapes that mean what they say",
    content: lineWith(String.raw`["Caf\u00e9 \"groups\"", "Line one\nNext", "a\/b"]`),
    subjects: withSubtopics('Café "groups"', "Line one Next", "a/b"),
    repairs: [],
  },
  {
    name: "control characters and NUL, raw and escaped",
    content: `${A.replace("Groups", "Gro\u0000u\u0007ps").replace("Rings", "Ri\\u0000ngs")}`,
    subjects: [ALGEBRA],
    repairs: ["control-characters"],
  },
  {
    name: "quotes escaped for HTML",
    content: `${A.replaceAll('"', "&quot;")}\n${O.replaceAll('"', "&#34;")}`,
    repairs: ["escaped-html"],
  },
  {
    name: "objects escaped as strings",
    content: `"${A.replaceAll('"', '\\"')}\\n${O.replaceAll('"', '\\"')}"`,
    repairs: ["escaped-json"],
  },
  {
    name: "braces and brackets within broken strings",
    content: lineWith('["Sets {1, 2} and "[0, 1]" intervals", "Rings",]'),
    subjects: withSubtopics('Sets {1, 2} and "[0, 1]" intervals', "Rings"),
  },
  {
    name: "other scripts and emoji",
    content: '{"subject_name": "数学入門", "level": "初級", "subtopics": ["نظریه‌ی گروه", "👩‍🔬 Labor"]}',
    subjects: [{ name: "数学入門", level: "初級", subtopics: ["نظریه‌ی گروه", "👩‍🔬 Labor"] }],
    repairs: [],
  },
];

const SYNTAX: Case[] = [
  { name: "trailing commas", content: `${A.replace("]}", ",],}")}\n${O}`, repairs: ["trailing-commas"] },
  {
    name: "line comments",
    content: `{"subject_name": "Algebra", // don't skip\n "level": "Beginner", # it's easy\n "subtopics": ["Groups", "Rings"]}\n${O}`,
    repairs: ["comments"],
  },
  {
    name: "block comments",
    content: `{"subject_name": "Algebra", /* "name": {"x" */ "level": "Beginner", "subtopics": ["Groups", "Rings"]}\n${O}`,
    repairs: ["comments"],
  },
  { name: "missing commas", content: `${A.replaceAll('", "', '" "')}\n${O}`, repairs: ["json-syntax"] },
  {
    name: "keys without quotes",
    content: '{subject_name: "Algebra", level: "Beginner", subtopics: ["Groups", "Rings"]}',
    subjects: [ALGEBRA],
    repairs: ["unquoted-keys"],
  },
  {
    name: "constants of Python and JavaScript",
    content:
      '{"subject_name": "Algebra", "core": True, "level": None, "subtopics": ["Groups", "Rings"]}\n' +
      '{"subject_name": "Optics", "hours": NaN, "level": null, "subtopics": ["Lenses"]}',
    subjects: [
      { name: "Algebra", level: "", subtopics: ["Groups", "Rings"] },
      { name: "Optics", level: "", subtopics: ["Lenses"] },
    ],
    repairs: ["not-a-number", "python-constants"],
  },
  {
    name: "a brace forgotten in the middle",
    content: `${A.slice(0, -1)}\n${O}`,
    repairs: ["torn-lines", "unclosed-objects"],
  },
  { name: "a bracket forgotten", content: `${A.replace("]}", "}")}\n${O}`, repairs: ["unclosed-arrays"] },
  { name: "a bracket too many", content: `${A.replace("]}", "]]}")}\n${O}`, repairs: ["stray-brackets"] },
  {
    name: "a first brace forgotten",
    content: `${A}\n${O.slice(1)}\n`,
    subjects: [ALGEBRA],
    repairs: ["unread-records"],
  },
  { name: "a brace too many", content: `${A}}\n${O}}` },
  {
    name: "a torn last line",
    content: `${A}\n${O}\n{"subject_name": "Topology", "level": "Advanced", "subtopics": ["Open se`,
    repairs: ["torn-last-line", "unread-records"],
  },
  {
    name: "a last line torn after its name",
    content: `${FENCE}\n${A}\n${O}\n{"subject_name": "Topol`,
    repairs: ["torn-last-line", "unread-records"],
  },
  {
    name: "a last line torn before its brace",
    content: `${A}\n${O.slice(0, -1)}`,
    repairs: ["torn-last-line", "unclosed-objects"],
  },
  {
    name: "a torn line before others",
    content: `{"subject_name": "Topology", "level": "Adv\n${A}\n${O}`,
    repairs: ["torn-lines", "unread-records"],
  },
  {
    name: "a block torn by its fence",
    content: `${FENCE}\n${A}\n{"subject_name": "Topology", "level": "Adv\n${FENCE}\n${FENCE}\n${O}\n${FENCE}`,
    repairs: ["torn-lines", "unread-records"],
  },
  {
    name: "a torn wrapper",
    content: `{"subjects": [${A}, ${O}, {"subject_name": "Topo`,
    repairs: ["torn-last-line", "unread-records"],
  },
  {
    name: "a key that comes twice",
    content: lineWith('["Groups", "Rings"], "level": "Beginner"'),
    subjects: [ALGEBRA],
  },
  {
    name: "two records in one pair of braces",
    content: `${A.slice(0, -1)}, ${O.slice(1)}`,
    repairs: ["repeated-keys"],
  },
  {
    name: "keys that reach for the prototype",
    content: `{"__proto__": {"subject_name": "Evil", "subtopics": ["x"]}, "constructor": {"level": "y"}, ${A.slice(1)}\n${O}`,
  },
];

const RECORDS: Case[] = [
  {
    name: "keys in another case or spelling",
    content:
      '{"Subject Name": "Algebra", "LEVEL": "Beginner", "Sub-topics": ["Groups", "Rings"]}\n' +
      '{"subjectName": "Optics", "Level": "Advanced", "subTopics": ["Lenses", "Diffraction"]}',
    repairs: ["other-keys"],
  },
  {
    name: "keys in capitals and short names",
    content:
      '{"SUBJECT_NAME": "Algebra", "LEVEL": "Beginner", "SUBTOPICS": ["Groups", "Rings"]}\n' +
      '{"name": "Optics", "difficulty": "Advanced", "topics": ["Lenses", "Diffraction"]}',
    repairs: ["other-keys"],
  },
  {
    name: "a key that is misspelt",
    content: `${A.replace("subject_name", "suject_nam")}\n${O}`,
    repairs: ["other-keys"],
  },
  {
    name: "keys in another order with more beside them",
    content:
      '{"id": 7, "subtopics": ["Groups", "Rings"], "level": "Beginner", "introduction": "x", "subject_name": "Algebra"}',
    subjects: [ALGEBRA],
    repairs: [],
  },
  {
    name: "subtopics as one string with semicolons",
    content: lineWith('"Groups; Rings;"'),
    subjects: [ALGEBRA],
    repairs: ["lists-as-text"],
  },
  { name: "subtopics as bulleted text", content: lineWith('"- Groups\\n- Rings"'), subjects: [ALGEBRA] },
  {
    name: "subtopics as one string with commas",
    content: lineWith('"Groups, rings (left, right), and fields"'),
    subjects: withSubtopics("Groups", "rings (left, right)", "fields"),
  },
  {
    name: "subtopics as objects",
    content: lineWith('[{"name": "Groups", "hours": 3}, {"description": "all about", "subtopic": "Rings"}]'),
    subjects: [ALGEBRA],
    repairs: ["entries-as-objects"],
  },
  {
    name: "subtopics as objects over many broken lines",
    content:
      '{"name": "Algebra", "level": "Beginner", "subtopics": [\n  {"name": "Groups"},\n  {"name": "Rings"},\n]}',
    subjects: [ALGEBRA],
  },
  {
    name: "subtopics as an object",
    content: lineWith('{"Groups": "about", "Rings": "about"}'),
    subjects: [ALGEBRA],
  },
  {
    name: "numbered and repeated subtopics",
    content: lineWith('["1. Groups", "2) Rings", "rings", "", "..."]'),
    subjects: [ALGEBRA],
  },
  {
    name: "a missing level",
    content: '{"subject_name": "Algebra", "subtopics": ["Groups"]}',
    subjects: [{ name: "Algebra", level: "", subtopics: ["Groups"] }],
    repairs: ["level-missing"],
  },
  {
    name: "levels that are not strings",
    content:
      '{"subject_name": "Algebra", "level": ["School", "University"], "subtopics": ["Groups"]}\n{"subject_name": "Optics", "level": 3, "subtopics": ["Lenses"]}',
    subjects: [
      { name: "Algebra", level: "School, University", subtopics: ["Groups"] },
      { name: "Optics", level: "3", subtopics: ["Lenses"] },
    ],
  },
  {
    name: "numbered and bold names",
    content: `${A.replace("Algebra", "1. **Algebra**")}\n${O}`,
    repairs: ["decorated-names"],
  },
  {
    name: "the placeholder of an example",
    content: `${A}\n{"subject_name": "...", "level": "...", "subtopics": ["..."]}\n${O}`,
  },
];

const MARKDOWN: Case[] = [
  {
    name: "a numbered bold list",
    content:
      "Here they are.\n\n1. **Algebra**\n   - **Level:** Beginner\n   - **Introduction:** Symbols: what they mean.\n   - **Subtopics:**\n     - Groups\n     - Rings\n\n" +
      "2. **Optics**\n   - Level: Advanced\n   - Subtopics: Lenses; Diffraction\n\nI hope this helps.",
    repairs: ["markdown-list"],
  },
  {
    name: "headings",
    content:
      "## 1. Algebra\n**Level**: Beginner\n\n**Subtopics**\n* Groups\n* Rings\n\n## 2. Optics\n**Level**: Advanced\n\n**Subtopics**\n* Lenses\n* Diffraction",
    repairs: ["markdown-list"],
  },
  {
    name: "YAML",
    content:
      "```yaml\n- subject_name: Algebra\n  level: Beginner\n  subtopics:\n    - Groups\n    - Rings\n- subject_name: Optics\n  level: Advanced\n  subtopics: [Lenses; Diffraction]\n```",
    repairs: ["markdown-list"],
  },
  {
    name: "a table",
    content:
      "| # | Subject | Level | Subtopics |\n|---|:---|---|---|\n| 1 | **Algebra** | Beginner | Groups; Rings |\n| 2 | Optics | Advanced | Lenses<br>Diffraction |\n\nDone.",
    repairs: ["markdown-table"],
  },
];

const NOTHING: (Case & { readonly reason: RegExp })[] = [
  { name: "nothing", content: "", reason: /^0 subjects parsed from 0 characters: 0 objects/ },
  { name: "a refusal", content: "I'm sorry, I can't help with that.", reason: /34 characters: 0 objects/ },
  {
    name: "one torn record",
    content: '{"subject_name": "Algebra", "level": "Beg',
    reason: /1 objects found, 1 of them torn/,
  },
  {
    name: "objects of another kind",
    content: '{"error": {"message": "overloaded", "code": 529}}',
    reason: /1 objects found, 0 of them torn/,
  },
  { name: "reasoning without end", content: `<think>I will list ${A}`, reason: /nothing but reasoning/ },
  {
    name: "records without a name",
    content: '{"subject_name": "", "level": "x", "subtopics": ["a"]}',
    reason: /1 objects/,
  },
  { name: "an empty array", content: '{"subjects": []}', reason: /1 objects/ },
  {
    name: "a list of headings without subtopics",
    content: "# Physics\n\n## Mechanics\n\nText.\n\n## Optics\n",
    reason: /0 objects/,
  },
];

describe("subjects are read from", () => {
  test.each([...FRAMES, ...STRINGS, ...SYNTAX, ...RECORDS, ...MARKDOWN])(
    "$name",
    ({ content, subjects, repairs }) => {
      const parsed = parseSubjectList(content);
      expect(parsed).toMatchObject({ kind: "parsed", value: subjects ?? BOTH });
      if (repairs && parsed.kind === "parsed")
        expect([...parsed.repairs].sort()).toEqual([...repairs].sort());
    },
  );
});

describe("nothing is made of", () => {
  test.each(NOTHING)("$name", ({ content, reason }) => {
    expect(parseSubjectList(content)).toEqual({ kind: "unparsed", reason: expect.stringMatching(reason) });
  });
});

test("a prototype is never touched", () => {
  parseSubjectList(
    `{"__proto__": {"polluted": true}, "constructor": {"prototype": {"polluted": true}}, ${A.slice(1)}`,
  );
  expect(Object.hasOwn(Object.prototype, "polluted")).toBe(false);
});

describe("a megabyte is read in time", () => {
  const million = 1_000_000;
  test.each([
    ["opening braces", "{".repeat(million)],
    ["opening brackets in an object", `{"a":${"[".repeat(million)}`],
    ["objects that never close", '{"a":'.repeat(million / 5)],
    ["records that never close", '{"subject_name":\n'.repeat(million / 17)],
    ["quotes", `{"a": ${'"'.repeat(million)}`],
    ["quotes and commas", `{"a": [${'","'.repeat(million / 3)}`],
    ["one broken object", `{"a": [${'"b" '.repeat(million / 4)}}`],
    ["broken objects", `${`{"a": [${'"b" '.repeat(4000)}}\n`.repeat(60)}`],
    ["white space", `{"subject_name": ${" ".repeat(million)}`],
    ["comments that never end", `{"a": ${"/*".repeat(million / 2)}`],
    ["backslashes", `{"a": "${"\\".repeat(million)}`],
    ["fences", "```\n".repeat(million / 4)],
    ["rules and bars", "|---|\n".repeat(million / 6)],
    ["small objects in one that breaks", `{"a": [${"{b:1},".repeat(million / 6)}`],
    ["one list of everything", `**Name**\nSubtopics: ${";".repeat(million)}`],
    ["stars", "*".repeat(million)],
    ["closing tags of reasoning", "</think>".repeat(million / 8)],
  ])("%s", (_, content) => {
    const parsed = parseSubjectList(`${A}\n${content}`);
    expect(parsed.kind === "parsed" || content.includes("</think>")).toBe(true);
  });

  test("records, all of them", () => {
    const lines = Array.from({ length: 10_000 }, (_, i) =>
      A.replace("Algebra", `Algebra ${i}`).replace("]", ",]"),
    );
    const parsed = parseSubjectList(lines.join("\n"));
    expect(parsed.kind === "parsed" && parsed.value.length).toBe(10_000);
  });
});

function spread(subject: Subject): string {
  return JSON.stringify(
    { subject_name: subject.name, level: subject.level, subtopics: subject.subtopics },
    null,
    2,
  );
}

const phrase = (max: number): fc.Arbitrary<string> =>
  fc
    .array(fc.stringMatching(/^[A-Za-zÀ-ž][A-Za-zÀ-ž0-9-]{0,11}$/), { minLength: 1, maxLength: max })
    .map((words) => words.join(" "));
const subjectLists: fc.Arbitrary<Subject[]> = fc.uniqueArray(
  fc.record({
    name: phrase(4).map((name) => `Study of ${name}`),
    level: phrase(3).map((level) => `Year ${level}`),
    subtopics: fc.uniqueArray(
      fc
        .tuple(phrase(4), fc.constantFrom("", " (a, b)", " {x}", "'s law", " & more: 2", " #5 [k]"))
        .map(([text, end]) => `On ${text}${end}`),
      { minLength: 1, maxLength: 6, selector: (subtopic) => subtopic.toLowerCase() },
    ),
  }),
  { minLength: 1, maxLength: 8, selector: ({ name }) => normaliseName(name) },
);

const STYLES: Record<string, (lines: string[], subjects: Subject[]) => string> = {
  lines: (lines) => lines.join("\n"),
  fenced: (lines) => `Here you go:\n\n\`\`\`jsonl\n${lines.join("\n")}\n\`\`\`\nDone, don't hesitate to ask.`,
  unfenced: (lines) => `\`\`\`\n${lines.join("\n")}`,
  array: (lines) => `[${lines.join(",\n")},]`,
  wrapped: (lines) => `{"subjects": [${lines.join(", ")}],}`,
  numbered: (lines) => lines.map((line, i) => `${i + 1}. ${line}`).join("\r\n"),
  spread: (_, subjects) => subjects.map(spread).join(",\n"),
  trailing: (lines) => lines.map((line) => line.replace("]}", ",],}")).join("\n"),
  smart: (lines) => lines.map((line) => line.replace(/"([^"]*)"/g, "“$1”")).join("\n"),
  single: (lines) => lines.map((line) => line.replace(/"([^"]*)"/g, "'$1'")).join("\n"),
  html: (lines) => lines.map((line) => line.replaceAll("&", "&amp;").replaceAll('"', "&quot;")).join("\n"),
  comments: (lines) =>
    lines.map((line) => line.replace('", "level"', '", // it\'s a "name"\n "level"')).join("\n"),
  torn: (lines) => `${lines.join("\n")}\n{"subject_name": "Torn", "level": "Year", "subtopics": ["On`,
};

test("any list written in any sloppy style is read back the same", () => {
  fc.assert(
    fc.property(subjectLists, fc.constantFrom(...Object.keys(STYLES)), (subjects, style) => {
      const lines = subjects.map(({ name, level, subtopics }) =>
        JSON.stringify({ subject_name: name, level, subtopics }),
      );
      expect(parseSubjectList(STYLES[style]?.(lines, subjects) ?? "")).toMatchObject({
        kind: "parsed",
        value: subjects,
      });
    }),
    { numRuns: 500 },
  );
});

const RECORDINGS = new URL("../demo-model/recordings/", import.meta.url);
const recordingFiles = readdirSync(RECORDINGS).filter((file) => /^(?!comparisons).*\.jsonl$/.test(file));

test("one wrong character costs at most the row it stands in, and never in silence", () => {
  const lists = recordingFiles
    .flatMap((file) => readFileSync(new URL(file, RECORDINGS), "utf8").split("\n").filter(Boolean))
    .map((line) => JSON.parse(line))
    .filter(({ stage }) => stage === "subject-list")
    .map(({ turns }) => String(turns[1]));
  const wrong = fc.constantFrom("", ...`{}[]",:'\\“”\n#/x `);
  const damage = fc.record({
    list: fc.constantFrom(...lists),
    place: fc.double({ min: 0, max: 0.999, noNaN: true }),
    wrong,
  });
  fc.assert(
    fc.property(damage, fc.boolean(), ({ list, place, wrong }, isInserted) => {
      const first = list.indexOf("{");
      const at = first + Math.floor(place * (list.lastIndexOf("}") + 1 - first));
      const whole = parseSubjectList(list);
      const damaged = parseSubjectList(list.slice(0, at) + wrong + list.slice(isInserted ? at : at + 1));
      if (whole.kind === "unparsed" || damaged.kind === "unparsed") throw new Error("nothing was parsed");
      const rows = new Set(whole.value.map((subject) => JSON.stringify(subject)));
      const same = damaged.value.filter((subject) => rows.has(JSON.stringify(subject))).length;
      expect(rows.size - same).toBeLessThanOrEqual(1);
      expect(damaged.value.length - same).toBeLessThanOrEqual(1);
      if (damaged.value.length < rows.size) expect(damaged.repairs).not.toEqual([]);
    }),
    { numRuns: 1000 },
  );
});

describe("the recordings are read whole", () => {
  test("of eight disciplines", () => expect(recordingFiles).toHaveLength(8));

  test.each(recordingFiles)("%s", (file) => {
    const recordings = readFileSync(new URL(file, RECORDINGS), "utf8").split("\n").filter(Boolean);
    let turns = 0;
    for (const { stage, turns: [first, second] = ["", ""] } of recordings.map((line) => JSON.parse(line))) {
      if (stage === "pair") continue;
      turns++;
      const expected = second
        .split("\n")
        .filter((line: string) => line.startsWith("{"))
        .map((line: string) => JSON.parse(line));
      const parsed = stage === "subject-list" ? parseSubjectList(second) : parseSyllabus(first, second);
      expect(parsed).toMatchObject({ kind: "parsed", repairs: [] });
      if (parsed.kind === "unparsed") continue;
      const rows =
        "sessions" in parsed.value
          ? parsed.value.sessions.map(toSessionLine)
          : parsed.value.map(toSubjectLine);
      expect(rows).toEqual(expected);
      if ("sessions" in parsed.value) expect(parsed.value.introduction.length).toBeGreaterThan(300);
    }
    expect(turns).toBe(6);
  });
});

function toSubjectLine({ name, level, subtopics }: Subject): object {
  return { subject_name: name, level, subtopics };
}

function toSessionLine(session: {
  name: string;
  description: string;
  keyConcepts: readonly string[];
}): object {
  return { session_name: session.name, description: session.description, key_concepts: session.keyConcepts };
}
