import {
  canonicalTree,
  readTaxonomyTree,
  type TaxonomyReading,
  type TaxonomyTree,
} from "#lib/glan/taxonomy-tree.ts";
import { readJsonText } from "./json-text.ts";

/** Reads a taxonomy as JSON: a list of nodes with name, kind and children. */
export function parseTaxonomyJson(text: string): TaxonomyReading {
  const reading = readJsonText(text);
  return reading.kind === "refused" ? reading : readTaxonomyTree(reading.value);
}

/** Two spaces a level, a line break at the end. */
export function formatTaxonomyJson(tree: TaxonomyTree): string {
  return `${JSON.stringify(canonicalTree(tree), null, 2)}\n`;
}
