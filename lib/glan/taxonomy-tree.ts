import { z } from "zod";
import {
  ALIASES_MAX,
  canonicalTexts,
  DefinitionSchema,
  type NodeTexts,
  ScopeNoteSchema,
} from "./node-texts.ts";
import { NODE_KINDS, type NodeKind, normaliseName } from "./words.ts";

export const NODE_NAME_MAX = 200;
export const TAXONOMY_NODES_MAX = 50_000;
/** Levels, fields included. The paper has three; more is somebody's mistake long before this. */
export const TAXONOMY_DEPTH_MAX = 12;

/** Line breaks, control characters, halves of a character, and what a wrong encoding leaves behind. */
const UNFIT_CHARACTER = /[\p{Cc}\p{Cs}\u2028\u2029\ufffd]/u;

export const NodeNameSchema = z
  .string("a name must be text")
  .trim()
  .min(1, "the name is empty")
  .max(NODE_NAME_MAX, `the name is longer than ${NODE_NAME_MAX} characters`)
  .refine((name) => !UNFIT_CHARACTER.test(name), {
    error: "the name has a line break, a control character or a broken one (is the file UTF-8?)",
    abort: true,
  })
  .refine((name) => name === "" || normaliseName(name) !== "", "the name has neither letter nor digit");

/** A taxonomy as it is exchanged. Disciplines are leaves; a field or sub-field may be empty. */
export interface TreeNode extends NodeTexts {
  readonly name: string;
  readonly kind: NodeKind;
  readonly children?: readonly TreeNode[] | undefined;
}
export type TaxonomyTree = readonly TreeNode[];

const TreeNodeSchema: z.ZodType<TreeNode> = z.strictObject(
  {
    name: NodeNameSchema,
    kind: z.enum(NODE_KINDS, `the kind must be one of: ${NODE_KINDS.join(", ")}`),
    aliases: z
      .array(NodeNameSchema, "aliases must be a list of names")
      .max(ALIASES_MAX, `there are more than ${ALIASES_MAX} aliases`)
      .optional(),
    definition: DefinitionSchema.optional(),
    scopeNote: ScopeNoteSchema.optional(),
    get children() {
      return z.array(TreeNodeSchema, "children must be a list of nodes").optional();
    },
  },
  {
    error: (issue) =>
      issue.code === "unrecognized_keys"
        ? `a node has name, kind, aliases, definition, scopeNote and children, not ${issue.keys?.join(", ")}`
        : "a node must be an object with name, kind and children",
  },
);

/** Shape first, then the rules of the tree. Every issue carries the path of its place and a plain reason. */
export const TaxonomyTreeSchema: z.ZodType<TaxonomyTree> = z
  .unknown()
  .superRefine((tree, context) => {
    // Before zod walks it: a file of nothing but brackets would exhaust the stack.
    if (Array.isArray(tree) && !isWithinLimits(tree)) {
      context.addIssue({
        code: "custom",
        message: `the taxonomy has more than ${TAXONOMY_NODES_MAX} nodes or ${TAXONOMY_DEPTH_MAX} levels`,
      });
    }
  })
  .pipe(z.array(TreeNodeSchema, "a taxonomy must be a list of fields"))
  .superRefine((tree, context) => {
    for (const { path, message } of brokenRules(tree)) context.addIssue({ code: "custom", path, message });
  })
  .transform(canonicalTree);

/**
 * One form of each tree: fields and sub-fields always have children, if none an empty list, disciplines never;
 * empty texts are left out, and an alias that is the name itself.
 */
export function canonicalTree(tree: TaxonomyTree): TaxonomyTree {
  return tree.map(({ name, kind, aliases, definition, scopeNote, children }) => ({
    name,
    kind,
    ...canonicalTexts({ aliases: aliases?.filter((alias) => alias !== name), definition, scopeNote }),
    ...(kind === "discipline" ? {} : { children: canonicalTree(children ?? []) }),
  }));
}

function isWithinLimits(tree: readonly unknown[]): boolean {
  let level = tree;
  let count = 0;
  for (let depth = 1; level.length > 0; depth += 1) {
    count += level.length;
    if (depth > TAXONOMY_DEPTH_MAX || count > TAXONOMY_NODES_MAX) return false;
    level = level.flatMap((node): unknown[] => {
      const children: unknown = typeof node === "object" && node !== null && Reflect.get(node, "children");
      return Array.isArray(children) ? children : [];
    });
  }
  return true;
}

interface BrokenRule {
  readonly path: (string | number)[];
  readonly message: string;
}

function brokenRules(tree: TaxonomyTree): BrokenRule[] {
  const broken: BrokenRule[] = [];
  const check = (siblings: TaxonomyTree, above: (string | number)[], parent: TreeNode | null) => {
    const names = new Map<string, string>();
    for (const [index, node] of siblings.entries()) {
      const path = [...above, index];
      const misplaced = misplacement(node, parent);
      if (misplaced !== null) broken.push({ path: [...path, "kind"], message: misplaced });
      const key = normaliseName(node.name);
      const twin = names.get(key);
      if (twin !== undefined) {
        broken.push({
          path: [...path, "name"],
          message: `its sibling "${twin}" has the same name`,
        });
      } else names.set(key, node.name);
      check(node.children ?? [], [...path, "children"], node);
    }
  };
  check(tree, [], null);
  return broken;
}

/** Why a node of its kind may not stand there, or null. */
function misplacement(node: TreeNode, parent: TreeNode | null): string | null {
  if (parent === null)
    return node.kind === "field" ? null : `a ${node.kind} cannot be at the top: fields are`;
  if (node.kind === "field") return "a field cannot be below another node";
  if (parent.kind === "discipline") return `a discipline has nothing below it, and "${parent.name}" is one`;
  return null;
}

export interface TaxonomyProblem {
  /** Line of a file, or names down the tree with the path in brackets. */
  readonly place: string;
  readonly reason: string;
}

/** What became of something that should be a taxonomy: it is taken whole or refused whole. */
export type TaxonomyReading =
  | {
      readonly kind: "read";
      readonly tree: TaxonomyTree;
      /** What the file has and a taxonomy has not, so that nobody misses it silently. */
      readonly notes?: readonly string[];
    }
  | { readonly kind: "refused"; readonly problems: readonly TaxonomyProblem[] };

/** Places are told by the names down the tree, or as the format that was read tells them. */
export function readTaxonomyTree(
  value: unknown,
  tellPlace: (path: readonly PropertyKey[]) => string = (path) => describePlace(value, path),
): TaxonomyReading {
  const result = TaxonomyTreeSchema.safeParse(value);
  if (result.success) return { kind: "read", tree: result.data };
  const problems = result.error.issues.map(({ path, message }) => ({
    place: tellPlace(path),
    reason: message,
  }));
  return { kind: "refused", problems };
}

const PROBLEMS_SHOWN_MAX = 10;
const NAME_SHOWN_MAX = 60;

/** A line a problem, for the screen and the command line. */
export function describeProblems(problems: readonly TaxonomyProblem[]): string {
  const lines = problems.slice(0, PROBLEMS_SHOWN_MAX).map(({ place, reason }) => `${place}: ${reason}`);
  const more = problems.length - lines.length;
  return [...lines, ...(more > 0 ? [`and ${more} more`] : [])].join("\n");
}

/** "Humanities > Arts > Dance ([0].children[0].children[2].kind)" */
function describePlace(value: unknown, path: readonly PropertyKey[]): string {
  if (path.length === 0) return "The taxonomy";
  const names: string[] = [];
  let at = value;
  for (const [depth, step] of path.entries()) {
    at = typeof at === "object" && at !== null ? Reflect.get(at, step) : undefined;
    if (typeof step !== "number" || path[depth - 1] === "aliases") continue;
    const name: unknown = typeof at === "object" && at !== null ? Reflect.get(at, "name") : undefined;
    const shown = typeof name === "string" ? name.replace(/[\p{Cc}\s]+/gu, " ").trim() : "";
    names.push(shown.slice(0, NAME_SHOWN_MAX) || `node ${step + 1}`);
  }
  const pointer = path.map((step) => (typeof step === "number" ? `[${step}]` : `.${String(step)}`)).join("");
  return `${names.join(" > ")} (${pointer})`;
}
