import { TONES } from '../../engine/colour/rgb-space.js';
import { colourSpace } from '../../engine/colour/space.js';

/** The way back from linear light: 16-bit linear light to the photograph's 8-bit code, one table a channel. */
export type Encoder = [Uint8Array, Uint8Array, Uint8Array];

const known = new Map<Float32Array, Uint8Array>();

/** Tables of a profile: for every linear light the code whose light is nearest. */
export function encoderOf(icc: Uint8Array | undefined): Encoder {
  return colourSpace(icc).linear.map((curve) => {
    let table = known.get(curve);
    if (!table) {
      if (known.size >= 16) known.clear();
      table = inverseOf(curve);
      known.set(curve, table);
    }
    return table;
  }) as Encoder;
}

function inverseOf(curve: Float32Array): Uint8Array {
  const table = new Uint8Array(TONES);
  let code = 0;
  for (let i = 0; i < TONES; i++) {
    const light = i / (TONES - 1);
    while (code < 255 && (curve[code * 257] + curve[(code + 1) * 257]) / 2 <= light) code++;
    table[i] = code;
  }
  return table;
}
