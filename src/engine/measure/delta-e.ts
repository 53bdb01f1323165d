const POW7 = 25 ** 7;
const RAD = Math.PI / 180;
const [COS30, SIN30] = [Math.cos(30 * RAD), Math.sin(30 * RAD)];
const [COS6, SIN6] = [Math.cos(6 * RAD), Math.sin(6 * RAD)];
const [COS63, SIN63] = [Math.cos(63 * RAD), Math.sin(63 * RAD)];

const chromaWeight = (chroma: number) => {
  // Multiplied out: a power is a call of its own, and this is the hottest line of the measurement.
  const cube = chroma * chroma * chroma;
  const c = cube * cube * chroma;
  return Math.sqrt(c / (c + POW7));
};

/**
 * CIEDE2000 colour difference (Sharma, Wu, Dalal: "The CIEDE2000 color-difference formula", 2005), kL = kC = kH = 1.
 *
 * Written with the hue as a unit vector: the mean hue is the bisector, and cosines of its multiples follow from its
 * components, so that trigonometric functions are needed only where blue is turned.
 *
 * @param L1 lightness 0..100, `a1`, `b1` of the first colour (CIE Lab), likewise the second
 */
export function deltaE2000(L1: number, a1: number, b1: number, L2: number, a2: number, b2: number): number {
  const g = 1.5 - 0.5 * chromaWeight((Math.sqrt(a1 * a1 + b1 * b1) + Math.sqrt(a2 * a2 + b2 * b2)) / 2);
  const p1 = a1 * g;
  const p2 = a2 * g;
  const C1 = Math.sqrt(p1 * p1 + b1 * b1);
  const C2 = Math.sqrt(p2 * p2 + b2 * b2);
  const dL = L2 - L1;
  const dC = C2 - C1;
  const cross = p1 * b2 - p2 * b1;
  // Of exactly opposite hues the one within 0..180° is the smaller.
  const backwards = cross < 0 || (cross === 0 && (b2 > 0 || (b2 === 0 && p2 > 0)));
  const dH = Math.sqrt(Math.max(0, 2 * (C1 * C2 - p1 * p2 - b1 * b2))) * (backwards ? -1 : 1);
  const meanL = (L1 + L2) / 2;
  const meanC = (C1 + C2) / 2;

  // Direction of the mean hue. A grey partner has no hue: the other's counts (Sharma eq. 14).
  let x = (C1 > 0 ? p1 / C1 : 0) + (C2 > 0 ? p2 / C2 : 0);
  let y = (C1 > 0 ? b1 / C1 : 0) + (C2 > 0 ? b2 / C2 : 0);
  const length = Math.sqrt(x * x + y * y);
  if (length < 1e-9) {
    // Opposite hues: the mean of the two angles, a right angle from both.
    const h1 = hue(p1, b1);
    const h2 = hue(p2, b2);
    const mean = C1 * C2 === 0 ? h1 + h2 : (h1 + h2) / 2;
    x = Math.cos(mean);
    y = Math.sin(mean);
  } else {
    x /= length;
    y /= length;
  }
  const cos2 = 2 * x * x - 1;
  const sin2 = 2 * x * y;
  const cos3 = cos2 * x - sin2 * y;
  const sin3 = sin2 * x + cos2 * y;
  const cos4 = 2 * cos2 * cos2 - 1;
  const sin4 = 2 * cos2 * sin2;
  const T =
    1 -
    0.17 * (x * COS30 + y * SIN30) +
    0.24 * cos2 +
    0.32 * (cos3 * COS6 - sin3 * SIN6) -
    0.2 * (cos4 * COS63 + sin4 * SIN63);
  const l50 = (meanL - 50) ** 2;
  const SL = 1 + (0.015 * l50) / Math.sqrt(20 + l50);
  const SC = 1 + 0.045 * meanC;
  const SH = 1 + 0.015 * meanC * T;
  let RT = 0;
  if (y < 0.2 && meanC > 1) {
    const turn = (hue(x, y) / RAD - 275) / 25;
    RT = -Math.sin(60 * RAD * Math.exp(-turn * turn)) * 2 * chromaWeight(meanC);
  }
  const l = dL / SL;
  const c = dC / SC;
  const h = dH / SH;
  return Math.sqrt(Math.max(0, l * l + c * c + h * h + RT * c * h));
}

/** Angle 0..2π. */
function hue(a: number, b: number): number {
  const angle = a === 0 && b === 0 ? 0 : Math.atan2(b, a);
  return angle < 0 ? angle + 2 * Math.PI : angle;
}
