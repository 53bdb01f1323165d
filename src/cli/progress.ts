import { Presets, SingleBar } from 'cli-progress';
import type { Outcome } from '../catalog/run.js';

/** What a person sees of a run, on stderr: a bar on a terminal, a line per picture elsewhere. */
export interface Progress {
  /** @param done sum of the pictures' shares */
  update(done: number): void;
  picture(outcome: Outcome): void;
  end(): void;
}

/** Results per hour at a number of seconds. */
export function perHour(pictures: number, seconds: number): number {
  return seconds > 0 ? Math.round((pictures / seconds) * 3600) : 0;
}

/** Seconds as a person says them. */
export function duration(seconds: number): string {
  if (!Number.isFinite(seconds)) return '–';
  const s = Math.round(seconds);
  if (s < 60) return `${s} s`;
  return s < 3600
    ? `${Math.floor(s / 60)} min ${s % 60} s`
    : `${Math.floor(s / 3600)} h ${Math.floor((s % 3600) / 60)} min`;
}

/** One line about a picture. */
export function pictureLine({ input, error, report, output, seconds }: Outcome): string {
  if (error) return `failed  ${input}: ${error.code}: ${error.message}. ${error.hint}`;
  if (!report) return `done    ${input}`;
  const { input: from, output: to, fidelity, verdict, reasons } = report;
  const judged = verdict === 'pass' ? '' : `  REVIEW: ${reasons.join('; ')}`;
  const size = `${from.width}×${from.height} -> ${to.width}×${to.height}`;
  return `done    ${input} -> ${output}  ${size}  ΔE2000 ${fidelity.deltaE00.mean.toFixed(2)}  ${seconds.toFixed(1)} s${judged}`;
}

/** Progress for `total` pictures. */
export function createProgress(
  total: number,
  stream: NodeJS.WriteStream = process.stderr,
  doneLine = pictureLine,
): Progress {
  const lineOf = (outcome: Outcome) => (outcome.error ? pictureLine(outcome) : doneLine(outcome));
  const start = performance.now();
  const elapsed = () => (performance.now() - start) / 1000;
  if (!stream.isTTY)
    return {
      update: () => {},
      picture: (outcome) => void stream.write(`${lineOf(outcome)}\n`),
      end: () => {},
    };

  let pictures = 0;
  const format = ' {bar} {pictures}/{total_pictures}  {rate} images/hour  {left} left';
  const bar = new SingleBar(
    { format, stream, hideCursor: true, clearOnComplete: true, barsize: 30 },
    Presets.shades_classic,
  );
  bar.start(total * 100, 0, { pictures, total_pictures: total, rate: '–', left: '–' });
  const update = (done: number) => {
    const rate = done > 0.3 ? done / elapsed() : 0;
    bar.update(Math.min(total, done) * 100, {
      pictures,
      rate: rate ? Math.round(rate * 3600).toLocaleString('en') : '–',
      left: rate ? duration((total - done) / rate) : '–',
    });
  };
  return {
    update,
    picture(outcome) {
      if (outcome.status === 'done') pictures++;
      if (outcome.status === 'done' && outcome.report?.verdict === 'pass') return;
      // What went wrong stays above the bar.
      stream.write(`\r\x1b[K${lineOf(outcome)}\n`);
    },
    end: () => bar.stop(),
  };
}

/** The line that ends a run. */
export function summary(
  { done, failed, review }: { done: number; failed: number; review: number },
  total: number,
  seconds: number,
  stopped: boolean,
): string {
  const parts = [`${done} done`, `${failed} failed`];
  if (review) parts.push(`${review} to review`);
  if (stopped) parts.push(`stopped before ${total - done - failed} more`);
  const rate = done > 1 ? ` · ${perHour(done, seconds).toLocaleString('en')} images/hour` : '';
  return `${parts.join(', ')} in ${seconds.toFixed(1)} s${rate}`;
}
