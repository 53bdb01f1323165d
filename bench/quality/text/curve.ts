/** A figure measured at sizes that grow. */
export interface Curve {
  sizes: readonly number[];
  values: readonly number[];
}

/** The value at a size between those measured, by straight lines; `undefined` outside. */
export function valueAt({ sizes, values }: Curve, size: number): number | undefined {
  const i = sizes.findIndex((_, k) => k + 1 < sizes.length && size >= sizes[k] && size <= sizes[k + 1]);
  if (i < 0) return undefined;
  const share = (size - sizes[i]) / (sizes[i + 1] - sizes[i]);
  return values[i] + (values[i + 1] - values[i]) * share;
}

/** The largest size at which a falling curve crosses `level`; `undefined` where it does not. */
export function sizeAt({ sizes, values }: Curve, level: number): number | undefined {
  for (let i = sizes.length - 2; i >= 0; i--) {
    const [a, b] = [values[i], values[i + 1]];
    if (a >= level && b < level) return sizes[i] + ((a - level) / (a - b)) * (sizes[i + 1] - sizes[i]);
  }
  return undefined;
}
