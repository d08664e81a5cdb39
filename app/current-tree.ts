import { cache } from "react";
import { readReleaseTree } from "#lib/db/release-tree.ts";
import { enter } from "./enter.ts";

/** The newest release with its totals, read once a request however many parts of the page show it. */
export const currentTree = cache(async () => readReleaseTree((await enter("see the studio")).db));
