import "katex/dist/katex.min.css";
import "./model-text.css";
import type { ComponentProps } from "react";
import Markdown, { type Components, type Options } from "react-markdown";
import rehypeKatex from "rehype-katex";
import rehypeSanitize, { defaultSchema } from "rehype-sanitize";
import remarkGfm from "remark-gfm";
import remarkMath from "remark-math";
import { prepareMarkdown } from "./prepare-markdown.ts";

interface ModelTextProps {
  readonly text: string;
  /** Keeps the footnotes of two texts on one page apart. */
  readonly idPrefix: string;
}

/** Markdown parsers take quadratic time on hostile emphasis (3 s here); usual texts are 0.5 to 10 thousand long. */
const SET_AS_MARKDOWN_MAX = 50_000;

/** What a model wrote, set to be read: Markdown, mathematics and code; no raw HTML, nothing fetched. */
export function ModelText({ text, idPrefix }: ModelTextProps) {
  if (text.length > SET_AS_MARKDOWN_MAX) {
    return <pre className="overflow-x-auto font-mono text-12 whitespace-pre-wrap wrap-anywhere">{text}</pre>;
  }
  return (
    <div className="model-text">
      <Markdown
        remarkPlugins={[remarkGfm, remarkMath]}
        rehypePlugins={REHYPE_PLUGINS}
        remarkRehypeOptions={{ clobberPrefix: `${idPrefix}-` }}
        components={COMPONENTS}
      >
        {prepareMarkdown(text)}
      </Markdown>
    </div>
  );
}

const SCHEMA = {
  ...defaultSchema,
  // Footnotes come with the prefix of their text; raw HTML, the other source of ids, is never parsed.
  clobberPrefix: "",
  attributes: {
    ...defaultSchema.attributes,
    code: [["className", /^language-./, "math-inline", "math-display"]],
  },
} satisfies typeof defaultSchema;

/** Sizes and macros are bounded: a formula may not cover the page nor keep the server busy. */
const KATEX = { strict: "ignore", trust: false, maxSize: 20, maxExpand: 200 } as const;

/** Raw HTML becomes the text it is: dropping it would hide what the model wrote, as in "a <b and c> d". */
function showRawHtml() {
  return (tree: HastNode) => {
    visit(tree);
  };
}

interface HastNode {
  type: string;
  children?: HastNode[];
}

function visit(node: HastNode): void {
  if (node.type === "raw") node.type = "text";
  node.children?.forEach(visit);
}

const REHYPE_PLUGINS: Options["rehypePlugins"] = [
  showRawHtml,
  [rehypeSanitize, SCHEMA],
  [rehypeKatex, KATEX],
];

// The page's own headings end at the second level, so those of a text begin at the third.
const COMPONENTS: Components = {
  h1: ({ children }) => <h3>{children}</h3>,
  h2: ({ children }) => <h4>{children}</h4>,
  h3: ({ children }) => <h5>{children}</h5>,
  h4: ({ children }) => <h6>{children}</h6>,
  h5: ({ children }) => <h6>{children}</h6>,
  h6: ({ children }) => <h6>{children}</h6>,
  a: ({ href, id, children }) => (
    <a href={href} id={id} rel="nofollow noopener noreferrer">
      {children}
    </a>
  ),
  img: ({ alt, src }) => (
    <span className="model-image">
      Image: {alt || "no description"} {typeof src === "string" && src !== "" && <code>{src}</code>}
    </span>
  ),
  input: ({ checked }) => <span>{checked === true ? "[x]" : "[ ]"} </span>,
  pre: ({ children }) => <pre tabIndex={0}>{children}</pre>,
  table: ({ children }) => (
    <section className="model-table" aria-label="Table" tabIndex={0}>
      <table>{children}</table>
    </section>
  ),
  span: MathSpan,
};

/** A display formula may be wider than the page: it scrolls, so it takes the keyboard's focus. */
function MathSpan({ node, ...props }: ComponentProps<"span"> & { node?: unknown }) {
  const isDisplay = props.className?.split(" ").includes("katex-display") === true;
  return isDisplay ? <span {...props} tabIndex={0} role="math" /> : <span {...props} />;
}
