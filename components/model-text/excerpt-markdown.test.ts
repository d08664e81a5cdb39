import { expect, test } from "vitest";
import { excerptMarkdown } from "./excerpt-markdown.ts";

test("headings, lists and tables become one line", () => {
  expect(excerptMarkdown("## Task\n\n- first\n- second\n\n| a | b |\n|---|---:|\n| 1 | 2 |")).toBe(
    "Task first second a b 1 2",
  );
});

test("a formula stays whole, a display among the words", () => {
  expect(excerptMarkdown("With cost\n$$TC(q)=100+4q$$\nfind $q$.")).toBe(
    "With cost $TC(q)=100+4q$ find $q$.",
  );
});

test("a formula that the end of the excerpt cut in two is left out", () => {
  expect(excerptMarkdown("Demand is $$Q=900-\\frac{1}{")).toBe("Demand is …");
});

test("an amount at the end stays", () => {
  expect(excerptMarkdown("It costs $5 and then \\$7")).toBe("It costs \\$5 and then \\$7");
});
