import type { TokenPrice } from "#lib/glan/token-price.ts";
import type { Database } from "./client.ts";

/** A model profile with the provider it belongs to. */
export interface ProfiledModel {
  readonly model: string;
  readonly providerSlug: string;
  readonly providerName: string;
  readonly price: TokenPrice | null;
}

export async function readProfiledModel(db: Database, modelProfileId: number): Promise<ProfiledModel> {
  const row = await db.prisma.modelProfile.findUniqueOrThrow({
    where: { id: modelProfileId },
    select: {
      model: true,
      inputPrice: true,
      cachedInputPrice: true,
      outputPrice: true,
      hasPrice: true,
      provider: { select: { slug: true, name: true } },
    },
  });
  return {
    model: row.model,
    providerSlug: row.provider.slug,
    providerName: row.provider.name,
    price: row.hasPrice
      ? { input: row.inputPrice, cachedInput: row.cachedInputPrice, output: row.outputPrice }
      : null,
  };
}
