import Markdown, { type Components, type Options } from "react-markdown";
import rehypeKatex from "rehype-katex";
import rehypeSanitize from "rehype-sanitize";
import remarkMath from "remark-math";
import { excerptMarkdown } from "./excerpt-markdown.ts";
import { KATEX, SCHEMA, showRawHtml } from "./safe-text.ts";

/** The first words of a model's text on one line, mathematics included; no links, since it stands within one. */
export function ModelExcerpt({ text }: { readonly text: string }) {
  return (
    <Markdown
      remarkPlugins={[remarkMath]}
      rehypePlugins={REHYPE_PLUGINS}
      allowedElements={ALLOWED}
      unwrapDisallowed
      components={COMPONENTS}
    >
      {excerptMarkdown(text)}
    </Markdown>
  );
}

// MathML alone is a quarter of the size of KaTeX's own boxes, and a list holds hundreds of formulas.
const REHYPE_PLUGINS: Options["rehypePlugins"] = [
  showRawHtml,
  [rehypeSanitize, SCHEMA],
  [rehypeKatex, { ...KATEX, output: "mathml" }],
];

const MATHML =
  "math semantics annotation mrow mi mo mn ms mtext mspace mfrac msqrt mroot msub msup msubsup munder mover munderover mtable mtr mtd mstyle mpadded mphantom menclose";
const ALLOWED = ["p", "em", "strong", "code", "del", "span", ...MATHML.split(" ")];

const COMPONENTS: Components = { p: ({ children }) => <>{children} </> };
