import type { TokenPrice } from "#lib/glan/token-price.ts";

/** Where a model profile is asked, and what it costs. */
export interface ModelEndpoint {
  readonly modelProfileId: number;
  readonly providerSlug: string;
  readonly baseUrl: string;
  /** Null: the endpoint asks for none. */
  readonly apiKey: string | null;
  readonly model: string;
  /** Null: nobody stated a price; costs are then unknown, not zero. */
  readonly prices: TokenPrice | null;
}
