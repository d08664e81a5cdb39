import Link from "next/link";
import { formatCount } from "#components/ui/format.ts";
import type { TreeNode } from "#lib/glan/tree-totals.ts";
import { type FieldMap, layOutMap, type MapCell } from "./map-layout.ts";
import { MAP_STEPS, mapStep } from "./map-scale.ts";
import { wrapLabel } from "./wrap-label.ts";

export function nodeHref(node: TreeNode): string {
  return node.kind === "discipline" ? `/library/disciplines/${node.id}` : `/taxonomy/${node.id}`;
}

function sayPairs(node: TreeNode): string {
  const { pairs, disciplines } = node.totals;
  const below = node.kind === "discipline" ? "" : ` in ${formatCount(disciplines)} disciplines`;
  return `${node.name}: ${formatCount(pairs)} pairs${below}`;
}

/** The taxonomy as icicles, one a field, coloured by pairs; each cell leads to its node. */
export function CoverageMap({ nodes }: { readonly nodes: readonly TreeNode[] }) {
  return (
    <div className="columns-[320px] gap-x-5">
      {layOutMap(nodes).map((map) => (
        <FieldIcicle key={map.field.id} map={map} />
      ))}
    </div>
  );
}

function FieldIcicle({ map: { field, height, cells } }: { readonly map: FieldMap }) {
  const step = mapStep(field);
  return (
    <div className="mb-4 break-inside-avoid">
      <Link
        href={nodeHref(field)}
        className="mb-px flex h-7 items-center justify-between gap-3 rounded-sm px-2 font-semibold text-12 hover:underline"
        style={{ background: `var(--color-map-${step})`, color: `var(--color-map-text-${step})` }}
      >
        <span className="truncate">{field.name}</span>
        <span className="font-medium">
          {formatCount(field.totals.pairs)}
          <span className="sr-only"> pairs</span>
        </span>
      </Link>
      {height > 0 && (
        // biome-ignore lint/a11y/useSemanticElements: an SVG has no fieldset
        <svg width="100%" height={height} role="group" aria-label={`Coverage of ${field.name}`}>
          {cells.map((cell) => (
            <Cell key={cell.node.id} cell={cell} />
          ))}
        </svg>
      )}
    </div>
  );
}

const LEGIBLE_HEIGHT = 16;
const LINE_HEIGHT = 15;
const FONT_SIZE = 12;
const INSET = 7;
/** Characters of 12 px Inter that fit a hundredth of the narrowest column. */
const CHARACTERS_PER_PERCENT = 0.52;

function Cell({ cell: { node, left, width, top, height } }: { readonly cell: MapCell }) {
  const step = mapStep(node);
  const count = node.totals.pairs === 0 ? "" : formatCount(node.totals.pairs);
  const lines = wrapLabel(
    node.name,
    Math.floor(width * CHARACTERS_PER_PERCENT) - count.length,
    Math.max(1, Math.floor(height / LINE_HEIGHT)),
  );
  const fill = `var(--color-map-${step})`;
  const colour = `var(--color-map-text-${step})`;
  return (
    <Link href={nodeHref(node)} className="group">
      <svg x={`${left}%`} y={top} width={`${width}%`} height={height}>
        <title>{sayPairs(node)}</title>
        <rect width="100%" height="100%" fill={fill} stroke="var(--color-canvas)" strokeWidth="1" />
        {height >= LEGIBLE_HEIGHT && (
          <text fontSize={FONT_SIZE} fill={colour} className="group-hover:underline">
            {lines.map((line, index) => (
              <tspan key={line} x={INSET} y={13 + index * LINE_HEIGHT}>
                {`${line} `}
              </tspan>
            ))}
          </text>
        )}
        {height >= LEGIBLE_HEIGHT && count !== "" && (
          <text
            x="100%"
            dx={-INSET}
            y={13}
            fontSize={FONT_SIZE}
            fontWeight="500"
            textAnchor="end"
            fill={colour}
          >
            {count}
          </text>
        )}
      </svg>
    </Link>
  );
}

export function MapLegend() {
  return (
    <ul
      aria-label="Pairs a discipline"
      className="flex flex-wrap items-center gap-x-4 gap-y-1 text-12 text-soft"
    >
      <li className="text-faint">Pairs a discipline</li>
      {MAP_STEPS.map((step, index) => (
        <li key={step.name} className="flex items-center gap-1.5">
          <span
            aria-hidden
            className="size-3 rounded-sm border border-line-strong"
            style={{ background: `var(--color-map-${index})` }}
          />
          {step.name}
        </li>
      ))}
    </ul>
  );
}
