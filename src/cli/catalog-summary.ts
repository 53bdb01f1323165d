import type { CatalogSummary } from '../catalog/catalog-page/tally.js';
import type { Counts } from './catalog-progress.js';
import { words } from './catalog-progress.js';
import { duration, perHour } from './progress.js';

/** What a picture costs to take again, in dollars. */
const RESHOOT = [15, 50] as const;

/** The lines that end a run over a catalogue. */
export function catalogSummary(
  { pictures, done, failed, review, waiting, gone, errors, seconds }: CatalogSummary,
  counts: Counts = { made: 0, copied: 0, kept: 0, failed: 0, review: 0 },
  stopped: boolean,
  out: string,
): string[] {
  const { made, copied, kept } = counts;
  const rate = made > 1 ? ` · ${perHour(made, seconds).toLocaleString('en')} images/hour` : '';
  const all = words({ done, failed, 'to review': review, waiting, 'no longer in the source': gone });
  const lines = [`${pictures.toLocaleString('en')} pictures: ${all}`];
  lines.push(
    `this run: ${words({ made, copied, 'done before': kept, failed: counts.failed })} in ${duration(seconds)}${rate}`,
  );
  for (const [code, count] of errors) lines.push(`failed with ${code}: ${count.toLocaleString('en')}`);
  if (done > 0) {
    const [low, high] = RESHOOT.map((price) => `$${(price * done).toLocaleString('en')}`);
    lines.push(`a reshoot at $${RESHOOT[0]}–${RESHOOT[1]} a picture would have cost ${low}–${high}`);
  }
  if (stopped) lines.push(`stopped; go on with the same command and --resume (--out ${out})`);
  return lines;
}
