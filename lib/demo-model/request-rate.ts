/** A bucket that holds one second's worth of requests. */
export class RequestRate {
  private readonly perSecond: number;
  private left: number;
  private filledAt: number;

  constructor(perSecond: number, now: number) {
    this.perSecond = perSecond;
    this.left = Math.max(1, perSecond);
    this.filledAt = now;
  }

  /** `now` in milliseconds of a clock that does not go back. */
  admits(now: number): boolean {
    const gained = ((now - this.filledAt) / 1000) * this.perSecond;
    this.left = Math.min(Math.max(1, this.perSecond), this.left + gained);
    this.filledAt = now;
    if (this.left < 1) return false;
    this.left--;
    return true;
  }
}
