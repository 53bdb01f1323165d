/** What heroshot needs to know of an ICC profile (ICC.1:2022). */
export interface IccProfile {
  /** Data colour space signature, e.g. `RGB `, `CMYK`, `GRAY`. */
  space: string;
  description: string;
  /** Present for matrix/TRC RGB profiles, absent for table-based ones. */
  matrixShaper?: {
    /** Linear RGB to PCS XYZ relative to D50, row by row. */
    toXyzD50: number[];
    /** Tone curves of R, G, B: encoded 0..1 to linear 0..1. */
    curves: [ToneCurve, ToneCurve, ToneCurve];
  };
}

/** Encoded 0..1 to linear 0..1. */
export type ToneCurve = (encoded: number) => number;

const s15 = (view: DataView, at: number) => view.getInt32(at) / 65536;
const tagName = (view: DataView, at: number) =>
  String.fromCharCode(view.getUint8(at), view.getUint8(at + 1), view.getUint8(at + 2), view.getUint8(at + 3));

/** `curv`, ICC.1:2022 §10.6: identity, a gamma, or a table read with linear interpolation. */
function sampledCurve(view: DataView, at: number): ToneCurve {
  const count = view.getUint32(at + 8);
  if (count === 0) return (x) => x;
  if (count === 1) {
    const gamma = view.getUint16(at + 12) / 256;
    return (x) => x ** gamma;
  }
  if (at + 12 + 2 * count > view.byteLength) throw new RangeError('the curve is cut off');
  const table = Float64Array.from({ length: count }, (_, i) => view.getUint16(at + 12 + 2 * i) / 65535);
  return (x) => {
    const position = Math.min(Math.max(x, 0), 1) * (count - 1);
    const low = Math.min(Math.floor(position), count - 2);
    return table[low] + (table[low + 1] - table[low]) * (position - low);
  };
}

/** `para`, ICC.1:2022 §10.18, function types 0 to 4. */
function parametricCurve(view: DataView, at: number): ToneCurve {
  const type = view.getUint16(at + 8);
  const [g, a = 1, b = 0, c = 0, d = 0, e = 0, f = 0] = Array.from(
    { length: [1, 3, 4, 5, 7][type] ?? 0 },
    (_, i) => s15(view, at + 12 + 4 * i),
  );
  const power = (x: number) => Math.max(a * x + b, 0) ** g;
  switch (type) {
    case 0:
      return (x) => x ** g;
    case 1:
      return (x) => (x >= -b / a ? power(x) : 0);
    case 2:
      return (x) => (x >= -b / a ? power(x) + c : c);
    case 3:
      return (x) => (x >= d ? power(x) : c * x);
    case 4:
      return (x) => (x >= d ? power(x) + e : c * x + f);
    default:
      throw new RangeError(`unknown parametric curve ${type}`);
  }
}

function readCurve(view: DataView, at: number): ToneCurve {
  const curve = tagName(view, at) === 'para' ? parametricCurve(view, at) : sampledCurve(view, at);
  if (![0, 0.5, 1].every((x) => Number.isFinite(curve(x)))) throw new RangeError('the curve has no end');
  return curve;
}

function readDescription(view: DataView, at: number, size: number): string {
  const text = (from: number, to: number, step: number) => {
    let out = '';
    for (let i = from; i + step <= to && i + step <= view.byteLength; i += step) {
      const code = step === 2 ? view.getUint16(i) : view.getUint8(i);
      if (code === 0) break;
      out += String.fromCharCode(code);
    }
    return out;
  };
  if (tagName(view, at) !== 'mluc') return text(at + 12, at + size, 1);
  return text(at + view.getUint32(at + 24), at + view.getUint32(at + 24) + view.getUint32(at + 20), 2);
}

/**
 * Read an ICC profile.
 *
 * @returns `undefined` where the bytes are not a profile that can be understood; such a profile is not trusted.
 */
export function parseIcc(bytes: Uint8Array): IccProfile | undefined {
  try {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    if (tagName(view, 36) !== 'acsp') return undefined;
    const tags = new Map<string, { at: number; size: number }>();
    for (let i = 0; i < Math.min(view.getUint32(128), 200); i++) {
      const entry = 132 + 12 * i;
      tags.set(tagName(view, entry), { at: view.getUint32(entry + 4), size: view.getUint32(entry + 8) });
    }
    const desc = tags.get('desc');
    const profile: IccProfile = {
      space: tagName(view, 16),
      description: desc ? readDescription(view, desc.at, desc.size) : '',
    };
    const columns = ['rXYZ', 'gXYZ', 'bXYZ'].map((name) => tags.get(name)?.at);
    const curves = ['rTRC', 'gTRC', 'bTRC'].map((name) => tags.get(name)?.at);
    if (profile.space === 'RGB ' && [...columns, ...curves].every((at) => at !== undefined)) {
      profile.matrixShaper = {
        toXyzD50: [8, 12, 16].flatMap((row) => columns.map((at) => s15(view, (at as number) + row))),
        curves: curves.map((at) => readCurve(view, at as number)) as [ToneCurve, ToneCurve, ToneCurve],
      };
    }
    return profile;
  } catch {
    return undefined;
  }
}
