/** Nano-USD per token, which is USD per million tokens times 1,000. */
export interface TokenPrice {
  readonly input: number;
  readonly cachedInput: number;
  readonly output: number;
}
