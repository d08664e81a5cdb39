import type { Random } from "../random.ts";
import { marked } from "./mark.ts";

const OPENINGS = [
  "We take the parts in order and state each assumption where it is used.",
  "The idea is to fix the quantities first, then to compute, and only then to judge.",
  "Before calculating, it helps to say what is given, what is asked and what is assumed.",
] as const;
const CLOSINGS = [
  "The result is only as good as the figures, which were invented for this demonstration.",
  "A real answer would cite its sources here; this one was made up and cites none.",
  "Checking the units and one limiting case finds no contradiction.",
] as const;
const STEPS = [
  "Write down the definition that applies and note which of its conditions the question grants.",
  "Separate what was measured from what was inferred, because only the former carries a stated error.",
  "Estimate the size of the effect before computing it, so that a slip in the arithmetic shows.",
  "Vary one assumption at a time and keep the others fixed.",
  "Compare with the simplest case, where the answer is known.",
  "State the result with its unit and no more digits than the figures deserve.",
  "Ask which further observation would change the conclusion, and how likely it is.",
];

/** Steps, then mathematics, a table or code now and then, as the question and the seed have it. */
export function inventAnswer(question: string, random: Random): string {
  const concepts = boldIn(question);
  const first = concepts[0] ?? "the central concept";
  const second = concepts[1] ?? "the given figures";
  const base = random.between(20, 90);
  const change = random.between(3, 30);
  const steps = random.some(STEPS, random.between(3, 5));
  const parts = [
    random.pick(OPENINGS),
    `**1. What is given.** The question turns on ${first}; ${second} supply the rest. Let $x_0=${base}$ denote the starting value and $\\Delta=${change}$ the change.`,
    `**2. Calculation.** The relative change is\n\n$$r=\\frac{\\Delta}{x_0}=\\frac{${change}}{${base}}\\approx ${(change / base).toFixed(3)},$$\n\nso that after $n$ equal steps the value is $x_n=x_0(1+r)^n$.`,
    `**3. Reasoning.**\n\n${steps.map((step) => `- ${step}`).join("\n")}`,
  ];
  if (random.next() < 0.4) parts.push(tableOf(base, change));
  if (random.next() < 0.3 || question.includes("program")) parts.push(codeOf(base, change));
  parts.push(
    `**4. Conclusion.** With ${first} understood in this way, a change of ${change} from ${base} is ${change * 5 > base ? "large enough to matter" : "within what chance alone would produce"}. ${random.pick(CLOSINGS)}`,
  );
  return marked(parts.join("\n\n"));
}

function tableOf(base: number, change: number): string {
  const rows = [1, 2, 3].map((step) => {
    const value = base * (1 + change / base) ** step;
    return `| ${step} | ${value.toFixed(1)} | ${(value - base).toFixed(1)} |`;
  });
  return `The first steps in numbers:\n\n| Step | Value | Gain |\n|---|---|---|\n${rows.join("\n")}`;
}

function codeOf(base: number, change: number): string {
  return `A few lines confirm the arithmetic:\n\n\`\`\`python\nvalue = ${base}\nfor step in range(1, 4):\n    value *= 1 + ${change} / ${base}\n    print(step, round(value, 1))\n\`\`\``;
}

function boldIn(question: string): string[] {
  const found: string[] = [];
  for (const match of question.matchAll(/\*\*([^*\n]{3,120})\*\*/g)) {
    if (match[1]) found.push(match[1]);
    if (found.length === 2) break;
  }
  return found;
}
