/** Nano-USD per token, which is USD per million tokens times 1000. */
export interface Prices {
  readonly input: number;
  readonly cachedInput: number;
  readonly output: number;
}

/** Where a model profile is asked, and what it costs. */
export interface ModelEndpoint {
  readonly modelProfileId: number;
  readonly providerSlug: string;
  readonly baseUrl: string;
  /** Null: the endpoint asks for none. */
  readonly apiKey: string | null;
  readonly model: string;
  /** Null: nobody stated a price; costs are then unknown, not zero. */
  readonly prices: Prices | null;
}
