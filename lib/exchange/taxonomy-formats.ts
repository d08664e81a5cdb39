import type { TaxonomyReading, TaxonomyTree } from "#lib/glan/taxonomy-tree.ts";
import { formatTaxonomyCsv, parseTaxonomyCsv } from "./taxonomy-csv.ts";
import { formatTaxonomyJson, parseTaxonomyJson } from "./taxonomy-json.ts";
import { formatTaxonomyJsonLd, parseTaxonomyJsonLd } from "./taxonomy-jsonld.ts";
import { formatTaxonomyTurtle, parseTaxonomyTurtle } from "./taxonomy-turtle.ts";

export interface TaxonomyFormat {
  readonly parse: (text: string) => TaxonomyReading;
  readonly format: (tree: TaxonomyTree) => string;
}

/** By the name of the format, which is also the ending of its files. */
export const taxonomyFormats = {
  json: { parse: parseTaxonomyJson, format: formatTaxonomyJson },
  csv: { parse: parseTaxonomyCsv, format: formatTaxonomyCsv },
  ttl: { parse: parseTaxonomyTurtle, format: formatTaxonomyTurtle },
  jsonld: { parse: parseTaxonomyJsonLd, format: formatTaxonomyJsonLd },
} as const satisfies Record<string, TaxonomyFormat>;
