import { Presets, SingleBar } from 'cli-progress';
import type { Ending, Through } from '../catalog/work/events.js';
import { duration } from './progress.js';

/** How many pictures ended how, in this run. */
export type Counts = Record<Ending | 'review', number>;

/** What a person sees of a run over a catalogue, on stderr. */
export interface CatalogProgress {
  readonly counts: Counts;
  /** @param done sum of the pictures' shares */
  update(done: number): void;
  through(through: Through): void;
  /** A line that stays. */
  say(line: string): void;
  end(): void;
}

/** Seconds between two lines about the run where there is no bar. */
const LINE_EVERY = 30;

/** Progress for `total` pictures: a bar on a terminal, lines elsewhere. */
export function createCatalogProgress(
  total: number,
  stream: NodeJS.WriteStream = process.stderr,
): CatalogProgress {
  const start = performance.now();
  const counts: Counts = { made: 0, copied: 0, kept: 0, failed: 0, review: 0 };
  let share = 0;
  const state = () => {
    const { made, copied, kept, failed, review } = counts;
    const seconds = (performance.now() - start) / 1000;
    // What was done before costs no time and says nothing of what is to come.
    const quick = kept + copied;
    const rate = share - quick > 0.3 ? (share - quick) / seconds : 0;
    return {
      through: made + copied + kept + failed,
      pictures: total,
      states: words({ done: made, copied, 'done before': kept, review, failed }),
      rate: rate ? Math.round(rate * 3600).toLocaleString('en') : '–',
      left: rate ? duration((total - share) / rate) : '–',
    };
  };
  const line = () => {
    const { through, states, rate, left } = state();
    return `${through}/${total}: ${states} · ${rate} images/hour, ${left} left`;
  };
  const bar = stream.isTTY ? startBar(total, stream, state()) : undefined;
  let said = start;
  const say = (text: string) => void stream.write(bar ? `\r\x1b[K${text}\n` : `${text}\n`);
  return {
    counts,
    say,
    update(done) {
      share = Math.min(total, done);
      bar?.update(share * 100, state());
      if (bar || performance.now() - said < LINE_EVERY * 1000) return;
      said = performance.now();
      say(line());
    },
    through({ ending, row }) {
      counts[ending]++;
      if (row.verdict === 'review') counts.review++;
      if (ending === 'failed') say(`failed  ${row.source}: ${row.errorCode}: ${row.errorMessage}`);
      else if (row.verdict === 'review' && ending === 'made')
        say(`review  ${row.source}: ${row.reasons.join('; ')}`);
    },
    end: () => bar?.stop(),
  };
}

function startBar(total: number, stream: NodeJS.WriteStream, state: object): SingleBar {
  const format = ' {bar} {through}/{pictures}  {states}  {rate} images/hour  {left} left';
  const bar = new SingleBar(
    { format, stream, hideCursor: true, clearOnComplete: true, barsize: 24 },
    Presets.shades_classic,
  );
  bar.start(Math.max(1, total * 100), 0, state);
  return bar;
}

/** `12 done, 3 copied`: what there is. */
export function words(counts: Record<string, number>): string {
  const some = Object.entries(counts).filter(([, count]) => count > 0);
  return some.map(([what, count]) => `${count.toLocaleString('en')} ${what}`).join(', ') || 'none yet';
}
