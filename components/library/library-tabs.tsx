import { Tabs } from "#components/ui/tabs.tsx";

const LISTS = [
  { name: "Disciplines", href: "/library" },
  { name: "Subjects", href: "/library/subjects" },
  { name: "Syllabi", href: "/library/syllabi" },
  { name: "Questions", href: "/library/questions" },
] as const;

export function LibraryTabs({ current }: { readonly current: (typeof LISTS)[number]["name"] }) {
  return (
    <Tabs
      label="Lists of the library"
      tabs={LISTS.map((list) => ({ ...list, isCurrent: list.name === current }))}
    />
  );
}
