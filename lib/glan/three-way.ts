import { z } from "zod";
import { ALIASES_MAX, DefinitionSchema, ScopeNoteSchema } from "./node-texts.ts";
import { NodeNameSchema } from "./taxonomy-tree.ts";
import { normaliseName } from "./words.ts";

/** What people edit of a node, apart from its place. */
export const NodeFieldsSchema = z.strictObject({
  name: NodeNameSchema,
  definition: DefinitionSchema,
  scopeNote: ScopeNoteSchema,
  /** Other names of it, in no order, each once by its normalised form. */
  aliases: z
    .array(NodeNameSchema)
    .max(ALIASES_MAX)
    .refine(
      (aliases) => new Set(aliases.map(normaliseName)).size === aliases.length,
      "an alias stands twice",
    ),
});
export type NodeFields = z.infer<typeof NodeFieldsSchema>;
export type NodeFieldName = keyof NodeFields;

/** Both changed the field, to different ends. */
export type FieldConflict = {
  readonly [Field in NodeFieldName]: {
    readonly field: Field;
    readonly base: NodeFields[Field];
    readonly theirs: NodeFields[Field];
    readonly mine: NodeFields[Field];
  };
}[NodeFieldName];

export type FieldsMerge =
  | { readonly kind: "merged"; readonly fields: NodeFields }
  | {
      readonly kind: "conflicts";
      readonly conflicts: readonly FieldConflict[];
      /** The fields on which there is none. */
      readonly settled: Readonly<Partial<NodeFields>>;
    };

/**
 * Two edits of one node that started from the same fields: `theirs` is saved already, `mine` is not. A field that
 * one of them changed is taken from that one. Aliases are taken one by one, so that two people may add one each.
 */
export function mergeFields(base: NodeFields, theirs: NodeFields, mine: NodeFields): FieldsMerge {
  const name = mergeText(base.name, theirs.name, mine.name);
  const definition = mergeText(base.definition, theirs.definition, mine.definition);
  const scopeNote = mergeText(base.scopeNote, theirs.scopeNote, mine.scopeNote);
  const aliases = mergeAliases(base.aliases, theirs.aliases, mine.aliases);
  if (name !== null && definition !== null && scopeNote !== null && aliases !== null) {
    return { kind: "merged", fields: { name, definition, scopeNote, aliases } };
  }
  const conflicts: FieldConflict[] = [];
  const settled: Partial<NodeFields> = {};
  if (name !== null) settled.name = name;
  else conflicts.push({ field: "name", ...versions("name", base, theirs, mine) });
  if (definition !== null) settled.definition = definition;
  else conflicts.push({ field: "definition", ...versions("definition", base, theirs, mine) });
  if (scopeNote !== null) settled.scopeNote = scopeNote;
  else conflicts.push({ field: "scopeNote", ...versions("scopeNote", base, theirs, mine) });
  if (aliases !== null) settled.aliases = aliases;
  else conflicts.push({ field: "aliases", ...versions("aliases", base, theirs, mine) });
  return { kind: "conflicts", conflicts, settled };
}

function versions<Field extends NodeFieldName>(
  field: Field,
  base: NodeFields,
  theirs: NodeFields,
  mine: NodeFields,
) {
  return { base: base[field], theirs: theirs[field], mine: mine[field] };
}

/** Null where both changed it, to different ends. */
function mergeText<Value extends string | undefined>(base: Value, theirs: Value, mine: Value): Value | null {
  if (theirs === mine || mine === base) return theirs;
  return theirs === base ? mine : null;
}

/**
 * Each alias merged by itself, known by its normalised form: theirs in their order, then what I added. Null where
 * both spelled one anew, where one spelled anew what the other took away, or where together they are too many.
 */
function mergeAliases(
  base: readonly string[],
  theirs: readonly string[],
  mine: readonly string[],
): string[] | null {
  const byKey = (aliases: readonly string[]) =>
    new Map(aliases.map((alias) => [normaliseName(alias), alias]));
  const [inBase, inTheirs, inMine] = [byKey(base), byKey(theirs), byKey(mine)];
  const merged: string[] = [];
  for (const key of new Set([...theirs, ...mine].map(normaliseName))) {
    const alias = mergeText(inBase.get(key), inTheirs.get(key), inMine.get(key));
    if (alias === null) return null;
    if (alias !== undefined) merged.push(alias);
  }
  return merged.length <= ALIASES_MAX ? merged : null;
}
