import type { Box } from '../../engine/raster.js';
import type { Component } from './components.js';

/** Heights of letters, and of words whose letters touch, as shares of the picture's longest side. */
const LOWEST = 0.007;
const HIGHEST = 0.06;
/** Strokes across a line of text: a letter has one to three, a bead or a pen one. */
const STROKES = 8;

/**
 * Lines of small letters on the background: parts of about one height on one line, near each other, with many
 * strokes across, outside of the largest part's box. Only a hint: eight beads in a row look the same.
 *
 * @param parts what is not background, see `backdrop.ts`
 * @param longest side of the picture that the parts are of
 */
export function letteringLines(parts: readonly Component[], longest: number): Component[][] {
  const [largest] = [...parts].sort((a, b) => b.area - a.area);
  if (!largest) return [];
  const letters = parts
    .filter((part) => part !== largest && !inside(part, largest) && likeLetter(part, longest))
    .sort((a, b) => a.left - b.left);
  const lines: Component[][] = [];
  const taken = new Set<Component>();
  for (const first of letters) {
    if (taken.has(first)) continue;
    const line = lineFrom(first, letters);
    const strokes = line.reduce((sum, { runs, height }) => sum + runs / height, 0);
    if (strokes < STROKES) continue;
    for (const letter of line) taken.add(letter);
    lines.push(line);
  }
  return lines;
}

function likeLetter({ width, height, area }: Component, longest: number): boolean {
  const inked = area / (width * height);
  return height >= LOWEST * longest && height <= HIGHEST * longest && inked > 0.15;
}

function inside(part: Box, box: Box): boolean {
  return (
    part.left >= box.left &&
    part.top >= box.top &&
    part.left + part.width <= box.left + box.width &&
    part.top + part.height <= box.top + box.height
  );
}

/** Letters to the right of one, each near the one before, on its line and of its height. */
function lineFrom(first: Component, letters: readonly Component[]): Component[] {
  const line = [first];
  for (const letter of letters) {
    const last = line[line.length - 1];
    const gap = letter.left - (last.left + last.width);
    if (letter.left <= last.left || gap > 1.5 * first.height) continue;
    const offLine = Math.abs(letter.top + letter.height - first.top - first.height);
    const taller = letter.height / first.height;
    if (offLine <= 0.35 * first.height && taller > 0.55 && taller < 1.8) line.push(letter);
  }
  return line;
}
