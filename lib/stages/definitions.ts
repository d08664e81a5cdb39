import type { PromptName } from "#lib/glan/run-plan.ts";
import type { Stage } from "#lib/glan/words.ts";
import { listSubjects } from "./list-subjects/definition.ts";
import type { PromptDefinition, StageDefinition } from "./stage.ts";
import { writePairs } from "./write-pairs/definition.ts";
import { writeSyllabus } from "./write-syllabus/definition.ts";

/** Every stage by its name: what its jobs carry and what it asks. */
export const stageDefinitions = {
  "list-subjects": listSubjects,
  "write-syllabus": writeSyllabus,
  "write-pairs": writePairs,
} as const satisfies Record<Stage, StageDefinition>;

type DefinedName = (typeof stageDefinitions)[Stage]["prompts"][number]["name"];

/** Every prompt by its name. Does not compile while a name of PROMPT_NAMES has no definition. */
export const promptDefinitions: Readonly<Record<PromptName, PromptDefinition>> = byName(
  Object.values<StageDefinition>(stageDefinitions).flatMap(({ prompts }) => prompts),
);

function byName(prompts: readonly PromptDefinition[]): Record<DefinedName, PromptDefinition> {
  // Object.fromEntries forgets the keys that DefinedName has just collected.
  return Object.fromEntries(prompts.map((prompt) => [prompt.name, prompt])) as Record<
    DefinedName,
    PromptDefinition
  >;
}
