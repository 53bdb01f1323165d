/** A file at some quality. */
export interface Encoded {
  bytes: Uint8Array;
  quality: number;
}

/** A file within a size, or the smallest that the floor allows. */
export interface Fitted extends Encoded {
  fits: boolean;
}

/**
 * The file of the highest quality that is no larger than asked, by binary search: at most eight encodings.
 *
 * @param encodeAt makes the file; larger at higher quality
 * @param wanted quality that is not exceeded
 * @param floor quality that is not gone below: where that file is too large, it is returned with `fits: false`
 */
export async function fitBytes(
  encodeAt: (quality: number) => Promise<Uint8Array>,
  wanted: number,
  floor: number,
  maxBytes: number,
): Promise<Fitted> {
  const first = await encodeAt(wanted);
  if (first.byteLength <= maxBytes) return { bytes: first, quality: wanted, fits: true };
  let [low, high] = [Math.min(floor, wanted), wanted - 1];
  let best: Encoded | undefined;
  let smallest: Encoded = { bytes: first, quality: wanted };
  while (low <= high) {
    const quality = Math.floor((low + high) / 2);
    const bytes = await encodeAt(quality);
    if (bytes.byteLength <= maxBytes) {
      best = { bytes, quality };
      low = quality + 1;
    } else {
      if (bytes.byteLength < smallest.bytes.byteLength) smallest = { bytes, quality };
      high = quality - 1;
    }
  }
  return best ? { ...best, fits: true } : { ...smallest, fits: false };
}
