/** Words of product labels, spelled as labels spell them. */
const WORDS =
  'Organic Cotton Natural Shampoo Coffee Roasted Ground Sugar Free Vitamin Extract Almond Butter Leather Genuine Made In Italy Wash Cold Tumble Dry Only Ingredients Water Salt Store Below Keep Away From Children Warning Battery Included Waterproof Recycled Paper Strong Medium Large Fresh Honey Green Quality Since Handmade Limited Edition Dark Chocolate Olive Oil Extra Virgin Gluten Dermatologically Tested Best Before'.split(
    ' ',
  );

/** Reproducible whole numbers below a bound (T. Ettinger's mulberry32). */
export function numbers(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return Math.floor((((t ^ (t >>> 14)) >>> 0) / 2 ** 32) * below);
  };
}

/** What is printed between words: weights, shares, codes. */
const FIGURES: ((next: (below: number) => number) => string)[] = [
  (next) => `${50 + 5 * next(190)} g`,
  (next) => `${1 + next(9)}.${next(10)} kg`,
  (next) => `${5 + next(95)}%`,
  (next) => `No. ${100 + next(900)}`,
  (next) => `LOT ${1000 + next(9000)}-${String.fromCharCode(65 + next(26))}`,
  (next) => `${100 + 10 * next(90)} ml`,
];

/** Lines of label text: two words, one of them in capitals at times, and a figure; the same for the same seed. */
export function labelLines(count: number, seed: number): string[] {
  const next = numbers(seed);
  const word = () => {
    const chosen = WORDS[next(WORDS.length)];
    return next(4) === 0 ? chosen.toUpperCase() : next(3) === 0 ? chosen.toLowerCase() : chosen;
  };
  return Array.from({ length: count }, () => {
    const parts = [word(), word()];
    parts.splice(next(3), 0, FIGURES[next(FIGURES.length)](next));
    return parts.join(' ');
  });
}
