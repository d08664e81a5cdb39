/** What of a row the keyboard needs to know. */
interface Place {
  readonly id: number;
  readonly parentId: number | null;
  readonly name: string;
  readonly hasChildren: boolean;
}

export type TreeMove =
  | { readonly kind: "none" }
  | { readonly kind: "focus" | "open" | "close" | "show"; readonly id: number };

const NONE: TreeMove = { kind: "none" };

/** What a key does in the tree (WAI-ARIA Authoring Practices, tree view). `visible` is top to bottom. */
export function moveInTree(
  visible: readonly Place[],
  open: ReadonlySet<number>,
  focusedId: number | null,
  key: string,
): TreeMove {
  const index = visible.findIndex((place) => place.id === focusedId);
  const here = visible[index];
  const focus = (place: Place | undefined): TreeMove =>
    place === undefined ? NONE : { kind: "focus", id: place.id };
  if (here === undefined) return NONE;
  const isOpen = here.hasChildren && open.has(here.id);
  switch (key) {
    case "ArrowDown":
      return focus(visible[index + 1]);
    case "ArrowUp":
      return focus(visible[index - 1]);
    case "Home":
      return focus(visible[0]);
    case "End":
      return focus(visible.at(-1));
    case "ArrowRight":
      if (!here.hasChildren) return NONE;
      return isOpen ? focus(visible[index + 1]) : { kind: "open", id: here.id };
    case "ArrowLeft":
      return isOpen
        ? { kind: "close", id: here.id }
        : focus(visible.find((place) => place.id === here.parentId));
    case "Enter":
    case " ":
      return { kind: "show", id: here.id };
    default:
      return /^\p{L}$/u.test(key) ? focus(nextStartingWith(visible, index, key)) : NONE;
  }
}

function nextStartingWith(visible: readonly Place[], from: number, letter: string): Place | undefined {
  const after = [...visible.slice(from + 1), ...visible.slice(0, from)];
  return after.find((place) => place.name.toLowerCase().startsWith(letter.toLowerCase()));
}
