-- AlterTable
ALTER TABLE "node" ADD COLUMN     "merged_into" INTEGER,
ADD COLUMN     "removed_at" TIMESTAMPTZ(3),
ADD COLUMN     "version" INTEGER NOT NULL DEFAULT 1;

-- CreateTable
CREATE TABLE "taxonomy_edit" (
    "id" SERIAL NOT NULL,
    "group_id" INTEGER NOT NULL,
    "actor" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "payload" JSONB NOT NULL,
    "node_ids" INTEGER[],
    "undoes" INTEGER,
    "undone_by" INTEGER,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "taxonomy_edit_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "taxonomy_edit_group_id_idx" ON "taxonomy_edit"("group_id");

-- CreateIndex
CREATE INDEX "taxonomy_edit_actor_id_idx" ON "taxonomy_edit"("actor", "id");

-- CreateIndex
CREATE INDEX "taxonomy_edit_node_ids_idx" ON "taxonomy_edit" USING GIN ("node_ids");

-- What Prisma's schema cannot say.

-- A removed node's name is free for its siblings.
DROP INDEX "node_parent_id_normalised_name_key";
CREATE UNIQUE INDEX "node_parent_id_normalised_name_key" ON "node"("parent_id", "normalised_name") NULLS NOT DISTINCT
  WHERE "removed_at" IS NULL;

ALTER TABLE "node" ADD CONSTRAINT "node_merged_is_removed" CHECK ("merged_into" IS NULL OR "removed_at" IS NOT NULL);
