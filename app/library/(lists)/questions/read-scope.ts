import type { Crumb } from "#components/ui/page.tsx";
import type { QuestionScope } from "#lib/db/question-pages.ts";
import { readNodePath } from "#lib/db/release-tree.ts";
import { readSyllabusName } from "#lib/db/syllabus-pages.ts";
import { enter } from "../../../enter.ts";
import { nodeCrumbs } from "../../../node-crumbs.ts";
import { readId } from "../../../read-id.ts";

interface ScopePlace {
  readonly scope: QuestionScope;
  readonly title: string;
  readonly href: string;
  readonly crumbs: readonly Crumb[];
}

const LIBRARY: Crumb = { name: "Library", href: "/library" };
const HERE: Crumb = { name: "Questions", href: null };

/** Which questions the address asks for, with the way there; null when that is not there. */
export async function readScope(
  query: Readonly<Record<string, string | string[] | undefined>>,
): Promise<ScopePlace | null> {
  const { db } = await enter("see the studio");
  if (typeof query.syllabus === "string") {
    const syllabusId = readId(query.syllabus);
    const syllabus = await readSyllabusName(db, syllabusId);
    if (syllabus === null) return null;
    const path = nodeCrumbs(await readNodePath(db, syllabus.nodeId));
    return {
      scope: { kind: "syllabus", syllabusId },
      title: `Questions of ${syllabus.subject}`,
      href: `/library/questions?syllabus=${syllabusId}`,
      crumbs: [LIBRARY, ...path, { name: syllabus.subject, href: `/library/syllabi/${syllabusId}` }, HERE],
    };
  }
  if (typeof query.discipline === "string") {
    const nodeId = readId(query.discipline);
    const path = await readNodePath(db, nodeId);
    const node = path.at(-1);
    if (node === undefined) return null;
    return {
      scope: { kind: "discipline", nodeId },
      title: `Questions of ${node.name}`,
      href: `/library/questions?discipline=${nodeId}`,
      crumbs: [LIBRARY, ...nodeCrumbs(path), HERE],
    };
  }
  return { scope: { kind: "all" }, title: "Library", href: "/library/questions", crumbs: [LIBRARY, HERE] };
}
