import { adviseSize } from '../../engine/advice.js';
import { asHeroshotError, type ErrorCode } from '../../engine/errors.js';
import type { Size } from '../../engine/raster.js';
import type { CatalogItem, CatalogSource } from '../sources/source.js';
import { contentHash } from '../work/fingerprint.js';

/** What a look at every picture of a source tells, before anything is made. */
export interface Survey {
  pictures: number;
  /** Pictures at addresses; they are counted, not fetched. */
  remote: number;
  /** Same bytes as an earlier picture: copied, not made. */
  duplicates: number;
  /** How many can't be done, by error code, and one of each for a person to look at. */
  problems: Map<ErrorCode, { count: number; example: string }>;
  /** Under 300 px, and beyond 2,000 px, with an example. */
  tooSmall: { count: number; example?: string };
  tooLarge: { count: number; example?: string };
  /** Pictures that would be made; evenly chosen ones, for an estimate. */
  samples: Sample[];
  toMake: number;
  /** Sum of their pixels. */
  pixels: number;
}

/** A picture that stands for others. */
export interface Sample extends Size {
  item: CatalogItem;
}

/** Samples that are kept; halved when there are twice as many, so that they stay spread over the whole source. */
const SAMPLES = 6;

/**
 * Look at every picture's header and bytes.
 *
 * @param inspect size of a picture; throws what `Engine.inspect` throws
 */
export async function survey(
  source: CatalogSource,
  inspect: (bytes: Uint8Array) => Promise<Size>,
  hooks: { signal?: AbortSignal; onLook?: (pictures: number) => void } = {},
): Promise<Survey> {
  const { signal, onLook } = hooks;
  const seen = new Set<string>();
  const found: Survey = {
    pictures: 0,
    remote: 0,
    duplicates: 0,
    problems: new Map(),
    tooSmall: { count: 0 },
    tooLarge: { count: 0 },
    samples: [],
    toMake: 0,
    pixels: 0,
  };
  let every = 1;
  for await (const item of source.items(signal)) {
    if (signal?.aborted) break;
    found.pictures++;
    onLook?.(found.pictures);
    try {
      if (item.error) throw item.error;
      if (item.repeats !== undefined) {
        found.duplicates++;
        continue;
      }
      if (item.place && 'url' in item.place) {
        found.remote++;
        continue;
      }
      const bytes = await source.read(item, signal);
      const hash = contentHash(bytes);
      if (seen.has(hash)) {
        found.duplicates++;
        continue;
      }
      seen.add(hash);
      const { width, height } = await inspect(bytes);
      found.pixels += width * height;
      judge(found, item, Math.max(width, height));
      if (found.toMake++ % every === 0) found.samples.push({ item, width, height });
      if (found.samples.length === 2 * SAMPLES) {
        found.samples = found.samples.filter((_, i) => i % 2 === 0);
        every *= 2;
      }
    } catch (thrown) {
      const { code } = asHeroshotError(thrown);
      const problem = found.problems.get(code) ?? { count: 0, example: item.source };
      found.problems.set(code, { ...problem, count: problem.count + 1 });
    }
  }
  return found;
}

function judge(found: Survey, { source }: CatalogItem, longEdge: number): void {
  const { code } = adviseSize(longEdge);
  const kind = code === 'tiny' ? found.tooSmall : code === 'very_large' ? found.tooLarge : undefined;
  if (!kind) return;
  kind.count++;
  kind.example ??= source;
}
