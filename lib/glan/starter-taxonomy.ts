import starter from "./starter-taxonomy.json" with { type: "json" };
import { type TaxonomyTree, TaxonomyTreeSchema } from "./taxonomy-tree.ts";

/**
 * The 8 fields and 123 disciplines that the paper's Table 12 names (three of its 126 are not in the published
 * table); the sub-fields, and which discipline belongs to which field, are ours.
 */
export const starterTaxonomy: TaxonomyTree = TaxonomyTreeSchema.parse(starter);
