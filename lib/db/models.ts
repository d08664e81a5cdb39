import type { TokenPrice } from "#lib/glan/token-price.ts";
import type { Database } from "./client.ts";

export interface ProviderRow {
  readonly slug: string;
  readonly name: string;
  readonly isDemo: boolean;
}

export interface ModelProfile {
  readonly id: number;
  readonly model: string;
  readonly provider: string;
  readonly isDemo: boolean;
  /** Null: nobody stated a price. */
  readonly price: TokenPrice | null;
}

const PROFILE_COLUMNS = {
  id: true,
  model: true,
  inputPrice: true,
  cachedInputPrice: true,
  outputPrice: true,
  hasPrice: true,
  provider: { select: { name: true, isDemo: true } },
} as const;

/** The provider's id, made when it is new. Native upsert: two processes may start at once. */
export async function ensureProvider(db: Database, provider: ProviderRow): Promise<number> {
  await db.pool.query(
    `INSERT INTO provider (slug, name, is_demo) VALUES ($1, $2, $3) ON CONFLICT (slug) DO NOTHING`,
    [provider.slug, provider.name, provider.isDemo],
  );
  const row = await db.prisma.provider.findUniqueOrThrow({
    where: { slug: provider.slug },
    select: { id: true },
  });
  return row.id;
}

/**
 * The model's profile, made with the price we know when it is new. A profile without a price takes one that
 * became known; a price that is there stays, since somebody may have set it.
 */
export async function ensureModelProfile(
  db: Database,
  providerId: number,
  model: string,
  price: TokenPrice | null,
): Promise<ModelProfile> {
  await db.pool.query(
    `INSERT INTO model_profile (provider_id, model, input_price, cached_input_price, output_price, has_price)
     VALUES ($1, $2, $3, $4, $5, $6)
     ON CONFLICT (provider_id, model) DO UPDATE
       SET input_price = excluded.input_price, cached_input_price = excluded.cached_input_price,
           output_price = excluded.output_price, has_price = true
       WHERE NOT model_profile.has_price AND excluded.has_price`,
    [providerId, model, price?.input ?? 0, price?.cachedInput ?? 0, price?.output ?? 0, price !== null],
  );
  const row = await db.prisma.modelProfile.findUniqueOrThrow({
    where: { providerId_model: { providerId, model } },
    select: PROFILE_COLUMNS,
  });
  return toModelProfile(row);
}

interface ProfileColumns {
  readonly id: number;
  readonly model: string;
  readonly inputPrice: number;
  readonly cachedInputPrice: number;
  readonly outputPrice: number;
  readonly hasPrice: boolean;
  readonly provider: { readonly name: string; readonly isDemo: boolean };
}

function toModelProfile(row: ProfileColumns): ModelProfile {
  return {
    id: row.id,
    model: row.model,
    provider: row.provider.name,
    isDemo: row.provider.isDemo,
    price: row.hasPrice
      ? {
          input: row.inputPrice,
          cachedInput: row.cachedInputPrice,
          output: row.outputPrice,
        }
      : null,
  };
}

/** Ids of the model profiles nobody stated a price of. */
export async function listUnpricedModels(db: Database): Promise<ReadonlySet<number>> {
  const rows = await db.prisma.modelProfile.findMany({ where: { hasPrice: false }, select: { id: true } });
  return new Set(rows.map((row) => row.id));
}
