/** A stretch of text between braces that belong together. */
export interface FoundObject {
  readonly start: number;
  readonly end: number;
  /** Strict: JSON as it stands, but perhaps for escapes. Torn: its brace is missing, it ends at its last whole value. */
  readonly kind: "strict" | "loose" | "torn";
  /** Objects within it, for when it cannot be read as a whole. */
  readonly children: readonly FoundObject[];
  /** Where its first key comes again: several objects written as one. */
  readonly repeats: readonly number[];
}

export function plainKey(key: string): string {
  return key.toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");
}
