import { describe, expect, test } from "vitest";
import { prepareMarkdown } from "./prepare-markdown.ts";

describe("dollars", () => {
  test("amounts beside each other are no formula", () => {
    expect(prepareMarkdown("It costs $5 today and $10 tomorrow.")).toBe(
      "It costs \\$5 today and \\$10 tomorrow.",
    );
  });

  test("escaped amounts stay beside mathematics", () => {
    expect(prepareMarkdown("Pay \\$30 when $P = 30$.")).toBe("Pay \\$30 when $P = 30$.");
  });

  test("an amount inside a formula keeps its sign", () => {
    expect(prepareMarkdown("$\\$12 \\times 3$")).toBe("$\\text{\\textdollar}12 \\times 3$");
  });

  test("one amount before a formula does not swallow it", () => {
    expect(prepareMarkdown("A $5 note, so $x$ is five.")).toBe("A \\$5 note, so $x$ is five.");
  });
});

describe("mathematics", () => {
  test("brackets become dollars", () => {
    expect(prepareMarkdown("Let \\(a+b\\) be")).toBe("Let $a+b$ be");
    expect(prepareMarkdown("\\[\na+b\n\\]")).toBe("$$\na+b\n$$");
  });

  test("a display on one line is set as a display", () => {
    expect(prepareMarkdown("So\n$$x=1$$\nholds")).toBe("So\n$$\nx=1\n$$\nholds");
  });

  test("a display in a list item keeps the indent of the item", () => {
    expect(prepareMarkdown("1. First\n   $$x=1$$\n2. Next")).toBe("1. First\n   $$\n   x=1\n   $$\n2. Next");
  });

  test("a display within a line stays within it", () => {
    expect(prepareMarkdown("Thus $$x=1$$ holds")).toBe("Thus $\\displaystyle x=1$ holds");
  });

  test("a formula does not run over a blank line", () => {
    expect(prepareMarkdown("price $a\n\nand b$ more")).toBe("price \\$a\n\nand b\\$ more");
  });
});

describe("code", () => {
  test("fences and spans keep every character", () => {
    const code = "```sh\necho $HOME $PATH\n```\nand `$x$ \\(y\\)`";
    expect(prepareMarkdown(code)).toBe(code);
  });

  test("a fence that never closes is code to the end", () => {
    const code = "```python\ncost = '$5' # $6";
    expect(prepareMarkdown(code)).toBe(code);
  });
});
