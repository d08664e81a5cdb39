"use client";

import { ChevronRight } from "lucide-react";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { type KeyboardEvent, useRef, useState } from "react";
import { formatCount } from "#components/ui/format.ts";
import type { NodeKind } from "#lib/glan/words.ts";
import { moveInTree } from "./move-in-tree.ts";

export interface TreeRow {
  readonly id: number;
  readonly parentId: number | null;
  readonly kind: NodeKind;
  readonly name: string;
  readonly level: number;
  readonly hasChildren: boolean;
  readonly place: number;
  readonly siblings: number;
  readonly subjects: number;
  readonly pairs: number;
}

interface TreeViewProps {
  readonly rows: readonly TreeRow[];
  readonly selectedId: number | null;
}

/** The taxonomy as a tree (WAI-ARIA tree pattern): arrows move and open, Enter shows a node's detail. */
export function TreeView({ rows, selectedId }: TreeViewProps) {
  const router = useRouter();
  const [open, setOpen] = useState(() => openAtFirst(rows, selectedId));
  const [focusedId, setFocusedId] = useState(selectedId ?? rows[0]?.id ?? null);
  const tree = useRef<HTMLDivElement>(null);
  const visible = visibleRows(rows, open);

  const toggle = (id: number, isOpen: boolean) =>
    setOpen((before) =>
      isOpen ? new Set([...before, id]) : new Set([...before].filter((each) => each !== id)),
    );

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.metaKey || event.ctrlKey || event.altKey) return;
    const move = moveInTree(visible, open, focusedId, event.key);
    if (move.kind === "none") return;
    event.preventDefault();
    if (move.kind === "open" || move.kind === "close") toggle(move.id, move.kind === "open");
    if (move.kind === "show") router.push(`/taxonomy/${move.id}`);
    if (move.kind === "focus") {
      setFocusedId(move.id);
      tree.current?.querySelector<HTMLElement>(`[data-node="${move.id}"]`)?.focus();
    }
  };

  return (
    <div ref={tree} role="tree" aria-label="Taxonomy" onKeyDown={onKeyDown}>
      {visible.map((row) => (
        <Row
          key={row.id}
          row={row}
          isOpen={open.has(row.id)}
          isSelected={row.id === selectedId}
          isTabStop={row.id === (visible.some((each) => each.id === focusedId) ? focusedId : visible[0]?.id)}
          onFocus={() => setFocusedId(row.id)}
          onToggle={() => toggle(row.id, !open.has(row.id))}
        />
      ))}
    </div>
  );
}

interface RowProps {
  readonly row: TreeRow;
  readonly isOpen: boolean;
  readonly isSelected: boolean;
  readonly isTabStop: boolean;
  readonly onFocus: () => void;
  readonly onToggle: () => void;
}

const INDENT = 18;

function Row({ row, isOpen, isSelected, isTabStop, onFocus, onToggle }: RowProps) {
  return (
    <Link
      href={`/taxonomy/${row.id}`}
      prefetch={false}
      scroll={false}
      role="treeitem"
      data-node={row.id}
      aria-level={row.level}
      aria-setsize={row.siblings}
      aria-posinset={row.place}
      aria-expanded={row.hasChildren ? isOpen : undefined}
      aria-selected={isSelected}
      tabIndex={isTabStop ? 0 : -1}
      onFocus={onFocus}
      className="flex h-8 scroll-my-10 items-center gap-1 rounded-sm pr-2 hover:bg-hover aria-selected:bg-accent-wash aria-selected:text-accent md:h-7"
      style={{ paddingLeft: (row.level - 1) * INDENT }}
    >
      {row.hasChildren ? (
        // biome-ignore lint/a11y/noStaticElementInteractions: a target for the pointer; the keyboard has its arrows
        // biome-ignore lint/a11y/useKeyWithClickEvents: as above
        <span
          className="grid size-7 shrink-0 place-items-center text-faint hover:text-text"
          onClick={(event) => {
            event.preventDefault();
            event.stopPropagation();
            onToggle();
          }}
        >
          <ChevronRight size={14} aria-hidden className={isOpen ? "rotate-90" : ""} />
        </span>
      ) : (
        <span className="w-7 shrink-0" />
      )}
      <span className={`min-w-0 flex-1 truncate ${row.kind === "field" ? "font-medium" : ""}`}>
        {row.name}
      </span>
      <Count count={row.subjects} unit="subjects" />
      <Count count={row.pairs} unit="pairs" />
    </Link>
  );
}

function Count({ count, unit }: { readonly count: number; readonly unit: string }) {
  return (
    <span className={`w-16 shrink-0 text-right text-12 ${count === 0 ? "text-faint" : "text-soft"}`}>
      {count === 0 ? <span aria-hidden>·</span> : formatCount(count)}
      <span className="sr-only"> {count === 0 ? `no ${unit}` : unit}</span>
    </span>
  );
}

/** Rows above this many start with their sub-fields closed. */
const ALL_OPEN_MAX = 60;

function openAtFirst(rows: readonly TreeRow[], selectedId: number | null): ReadonlySet<number> {
  const parentOf = new Map(rows.map((row) => [row.id, row.parentId]));
  const open = new Set<number>();
  for (const row of rows) if (row.level === 1 || rows.length <= ALL_OPEN_MAX) open.add(row.id);
  for (let id = selectedId; id != null; id = parentOf.get(id) ?? null) open.add(id);
  return open;
}

function visibleRows(rows: readonly TreeRow[], open: ReadonlySet<number>): TreeRow[] {
  const shown = new Set<number>();
  return rows.filter((row) => {
    const isShown = row.parentId === null || (shown.has(row.parentId) && open.has(row.parentId));
    if (isShown) shown.add(row.id);
    return isShown;
  });
}
