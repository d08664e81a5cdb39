import fc from "fast-check";
import { NODE_KINDS } from "../words.ts";
import type { EditChoice } from "./choose-edit.ts";

/** Few names, so that siblings meet often; two of them are the same when normalised. */
const NAMES = ["Arts", "arts ", "Law", "Music", "Physics", "Statistics"];
const EDIT_KINDS = ["add", "rename", "move", "move", "merge", "remove", "restore", "edit-texts"] as const;

export const editChoiceArbitrary: fc.Arbitrary<EditChoice> = fc.record({
  kind: fc.constantFrom(...EDIT_KINDS),
  node: fc.nat(),
  other: fc.nat(),
  index: fc.option(fc.nat(6), { nil: undefined }),
  name: fc.constantFrom(...NAMES),
  nodeKind: fc.constantFrom(...NODE_KINDS),
});
