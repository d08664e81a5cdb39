import { defaultSchema } from "rehype-sanitize";

/** What of a model's Markdown may reach the page. */
export const SCHEMA = {
  ...defaultSchema,
  // Footnotes come with the prefix of their text; raw HTML, the other source of ids, is never parsed.
  clobberPrefix: "",
  attributes: {
    ...defaultSchema.attributes,
    code: [["className", /^language-./, "math-inline", "math-display"]],
  },
} satisfies typeof defaultSchema;

/** Sizes and macros are bounded: a formula may not cover the page nor keep the server busy. */
export const KATEX = { strict: "ignore", trust: false, maxSize: 20, maxExpand: 200 } as const;

/** Raw HTML becomes the text it is: dropping it would hide what the model wrote, as in "a <b and c> d". */
export function showRawHtml() {
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
