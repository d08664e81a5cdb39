import type { NodeKind, Stage } from "#lib/glan/words.ts";

// Prisma names enum values by identifiers; our words have hyphens.

const STAGE_ROWS = {
  "list-subjects": "list_subjects",
  "write-syllabus": "write_syllabus",
  "write-pairs": "write_pairs",
} as const satisfies Record<Stage, string>;

const KIND_ROWS = {
  field: "field",
  "sub-field": "sub_field",
  discipline: "discipline",
} as const satisfies Record<NodeKind, string>;

type StageRow = (typeof STAGE_ROWS)[Stage];
type KindRow = (typeof KIND_ROWS)[NodeKind];

export function toStageRow(stage: Stage): StageRow {
  return STAGE_ROWS[stage];
}

export function fromStageRow(row: StageRow): Stage {
  return row === "list_subjects"
    ? "list-subjects"
    : row === "write_syllabus"
      ? "write-syllabus"
      : "write-pairs";
}

export function toKindRow(kind: NodeKind): KindRow {
  return KIND_ROWS[kind];
}

export function fromKindRow(row: KindRow): NodeKind {
  return row === "sub_field" ? "sub-field" : row;
}
