import type { Command } from "commander";
import { z } from "zod";
import { readRelease } from "#lib/db/taxonomy.ts";
import { StudioError } from "#lib/errors.ts";
import { type Expense, forecastRun, USUAL_SUBJECTS_PER_DISCIPLINE } from "#lib/glan/forecast.ts";
import { DEFAULT_PLAN, PROMPT_NAMES, SUBJECT_DRAWS_MAX } from "#lib/glan/run-plan.ts";
import { disciplinesUnder } from "#lib/glan/taxonomy.ts";
import { ensureStudioModels } from "#lib/launch/studio-models.ts";
import { knownPrice } from "#lib/llm/prices.ts";
import { resolveNodes } from "#lib/runs/resolve-nodes.ts";
import type { CommandContext, CommandLine } from "../command-line.ts";
import type { CommandResult } from "../command-result.ts";
import { formatCount, formatNanoUsd, formatTable } from "../format.ts";
import { wholeNumber } from "../option-values.ts";
import type { StudioWorld } from "../studio-world.ts";

const PAIRS_MAX = 1_000_000_000;

const OptionsSchema = z.object({
  pairs: z.number(),
  node: z.array(z.string()).default([]),
  subjectDraws: z.number().default(DEFAULT_PLAN.subjectDraws),
  subjects: z.number().default(USUAL_SUBJECTS_PER_DISCIPLINE),
  model: z.string().optional(),
  answerModel: z.string().optional(),
});
type Options = z.infer<typeof OptionsSchema>;

export function addEstimate(program: Command, line: CommandLine): void {
  program
    .command("estimate")
    .description("calls, tokens and price of a run, before it is started")
    .requiredOption("--pairs <N>", "pairs of the whole run", wholeNumber(0, PAIRS_MAX))
    .option(
      "--node <NAME>",
      "scope, as in generate; may be repeated (default: all)",
      (value: string, all: string[] = []) => [...all, value],
    )
    .option(
      "--subject-draws <N>",
      `subject lists of each discipline (default: ${DEFAULT_PLAN.subjectDraws})`,
      wholeNumber(1, SUBJECT_DRAWS_MAX),
    )
    .option(
      "--subjects <N>",
      `subjects of each discipline (default: ${USUAL_SUBJECTS_PER_DISCIPLINE})`,
      wholeNumber(1, 10_000),
    )
    .option("--model <NAME>", "at the list price of this model instead of the one that is set up")
    .option("--answer-model <NAME>", "the same for the answers")
    .action(async (values: unknown) => {
      const options = OptionsSchema.parse(values);
      await line.perform((studio, context) => estimate(studio, context, options));
    });
}

async function estimate(
  { db }: StudioWorld,
  { env }: CommandContext,
  options: Options,
): Promise<CommandResult> {
  const release = await readRelease(db);
  if (release === null)
    throw new StudioError("There is no release to estimate for. Import a taxonomy first.");
  const roots = resolveNodes(release.nodes, options.node);
  const disciplines = disciplinesUnder(
    release.nodes,
    roots.map((node) => node.id),
  ).length;
  const models = await ensureStudioModels(db, env);
  const generation = options.model === undefined ? models.generation : namedModel(options.model);
  const answerName = options.answerModel ?? options.model;
  const answer = answerName === undefined ? models.answer : namedModel(answerName);
  const modelOf = (name: (typeof PROMPT_NAMES)[number]) =>
    name === "write-pairs/answer" ? answer : generation;
  const forecast = forecastRun({
    disciplines,
    subjectDraws: options.subjectDraws,
    subjectsPerDiscipline: options.subjects,
    pairs: { total: options.pairs },
    prices: {
      "list-subjects/list": generation.price,
      "list-subjects/extract": generation.price,
      "write-syllabus/write": generation.price,
      "write-syllabus/extract": generation.price,
      "write-pairs/question": generation.price,
      "write-pairs/answer": answer.price,
    },
  });
  const row = (name: string, model: string, { calls, inputTokens, outputTokens, costNanoUsd }: Expense) => [
    name,
    model,
    formatCount(calls),
    formatCount(inputTokens),
    formatCount(outputTokens),
    costNanoUsd === null ? "unknown" : formatNanoUsd(costNanoUsd),
  ];
  const table = formatTable(
    [
      { title: "PROMPT" },
      { title: "MODEL" },
      ...["CALLS", "TOKENS IN", "TOKENS OUT", "COST"].map((title) => ({ title, align: "right" as const })),
    ],
    [
      ...PROMPT_NAMES.map((name) => row(name, modelOf(name).model, forecast.prompts[name])),
      row("total", "", forecast.total),
    ],
  );
  const unpriced = [generation, answer].filter(({ price }) => price === null).map(({ model }) => model);
  const notes = [
    `${formatCount(disciplines)} disciplines with ${formatCount(options.subjects)} subjects each; every completion usable, usual lengths.`,
    ...(unpriced.length === 0 ? [] : [`No price is known for ${[...new Set(unpriced)].join(" and ")}.`]),
  ];
  return {
    document: {
      disciplines,
      subjectsPerDiscipline: options.subjects,
      models: { generation: generation.model, answer: answer.model },
      ...forecast,
    },
    text: [table, "", ...notes].join("\n"),
  };
}

function namedModel(model: string) {
  return { model, price: knownPrice(model) };
}
