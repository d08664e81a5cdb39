import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, test } from "vitest";
import { ModelText } from "./model-text.tsx";

const render = (text: string) => renderToStaticMarkup(<ModelText text={text} idPrefix="question" />);

describe("hostile text", () => {
  test("HTML is shown, not run", () => {
    const html = render('<script>alert(1)</script> and <img src=x onerror="alert(1)">');
    expect(html).not.toMatch(/<script|<img/);
    expect(html).toContain("&lt;script&gt;");
  });

  test("a link to a script leads nowhere", () => {
    expect(render("[press](javascript:alert(1)) [or](data:text/html,x)")).not.toMatch(/javascript:|data:/);
  });

  test("images are named, never fetched", () => {
    const html = render("![a tracker](https://tracker.example/p.png)");
    expect(html).not.toContain("<img");
    expect(html).toContain("a tracker");
    expect(html).toContain("https://tracker.example/p.png");
  });

  test("a formula cannot link, include or cover the page", () => {
    const html = render(
      "$\\href{javascript:alert(1)}{x}$ $\\includegraphics{https://x.example/a.png}$ $\\rule{9999em}{9999em}$",
    );
    expect(html).not.toMatch(/href="javascript|<img|9999em;/);
  });

  test("a formula that KaTeX cannot read is shown as it stands", () => {
    expect(render("Before $\\frac{1}{$ after")).toContain("after");
    expect(render("$$\n\\begin{nonsense} x\n$$")).toContain("katex-error");
  });

  test("openings that never close are shown as they are", () => {
    for (const opening of ["\\[", "\\(", "$$ ", "$a", "`` ` ", "*a"]) {
      expect(render(opening.repeat(2000)).length).toBeGreaterThan(2000);
    }
  });

  test("a text of a length no homework has is shown plain", () => {
    expect(render("*a".repeat(50_000))).toMatch(/^<pre/);
  });
});

describe("what models write", () => {
  test("mathematics, amounts and tables stand side by side", () => {
    const html = render("Pay \\$30 or $40 when $P = 30$.\n\n| a | b |\n|---|---:|\n| 1 | 2 |");
    expect(html).toContain("Pay $30 or $40 when");
    expect(html.match(/class="katex"/g)).toHaveLength(1);
    expect(html).toContain("<table>");
  });

  test("headings of a text stand below those of the page", () => {
    expect(render("# Syllabus\n\n## Class 1")).toMatch(/<h3>Syllabus<\/h3>\s*<h4>Class 1<\/h4>/);
  });

  test("footnotes of two texts on a page keep apart", () => {
    expect(render("A claim.[^1]\n\n[^1]: Its source.")).toContain('id="question-fn-1"');
  });
});
