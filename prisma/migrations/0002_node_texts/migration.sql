-- AlterTable
ALTER TABLE "node" ADD COLUMN     "aliases" TEXT[] DEFAULT ARRAY[]::TEXT[],
ADD COLUMN     "definition" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "scope_note" TEXT NOT NULL DEFAULT '';

-- AlterTable
ALTER TABLE "release_node" ADD COLUMN     "aliases" TEXT[] DEFAULT ARRAY[]::TEXT[],
ADD COLUMN     "definition" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "scope_note" TEXT NOT NULL DEFAULT '';

-- What Prisma's schema cannot say.

ALTER TABLE "node" ALTER COLUMN "aliases" SET NOT NULL;
ALTER TABLE "release_node" ALTER COLUMN "aliases" SET NOT NULL;
