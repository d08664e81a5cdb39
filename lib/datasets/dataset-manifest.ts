import type { Strategy } from "#lib/glan/words.ts";
import type { DataFile } from "./data-files.ts";
import type { DatasetFormat } from "./pair-line.ts";

/** manifest.json of a data set. No dates: the same state exports to the same bytes. */
export interface DatasetManifest {
  readonly format: DatasetFormat;
  readonly license: string;
  readonly selection: {
    /** Full paths; empty means the whole taxonomy. */
    readonly nodes: readonly string[];
    readonly limit: number | null;
    readonly seed: string | null;
  };
  readonly pairs: number;
  readonly strategies: Readonly<Record<Strategy, number>>;
  readonly disciplines: readonly {
    readonly field: string | null;
    readonly name: string;
    readonly pairs: number;
  }[];
  readonly releases: readonly number[];
  readonly runs: readonly number[];
  readonly models: { readonly question: readonly string[]; readonly answer: readonly string[] };
  readonly prompts: { readonly question: readonly string[]; readonly answer: readonly string[] };
  readonly files: readonly DataFile[];
}
