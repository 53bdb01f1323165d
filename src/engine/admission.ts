/**
 * Lets pictures in while their memory fits a budget; the others wait in turn. A picture larger than the budget comes in
 * when it is alone.
 */
export class Admission {
  private used = 0;
  private readonly waiting: { bytes: number; enter: () => void }[] = [];

  constructor(private readonly budget: number) {}

  /** Resolves when `bytes` may be used. */
  async enter(bytes: number): Promise<void> {
    if (this.waiting.length === 0 && this.fits(bytes)) {
      this.used += bytes;
      return;
    }
    await new Promise<void>((enter) => this.waiting.push({ bytes, enter }));
  }

  /** Say that `bytes` are free again. */
  leave(bytes: number): void {
    this.used -= bytes;
    while (this.waiting.length > 0 && this.fits(this.waiting[0].bytes)) {
      const next = this.waiting.shift() as { bytes: number; enter: () => void };
      this.used += next.bytes;
      next.enter();
    }
  }

  private fits(bytes: number): boolean {
    return this.used === 0 || this.used + bytes <= this.budget;
  }
}
