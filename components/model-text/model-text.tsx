import "katex/dist/katex.min.css";
import "./model-text.css";
import type { ComponentProps } from "react";
import Markdown, { type Components, type Options } from "react-markdown";
import rehypeKatex from "rehype-katex";
import rehypeSanitize from "rehype-sanitize";
import remarkGfm from "remark-gfm";
import remarkMath from "remark-math";
import { prepareMarkdown } from "./prepare-markdown.ts";
import { KATEX, SCHEMA, showRawHtml } from "./safe-text.ts";

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
  // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard
  pre: ({ children }) => <pre tabIndex={0}>{children}</pre>,
  table: ({ children }) => (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for forms; this only scrolls
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard
    <div role="group" className="model-table" aria-label="Table" tabIndex={0}>
      <table>{children}</table>
    </div>
  ),
  span: MathSpan,
};

/** A display formula may be wider than the page: it scrolls, so it takes the keyboard's focus. */
function MathSpan({ node, ...props }: ComponentProps<"span"> & { node?: unknown }) {
  const isDisplay = props.className?.split(" ").includes("katex-display") === true;
  // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard
  return isDisplay ? <span {...props} tabIndex={0} role="math" /> : <span {...props} />;
}
