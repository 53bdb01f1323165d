/** A connected part (4-neighbours) of a mask. */
export interface Component {
  /** Its pixels, as indices `y·width + x`. */
  pixels: Int32Array;
  touchesBorder: boolean;
}

/**
 * The connected parts of the pixels of `mask` that have `value`.
 *
 * @param mask `[height, width]`
 */
export function components(mask: Uint8Array, width: number, height: number, value: number): Component[] {
  const seen = new Uint8Array(mask.length);
  const queue = new Int32Array(mask.length);
  const found: Component[] = [];
  let from = 0;
  for (let start = 0; start < mask.length; start++) {
    if (seen[start] || mask[start] !== value) continue;
    let [at, end, touchesBorder] = [from, from, false];
    const visit = (i: number) => {
      if (seen[i] || mask[i] !== value) return;
      seen[i] = 1;
      queue[end++] = i;
    };
    visit(start);
    while (at < end) {
      const i = queue[at++];
      const x = i % width;
      if (x > 0) visit(i - 1);
      else touchesBorder = true;
      if (x < width - 1) visit(i + 1);
      else touchesBorder = true;
      if (i >= width) visit(i - width);
      else touchesBorder = true;
      if (i < width * (height - 1)) visit(i + width);
      else touchesBorder = true;
    }
    found.push({ pixels: queue.subarray(from, end), touchesBorder });
    from = end;
  }
  return found;
}

/** Mean of a map over a part. */
export function meanOver(values: Float32Array, { pixels }: Component): number {
  let sum = 0;
  for (const i of pixels) sum += values[i];
  return sum / pixels.length;
}
