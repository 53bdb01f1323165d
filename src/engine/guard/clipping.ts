/** Steps between black and white. */
const STEPS = 1024;

/** Tones are 16 bits: a tone shifted right by this is its place in the table. */
export const CLIPPING_SHIFT = 6;

/** Standard deviation of the noise that a condition tells, 0..1 of the range. */
export const noiseSigma = (noise: number) => (noise * 25) / 255;

/**
 * What clipping to 0..1 adds to the mean of samples under Gaussian noise, by their true tone: noise on white only darkens
 * it, on black only brightens it. At white with a standard deviation of s it is −s/√(2π).
 *
 * With a = −m/s and b = (1 − m)/s the mean of the clipped samples is
 * m (Φ(b) − Φ(a)) + s (φ(a) − φ(b)) + 1 − Φ(b).
 *
 * @param sigma standard deviation before clipping, 0..1 of the range
 * @returns by tone of 16 bits shifted right by {@link CLIPPING_SHIFT}; zeros without noise
 */
export function clippingBias(sigma: number): Float32Array {
  const bias = new Float32Array(STEPS);
  if (sigma <= 0) return bias;
  for (let i = 0; i < STEPS; i++) {
    const mean = i / (STEPS - 1);
    const [low, high] = [-mean / sigma, (1 - mean) / sigma];
    const inside = mean * (below(high) - below(low)) + sigma * (density(low) - density(high));
    bias[i] = inside + 1 - below(high) - mean;
  }
  return bias;
}

const density = (x: number) => Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI);

/** Φ: Abramowitz and Stegun 26.2.17, within 1e-7. */
function below(x: number): number {
  if (x < 0) return 1 - below(-x);
  const t = 1 / (1 + 0.2316419 * x);
  const sum =
    t * (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
  return 1 - density(x) * sum;
}
