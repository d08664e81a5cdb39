import type { Random } from "../random.ts";
import { fill } from "./fill.ts";
import { marked } from "./mark.ts";

export interface MadeUpSession {
  readonly name: string;
  readonly description: string;
  readonly concepts: readonly string[];
}

const TOPICS = [
  "Orientation and vocabulary",
  "Quantities and units",
  "Observation and records",
  "First models",
  "Comparing alternatives",
  "Constraints and trade-offs",
  "Failure and its causes",
  "Standards and practice",
  "Data and uncertainty",
  "Methods of analysis",
  "Planning and control",
  "Communication of results",
  "Ethics and responsibility",
  "A complete case",
  "Current debates",
  "Review and synthesis",
];
const FACETS = [
  "Definition and scope of {}",
  "Two views of {}",
  "Units and scales in {}",
  "A worked case of {}",
  "Limits of {}",
  "Common errors in {}",
  "Evidence for {}",
  "Assumptions behind {}",
  "A simple model of {}",
  "Measuring {}",
  "The cost of {}",
  "{} over time",
  "Checks on {}",
  "{} in practice",
];
const DESCRIPTIONS = [
  "Introduces {} through one small example and names what the rest of the course relies on.",
  "Takes {} apart into steps that can be checked one at a time.",
  "Sets {} against a rival approach and asks when each is the better choice.",
  "Uses {} on figures that students collect themselves.",
] as const;
const OUTCOMES = [
  "explain the concepts in plain words and apply them to a new case",
  "carry out the calculation by hand and judge whether the result is plausible",
  "write a one-page report that a colleague could check",
] as const;
const ACTIVITIES = [
  "work in pairs on a short case",
  "compare two published figures and explain the difference",
  "build a small spreadsheet model",
] as const;

/** 10 to 16 sessions of 4 to 6 concepts, led by the subtopics that were asked for. */
export function inventSessions(subtopics: readonly string[], random: Random): MadeUpSession[] {
  const count = random.between(10, 16);
  const wanted = [...new Set(subtopics.map((subtopic) => subtopic.replace(/\s*[;|]\s*/g, ", ")))].slice(
    0,
    count,
  );
  const topics = [...wanted, ...random.some(TOPICS, count - wanted.length)];
  return topics.map((topic) => {
    const within = /^[A-Z][a-z]/.test(topic) ? topic.charAt(0).toLowerCase() + topic.slice(1) : topic;
    const facets = random.some(FACETS, random.between(4, 6));
    return {
      name: topic,
      description: `${fill(random.pick(DESCRIPTIONS), within)} (Made up by the demo model.)`,
      concepts: facets.map((facet) => {
        const concept = fill(facet, within);
        return concept.charAt(0).toUpperCase() + concept.slice(1);
      }),
    };
  });
}

interface Outline {
  readonly subject: string;
  readonly level: string;
  readonly sessions: readonly MadeUpSession[];
  readonly outcome: string;
  readonly activity: string;
}

type Layout = (outline: Outline) => string;

function introductionOf({ subject, level, sessions }: Outline): string {
  return `This course${level === "" ? "" : ` (${level})`} leads through ${subject} in ${sessions.length} class sessions. Each begins with a question, works through a small case, and ends with what the student should now be able to do. No text in it was checked by anyone.`;
}

/** The ways in which models lay out a syllabus; `extractSessions` reads each of them back. */
export const SYLLABUS_LAYOUTS: readonly [Layout, ...Layout[]] = [
  (outline) =>
    [
      `# Syllabus: ${outline.subject}`,
      `## Introduction\n\n${introductionOf(outline)}`,
      "## Class Sessions",
      ...outline.sessions.map((session, index) =>
        [
          `### Session ${index + 1}: ${session.name}`,
          `**Description:** ${session.description}`,
          "**Knowledge points:**",
          ...session.concepts.map((concept) => `- ${concept}`),
          "",
          `**Learning outcomes:** Students can ${outline.outcome}.`,
          `**Activities:** Students ${outline.activity}.`,
        ].join("\n"),
      ),
    ].join("\n\n"),
  (outline) =>
    [
      `**COURSE SYLLABUS – ${outline.subject}**`,
      `**Introduction**\n\n${introductionOf(outline)}`,
      ...outline.sessions.map((session, index) =>
        [
          `**Class ${index + 1}. ${session.name}**`,
          "",
          session.description,
          "",
          "Key concepts:",
          ...session.concepts.map((concept, place) => `${place + 1}. ${concept}`),
          "",
          `*Outcomes:* ${outline.outcome}. *Activity:* ${outline.activity}.`,
        ].join("\n"),
      ),
    ].join("\n\n"),
  (outline) =>
    [
      `# ${outline.subject} — ${outline.sessions.length}-Week Syllabus`,
      `## About this course\n\n${introductionOf(outline)}`,
      ...outline.sessions.map((session, index) =>
        [
          `## Week ${index + 1} — ${session.name}`,
          "",
          `*${session.description}*`,
          "",
          `Key concepts: ${session.concepts.join("; ")}`,
          "",
          `Outcome: ${outline.outcome}. In class: ${outline.activity}.`,
        ].join("\n"),
      ),
    ].join("\n\n"),
];

export function inventSyllabus(
  subject: string,
  level: string,
  subtopics: readonly string[],
  random: Random,
): string {
  const outline: Outline = {
    subject,
    level,
    sessions: inventSessions(subtopics, random),
    outcome: random.pick(OUTCOMES),
    activity: random.pick(ACTIVITIES),
  };
  return marked(random.pick(SYLLABUS_LAYOUTS)(outline));
}
