import type { TaxonomyReading } from "#lib/glan/taxonomy-tree.ts";

export const TAXONOMY_FILE_BYTES_MAX = 10 * 1024 * 1024;

export type Refusal = Extract<TaxonomyReading, { kind: "refused" }>;

/** Why a text is not looked into at all, or null. */
export function refuseFile(text: string): Refusal | null {
  if (text.length > TAXONOMY_FILE_BYTES_MAX || Buffer.byteLength(text) > TAXONOMY_FILE_BYTES_MAX) {
    return refuse("The file", `it is larger than ${TAXONOMY_FILE_BYTES_MAX / 1024 / 1024} MB`);
  }
  if (text.trim() === "") return refuse("The file", "it is empty");
  return null;
}

export function refuse(place: string, reason: string): Refusal {
  return { kind: "refused", problems: [{ place, reason }] };
}
