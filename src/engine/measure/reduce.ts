/** Samples `[H, W, channels]` of 8 or 16 bits. */
export interface SampleView {
  width: number;
  height: number;
  channels: number;
  samples: Uint8Array | Uint16Array;
}

/**
 * Rows of a picture reduced by exact area averaging of scale×scale boxes, as 16-bit tones on white.
 *
 * @param row first row of the *reduced* picture
 * @param out filled with `[rows, width / scale, 3]`, 0..65535
 */
export function reducedRows(
  picture: SampleView,
  scale: number,
  row: number,
  rows: number,
  out: Float32Array,
): void {
  const { samples, channels } = picture;
  const width = picture.width / scale;
  const unit = samples instanceof Uint8Array ? 257 : 1;
  const weight = unit / (scale * scale);
  const alphaUnit = 1 / (65535 / unit);
  out.fill(0, 0, rows * width * 3);
  for (let y = row * scale; y < (row + rows) * scale; y++) {
    const target = (Math.floor(y / scale) - row) * width * 3;
    let s = y * picture.width * channels;
    if (channels === 4)
      for (let x = 0, d = target; x < width; x++, d += 3)
        for (let k = 0; k < scale; k++, s += 4) {
          const alpha = samples[s + 3] * alphaUnit;
          const white = (1 - alpha) * (65535 / unit);
          out[d] += (samples[s] * alpha + white) * weight;
          out[d + 1] += (samples[s + 1] * alpha + white) * weight;
          out[d + 2] += (samples[s + 2] * alpha + white) * weight;
        }
    else if (scale === 4)
      for (let x = 0, d = target; x < width; x++, d += 3, s += 12) {
        out[d] += (samples[s] + samples[s + 3] + samples[s + 6] + samples[s + 9]) * weight;
        out[d + 1] += (samples[s + 1] + samples[s + 4] + samples[s + 7] + samples[s + 10]) * weight;
        out[d + 2] += (samples[s + 2] + samples[s + 5] + samples[s + 8] + samples[s + 11]) * weight;
      }
    else if (scale === 2)
      for (let x = 0, d = target; x < width; x++, d += 3, s += 6) {
        out[d] += (samples[s] + samples[s + 3]) * weight;
        out[d + 1] += (samples[s + 1] + samples[s + 4]) * weight;
        out[d + 2] += (samples[s + 2] + samples[s + 5]) * weight;
      }
    else
      for (let x = 0, d = target; x < width; x++, d += 3)
        for (let k = 0; k < scale; k++, s += 3) {
          out[d] += samples[s] * weight;
          out[d + 1] += samples[s + 1] * weight;
          out[d + 2] += samples[s + 2] * weight;
        }
  }
}
