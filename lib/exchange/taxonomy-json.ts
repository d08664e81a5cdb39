import {
  canonicalTree,
  readTaxonomyTree,
  type TaxonomyReading,
  type TaxonomyTree,
} from "#lib/glan/taxonomy-tree.ts";
import { refuse, refuseFile } from "./taxonomy-file.ts";

/** Reads a taxonomy as JSON: a list of nodes with name, kind and children. */
export function parseTaxonomyJson(text: string): TaxonomyReading {
  const refused = refuseFile(text);
  if (refused !== null) return refused;
  const json = text.replace(/^\ufeff/, "");
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return refuse(...syntaxProblem(json, error.message));
  }
  return readTaxonomyTree(value);
}

/** Two spaces a level, a line break at the end. */
export function formatTaxonomyJson(tree: TaxonomyTree): string {
  return `${JSON.stringify(canonicalTree(tree), null, 2)}\n`;
}

/** V8 tells the place as "... in JSON at position 12 (line 3 column 4)", or not at all where the text ends too early. */
function syntaxProblem(json: string, message: string): [place: string, reason: string] {
  const [, said = message, position] = /^(.*?) in JSON at position (\d+)/s.exec(message) ?? [];
  const before = position === undefined ? json.trimEnd() : json.slice(0, Number(position));
  const reason = `not JSON: ${said.slice(0, 1).toLowerCase()}${said.slice(1)}`;
  return [`Line ${before.split(/\r\n|\r|\n/).length}`, reason];
}
