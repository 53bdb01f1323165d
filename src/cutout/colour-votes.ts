/** Cells per axis of the Lab histogram: L* 0..100, a* and b* −100..100. */
const CELLS = 24;

/** How strongly one place in the picture may speak: colours that both sides have say nothing. */
const STRONGEST = 2.5;

/**
 * Whether each pixel's colour is found more in the subject or in the background, as a log ratio of two Lab histograms
 * (natural logarithm, positive = subject, within ±2.5).
 *
 * @param lab `[H, W, 3]`
 * @param subject how surely a pixel is subject, 0..1: what each pixel adds to the histograms
 */
export function colourVotes(lab: Float32Array, subject: Float32Array): Float32Array {
  const [inside, outside] = [new Float32Array(CELLS ** 3), new Float32Array(CELLS ** 3)];
  const cells = new Uint16Array(subject.length);
  for (let i = 0; i < subject.length; i++) {
    cells[i] = cellOf(lab, 3 * i);
    // Only what the network is sure of teaches colours.
    if (subject[i] > 0.8) inside[cells[i]]++;
    else if (subject[i] < 0.2) outside[cells[i]]++;
  }
  const ratios = logRatios(smoothed(inside), smoothed(outside));
  return Float32Array.from(cells, (cell) => ratios[cell]);
}

function cellOf(lab: Float32Array, at: number): number {
  const index = (share: number) => Math.min(CELLS - 1, Math.max(0, Math.floor(share * CELLS)));
  const [l, a, b] = [
    index(lab[at] / 100),
    index((lab[at + 1] + 100) / 200),
    index((lab[at + 2] + 100) / 200),
  ];
  return (l * CELLS + a) * CELLS + b;
}

/** A histogram spread to the neighbouring cells (1-2-1 along each axis) and scaled to a sum of 1. */
function smoothed(counts: Float32Array): Float32Array {
  let from = counts;
  for (const step of [1, CELLS, CELLS * CELLS]) {
    const to = new Float32Array(from.length);
    for (let i = 0; i < from.length; i++) {
      const place = Math.floor(i / step) % CELLS;
      const low = place > 0 ? from[i - step] : from[i];
      const high = place < CELLS - 1 ? from[i + step] : from[i];
      to[i] = (low + 2 * from[i] + high) / 4;
    }
    from = to;
  }
  const sum = from.reduce((a, b) => a + b, 0) || 1;
  return from.map((value) => value / sum);
}

function logRatios(inside: Float32Array, outside: Float32Array): Float32Array {
  const rare = 1e-4;
  return inside.map((value, cell) => {
    const ratio = Math.log((value + rare) / (outside[cell] + rare));
    return Math.min(STRONGEST, Math.max(-STRONGEST, ratio));
  });
}
