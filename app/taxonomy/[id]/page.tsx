import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { NodeDetail } from "#components/taxonomy/node-detail.tsx";
import { readNodePath } from "#lib/db/release-tree.ts";
import { currentTree } from "../../current-tree.ts";
import { enter } from "../../enter.ts";
import { readId } from "../../read-id.ts";

interface NodePageProps {
  readonly params: Promise<{ id: string }>;
}

export async function generateMetadata({ params }: NodePageProps): Promise<Metadata> {
  const { db } = await enter("see the studio");
  const path = await readNodePath(db, readId((await params).id));
  return { title: path.at(-1)?.name ?? "Taxonomy" };
}

export default async function NodePage({ params }: NodePageProps) {
  const tree = await currentTree();
  const id = readId((await params).id);
  const node = tree?.nodes.find((each) => each.id === id);
  if (tree === null || node === undefined) notFound();
  return <NodeDetail node={node} nodeChildren={tree.nodes.filter((each) => each.parentId === id)} />;
}
