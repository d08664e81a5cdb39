import type { Random } from "../random.ts";
import { marked } from "./mark.ts";

export interface QuestionTopic {
  readonly subject: string | null;
  readonly sessions: readonly string[];
  readonly concepts: readonly string[];
}

interface Figures {
  readonly small: number;
  readonly large: number;
  readonly share: number;
  readonly sites: number;
}

type Template = (topic: string, concepts: string, figures: Figures) => string;

/** Concepts stand in bold: `inventAnswer` finds them there. */
const TEMPLATES: readonly [Template, ...Template[]] = [
  (topic, concepts, { small, large, share }) =>
    `A team studying ${topic} records a baseline of ${small} units and, after one change, ${large} units. About ${share}% of the readings are known to be unreliable.\n\n(a) Explain how ${concepts} bear on this comparison.\n\n(b) Calculate the relative change and a range that allows for the unreliable readings.\n\n(c) Say which single further measurement would most improve the conclusion, and why.`,
  (topic, concepts, { small, large, sites }) =>
    `The table gives made-up results from ${sites} trials in ${topic}.\n\n| Trial | Input | Output |\n|---|---|---|\n| 1 | ${small} | ${large} |\n| 2 | ${small + 3} | ${large + 11} |\n| 3 | ${small + 6} | ${large + 19} |\n\n1. Fit a straight line to the three points and state the slope with its unit.\n2. Interpret the slope with the help of ${concepts}.\n3. Give two reasons why the fourth trial may not lie on the line.`,
  (topic, concepts, { share, sites }) =>
    `You are asked to review a plan for ${topic} at ${sites} sites. The plan claims a success rate of ${share}% at each site, independent of the others.\n\nUsing ${concepts}, derive the probability that all sites succeed, write it as a formula in the number of sites $n$, and evaluate it. Then criticise the assumption of independence with one concrete example.`,
  (topic, concepts, { small, large, share }) =>
    `Consider a process in ${topic} that loses ${share}% of its quantity at each step, starting from ${large}.\n\n1. Show that after $k$ steps the quantity is $${large}\\,(1-${(share / 100).toFixed(2)})^k$.\n2. After how many steps is it first below ${small}?\n3. Relate the result to ${concepts} and state one limit of the model.`,
  (topic, concepts, { small, large }) =>
    `Write a short program that simulates ${small} runs of a case from ${topic}, each with ${large} observations, and reports the mean and the spread. Describe what ${concepts} predict for the outcome, and explain how you would tell an error in the program from a real effect.`,
  (topic, concepts, { sites, share }) =>
    `Two colleagues disagree about ${topic}. One holds that a change of ${share}% settles the matter; the other wants evidence from at least ${sites} more cases.\n\nState the strongest argument of each in terms of ${concepts}, decide which you find more convincing, and name an observation that would change your mind.`,
];

export function inventQuestion({ subject, sessions, concepts }: QuestionTopic, random: Random): string {
  const topic = sessions[0] ?? subject ?? "this subject";
  const bold = concepts.slice(0, 5).map((concept) => `**${concept.replaceAll("*", "")}**`);
  const figures: Figures = {
    small: random.between(12, 48),
    large: random.between(60, 400),
    share: random.between(4, 35),
    sites: random.between(3, 9),
  };
  const place = sessions.length > 1 ? `${topic} and ${sessions[1]}` : topic;
  return marked(random.pick(TEMPLATES)(place, listed(bold), figures));
}

function listed(concepts: readonly string[]): string {
  if (concepts.length === 0) return "the key concepts of the session";
  if (concepts.length === 1) return concepts[0] ?? "";
  return `${concepts.slice(0, -1).join(", ")} and ${concepts.at(-1)}`;
}
