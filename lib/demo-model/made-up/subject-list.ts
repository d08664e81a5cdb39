import type { Random } from "../random.ts";
import { fill } from "./fill.ts";
import { marked } from "./mark.ts";

export interface MadeUpSubject {
  readonly name: string;
  readonly level: string;
  readonly introduction: string;
  readonly subtopics: readonly string[];
}

const NAMES = [
  "Foundations of {}",
  "History and Development of {}",
  "Methods of Inquiry in {}",
  "Quantitative Methods for {}",
  "Measurement and Evidence in {}",
  "Materials and Tools of {}",
  "Laboratory and Field Practice in {}",
  "Models and Simulation in {}",
  "Design and Planning in {}",
  "Quality and Safety in {}",
  "Law, Ethics and {}",
  "Economics of {}",
  "Communication in {}",
  "Information Systems for {}",
  "Environmental Aspects of {}",
  "Case Studies in {}",
  "Comparative {}",
  "Advanced Topics in {}",
  "Leadership and Teamwork in {}",
  "Capstone Project in {}",
];
const SUBTOPICS = [
  "Basic terms and their boundaries",
  "Landmark results and their context",
  "Units, scales and estimates",
  "Sources of error",
  "Sampling and observation",
  "Standards and documentation",
  "Working with diagrams",
  "Modelling a simple case",
  "From models to decisions",
  "Costs, benefits and constraints",
  "Risk and its control",
  "Professional responsibility",
  "Planning a small project",
  "Reading the literature",
  "Presenting findings",
  "Open problems",
];
const LEVELS = ["Beginner", "Intermediate", "Advanced"] as const;
const INTRODUCTIONS = [
  "Gives the student a working vocabulary and a first set of solved cases.",
  "Connects the ideas of the earlier subjects with practice, one decision at a time.",
  "Shows how results are obtained, checked and reported in this discipline.",
  "Treats the questions that specialists still argue about, with the evidence on each side.",
] as const;

/** 8 to 14 subjects of a discipline. */
export function inventSubjects(discipline: string, random: Random): MadeUpSubject[] {
  const names = random.some(NAMES, random.between(8, 14));
  return names.map((name, index) => ({
    name: `${fill(name, discipline)} (demo)`,
    level: LEVELS[Math.floor((index * LEVELS.length) / names.length)] ?? LEVELS[0],
    introduction: random.pick(INTRODUCTIONS),
    subtopics: random.some(SUBTOPICS, random.between(4, 7)),
  }));
}

type Layout = (discipline: string, subjects: readonly MadeUpSubject[]) => string;

/** The ways in which models lay out such a list; `extractSubjects` reads each of them back. */
export const SUBJECT_LIST_LAYOUTS: readonly [Layout, ...Layout[]] = [
  (discipline, subjects) =>
    [
      `Here are ${subjects.length} subjects that I would expect a student of ${discipline} to learn.`,
      ...subjects.map((subject, index) =>
        [
          `${index + 1}. **${subject.name}**`,
          `   - **Level:** ${subject.level}`,
          `   - **Introduction:** ${subject.introduction}`,
          "   - **Subtopics:**",
          ...subject.subtopics.map((subtopic) => `     - ${subtopic}`),
        ].join("\n"),
      ),
    ].join("\n\n"),
  (discipline, subjects) =>
    [
      `# Subjects for an education in ${discipline}`,
      ...subjects.map((subject, index) =>
        [
          `### ${index + 1}. ${subject.name}`,
          `**Level:** ${subject.level}`,
          "",
          subject.introduction,
          "",
          "**Subtopics:**",
          ...subject.subtopics.map((subtopic) => `- ${subtopic}`),
        ].join("\n"),
      ),
    ].join("\n\n"),
  (discipline, subjects) =>
    [
      `A program in ${discipline} could be built from these subjects, from the first year to the last.`,
      ...subjects.map((subject, index) =>
        [
          `**${index + 1}. ${subject.name}**`,
          `*Level: ${subject.level}*`,
          subject.introduction,
          `Subtopics: ${subject.subtopics.join("; ")}`,
        ].join("\n"),
      ),
    ].join("\n\n"),
  (discipline, subjects) =>
    [
      `## What to learn in ${discipline}`,
      [
        "| Subject | Level | Introduction | Subtopics |",
        "|---|---|---|---|",
        ...subjects.map(
          (subject) =>
            `| ${subject.name} | ${subject.level} | ${subject.introduction} | ${subject.subtopics.join("; ")} |`,
        ),
      ].join("\n"),
      "The order within each level is a suggestion.",
    ].join("\n\n"),
];

export function inventSubjectList(discipline: string, random: Random): string {
  const subjects = inventSubjects(discipline, random);
  return marked(random.pick(SUBJECT_LIST_LAYOUTS)(discipline, subjects));
}
