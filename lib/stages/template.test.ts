import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { PROMPT_NAMES } from "#lib/glan/run-plan.ts";
import { STAGES } from "#lib/glan/words.ts";
import { promptDefinitions, stageDefinitions } from "./definitions.ts";
import { checkTemplate, renderTemplate, TemplateError } from "./template.ts";

describe("a template", () => {
  test("is filled in one pass: a value that looks like a variable stays as it is", () => {
    const text = renderTemplate("{{a}} and {{ b }}, {{a}}", { a: "{{b}}", b: "$& {{a}}" });
    expect(text).toBe("{{b}} and $& {{a}}, {{b}}");
  });

  test("keeps braces that enclose no name", () => {
    expect(renderTemplate('{"k": {"x": {}}} {{}} {{a b}} {{a}}', { a: "1" })).toBe(
      '{"k": {"x": {}}} {{}} {{a b}} 1',
    );
  });

  test("throws for a variable without a value and a value without a place, naming each", () => {
    expect(() => renderTemplate("{{a}} {{b}}", { c: "1" })).toThrow(TemplateError);
    expect(() => renderTemplate("{{a}} {{b}}", { c: "1" })).toThrow(/\{\{a\}\}, \{\{b\}\}.*\{\{c\}\}/);
    expect(() => renderTemplate("{{constructor}}", {})).toThrow(TemplateError);
  });

  test("returns the values exactly, whatever they are", () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (a, b) => {
        expect(renderTemplate("<{{a}}|{{b}}>", { a, b })).toBe(`<${a}|${b}>`);
      }),
    );
  });

  test("is checked against the variables of its prompt", () => {
    const question = promptDefinitions["write-pairs/answer"];
    expect(checkTemplate(question, "Answer: {{question}}")).toEqual({ kind: "fits" });
    expect(checkTemplate(question, "{{queston}}")).toEqual({
      kind: "unfit",
      unknown: ["queston"],
      missing: ["question"],
      message:
        "The prompt uses {{queston}}, which this prompt does not have. The prompt must use {{question}}.",
    });
  });
});

describe("the catalogue", () => {
  test("has a definition for every stage and every prompt, under its own name", () => {
    expect(Object.entries(stageDefinitions).map(([name, { stage }]) => [name, stage])).toEqual(
      STAGES.map((stage) => [stage, stage]),
    );
    expect(Object.entries(promptDefinitions).map(([name, prompt]) => [name, prompt.name])).toEqual(
      PROMPT_NAMES.map((name) => [name, name]),
    );
  });

  test.each(PROMPT_NAMES)("ships a template of %s that uses exactly its variables", (name) => {
    const prompt = promptDefinitions[name];
    expect(checkTemplate(prompt, prompt.template)).toEqual({ kind: "fits" });
  });
});
