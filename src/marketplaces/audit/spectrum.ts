import type { Windows } from '../../engine/condition/windows.js';

/** Lines of this many pixels are transformed; smaller windows are not judged. */
const LENGTH = 64;

/**
 * Mean power of the luma along every second line and column of one window, by frequency: entry k is k / 64 cycles a pixel, 0 to 32.
 * Lines are windowed by Hann's function, so that their ends don't leak into every frequency.
 */
export function powerSpectrum(windows: Windows, index: number): Float64Array | undefined {
  const { width, height } = windows;
  if (Math.min(width, height) < LENGTH) return undefined;
  const luma = lumaOf(windows, index);
  const power = new Float64Array(LENGTH / 2 + 1);
  const line = new Float64Array(LENGTH);
  const add = (start: number, stride: number) => {
    for (let i = 0; i < LENGTH; i++) line[i] = luma[start + i * stride];
    addPower(line, power);
  };
  for (let y = 0; y < height; y += 2) for (let x = 0; x + LENGTH <= width; x += LENGTH) add(y * width + x, 1);
  for (let x = 0; x < width; x += 2)
    for (let y = 0; y + LENGTH <= height; y += LENGTH) add(y * width + x, width);
  return power;
}

function lumaOf({ planes, width, height }: Windows, index: number): Float64Array {
  const size = width * height;
  const at = index * 3 * size;
  const luma = new Float64Array(size);
  for (let i = 0, p = at; i < size; i++, p++)
    luma[i] = 0.299 * planes[p] + 0.587 * planes[p + size] + 0.114 * planes[p + 2 * size];
  return luma;
}

const HANN = Float64Array.from(
  { length: LENGTH },
  (_, i) => 0.5 - 0.5 * Math.cos((2 * Math.PI * (i + 0.5)) / LENGTH),
);
const COS = Float64Array.from({ length: LENGTH / 2 }, (_, i) => Math.cos((2 * Math.PI * i) / LENGTH));
const SIN = Float64Array.from({ length: LENGTH / 2 }, (_, i) => -Math.sin((2 * Math.PI * i) / LENGTH));
const REVERSED = Uint8Array.from({ length: LENGTH }, (_, i) => {
  let out = 0;
  for (let bit = 1; bit < LENGTH; bit <<= 1) out = (out << 1) | (i & bit ? 1 : 0);
  return out;
});

const real = new Float64Array(LENGTH);
const imaginary = new Float64Array(LENGTH);

/** Add a line's power by frequency: radix-2 transform (Cooley and Tukey 1965) of the line less its mean. */
function addPower(line: Float64Array, power: Float64Array): void {
  let mean = 0;
  for (let i = 0; i < LENGTH; i++) mean += line[i] / LENGTH;
  imaginary.fill(0);
  for (let i = 0; i < LENGTH; i++) real[REVERSED[i]] = (line[i] - mean) * HANN[i];
  for (let half = 1; half < LENGTH; half *= 2)
    for (let start = 0; start < LENGTH; start += 2 * half)
      for (let k = 0, turn = 0; k < half; k++, turn += LENGTH / 2 / half) {
        const a = start + k;
        const b = a + half;
        const re = real[b] * COS[turn] - imaginary[b] * SIN[turn];
        const im = real[b] * SIN[turn] + imaginary[b] * COS[turn];
        real[b] = real[a] - re;
        imaginary[b] = imaginary[a] - im;
        real[a] += re;
        imaginary[a] += im;
      }
  for (let k = 0; k <= LENGTH / 2; k++) power[k] += real[k] ** 2 + imaginary[k] ** 2;
}
