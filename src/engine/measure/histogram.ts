const BINS = 4000;
const TOP = 40;

/** Counts of values 0..40 in steps of 0.01: mean, maximum and percentiles in bounded memory, mergeable over threads. */
export class Histogram {
  readonly counts = new Float64Array(BINS);
  sum = 0;
  count = 0;
  max = 0;

  add(value: number): void {
    this.counts[Math.min(BINS - 1, (value * (BINS / TOP)) | 0)]++;
    this.sum += value;
    this.count++;
    if (value > this.max) this.max = value;
  }

  /** Counts of another thread, as they come over: plain data. */
  merge(other: Pick<Histogram, 'counts' | 'sum' | 'count' | 'max'>): void {
    for (let bin = 0; bin < BINS; bin++) this.counts[bin] += other.counts[bin];
    this.sum += other.sum;
    this.count += other.count;
    this.max = Math.max(this.max, other.max);
  }

  get mean(): number {
    return this.count ? this.sum / this.count : 0;
  }

  /** The value below which `share` (0..1) of all values lie, to 0.01. */
  percentile(share: number): number {
    let left = share * this.count;
    for (let bin = 0; bin < BINS; bin++) {
      left -= this.counts[bin];
      if (left <= 0 && this.counts[bin] > 0) return Math.min(this.max, ((bin + 0.5) * TOP) / BINS);
    }
    return this.max;
  }
}
