/**
 * Least number of inserted, deleted and replaced characters that turn one text into another (V. Levenshtein, 1966).
 * Characters are Unicode code points.
 */
export function levenshtein(from: string, to: string): number {
  const target = [...to];
  let row = target.map((_, i) => i + 1);
  let first = 0;
  for (const character of from) {
    let [corner, left] = [first, ++first];
    row = row.map((above, i) => {
      left = Math.min(above + 1, left + 1, corner + (character === target[i] ? 0 : 1));
      corner = above;
      return left;
    });
  }
  return row.at(-1) ?? first;
}
