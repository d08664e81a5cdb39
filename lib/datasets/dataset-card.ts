import { DEMO_MODEL } from "#lib/env.ts";
import type { DatasetManifest } from "./dataset-manifest.ts";

// Upper bounds of the Hugging Face size categories.
const SIZE_CATEGORIES: readonly (readonly [number, string])[] = [
  [1e3, "n<1K"],
  [1e4, "1K<n<10K"],
  [1e5, "10K<n<100K"],
  [1e6, "100K<n<1M"],
  [1e7, "1M<n<10M"],
  [1e8, "10M<n<100M"],
];
const LARGEST_SIZE = "100M<n<1B";

const COLUMNS: readonly (readonly [string, string])[] = [
  ["id", "number of the question; the same question has the same number in every export of a studio"],
  ["field, sub_field, discipline", "where it stands in the taxonomy"],
  ["subject, level, syllabus_id", "the subject, and the syllabus it was drawn from"],
  ["sessions, key_concepts", "the class sessions and key concepts sampled for this question"],
  ["strategy", "`single` (one session) or `double` (two sessions)"],
  [
    "seed, draw_index, draw_rank",
    "name of the randomness, place in the order it gives, rank among all draws of the syllabus",
  ],
  ["release, run", "release of the taxonomy and the run that wrote the question"],
  ["question_model, answer_model", "models that wrote them"],
  ["question_prompt, answer_prompt", "prompt versions, as name@version"],
  ["question_call, answer_call", "rows of the ledger that hold what the models returned"],
];

/** README.md of a data set, with the metadata that the Hugging Face hub reads. */
export function writeDatasetCard(manifest: DatasetManifest): string {
  const size = SIZE_CATEGORIES.find(([bound]) => manifest.pairs < bound)?.[1] ?? LARGEST_SIZE;
  const isDemo = [...manifest.models.question, ...manifest.models.answer].includes(DEMO_MODEL);
  const text =
    manifest.format === "messages"
      ? "`messages`: the question and its answer as a chat"
      : "`prompt` and `completion`: the question and its answer";
  return `${[
    "---",
    `license: ${JSON.stringify(manifest.license)}`,
    "pretty_name: GLAN instruction pairs",
    "task_categories:",
    "- text-generation",
    "tags:",
    "- synthetic",
    "- instruction-tuning",
    "- glan",
    "size_categories:",
    `- ${JSON.stringify(size)}`,
    "configs:",
    "- config_name: default",
    "  data_files:",
    "  - split: train",
    "    path: data/train-*.jsonl",
    "---",
    "",
    "# GLAN instruction pairs",
    "",
    `${manifest.pairs.toLocaleString("en")} questions with their answers, written by language models after syllabi that were themselves generated from a taxonomy of human knowledge. Made with GLAN Studio.`,
    ...(isDemo
      ? [
          "",
          `**The demo model (\`${DEMO_MODEL}\`) wrote at least part of this. It is for trying the studio, not for training.**`,
        ]
      : []),
    "",
    manifest.license === "unknown"
      ? "No licence was stated for this export. Whether it may be published depends on the terms of the models that wrote it."
      : `Licence as stated at export: ${manifest.license}.`,
    "",
    "## What a line holds",
    "",
    `- ${text}`,
    ...COLUMNS.map(([names, meaning]) => `- \`${names.replaceAll(", ", "`, `")}\`: ${meaning}`),
    "",
    "## What it was made with",
    "",
    `- Questions: ${listCode(manifest.models.question)}, prompt ${listCode(manifest.prompts.question)}`,
    `- Answers: ${listCode(manifest.models.answer)}, prompt ${listCode(manifest.prompts.answer)}`,
    `- Releases of the taxonomy: ${manifest.releases.join(", ")}; runs: ${manifest.runs.join(", ")}`,
    `- Draws: ${manifest.strategies.single} from one class session, ${manifest.strategies.double} from two`,
    `- Scope: ${manifest.selection.nodes.length === 0 ? "the whole taxonomy" : manifest.selection.nodes.join("; ")}`,
    "",
    "Held-out questions are not in it. Pairs of a question that was written again are those of its subject's current syllabus. Overlap with benchmarks was not checked.",
    "",
    "## Disciplines",
    "",
    "| field | discipline | pairs |",
    "|---|---|--:|",
    ...manifest.disciplines.map(
      ({ field, name, pairs }) => `| ${cell(field ?? "")} | ${cell(name)} | ${pairs} |`,
    ),
    "",
    "`manifest.json` has these counts, and length and SHA-256 of every data file.",
  ].join("\n")}\n`;
}

const listCode = (names: readonly string[]) => names.map((name) => `\`${name}\``).join(", ");
const cell = (text: string) => text.replaceAll("|", "\\|");
