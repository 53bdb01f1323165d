import { Presets, SingleBar } from 'cli-progress';
import type { ClipFile } from '../catalog/clip.js';
import type { ClipReport } from '../recipe/clip/report.js';
import { duration } from './progress.js';

/** What a person sees of a clip being made, on stderr: a bar on a terminal, and what came of it. */
export interface ClipProgress {
  /** @param done share, 0..1 */
  update(done: number): void;
  end(): void;
  told(report: ClipReport, files: readonly ClipFile[]): void;
}

export function clipProgress(stream: NodeJS.WriteStream = process.stderr): ClipProgress {
  const start = performance.now();
  const told: ClipProgress['told'] = (report, files) => {
    for (const { name, scale, motion, findings } of report.stills) {
      const enlarged = scale > 1 ? `, enhanced ${scale}×` : '';
      stream.write(
        `${name}  ${motion}${enlarged}${findings.map(({ message }) => `\n  note: ${message}`).join('')}\n`,
      );
    }
    for (const [i, { width, height, bytes }] of report.files.entries())
      stream.write(`${files[i].video}  ${width}×${height}  ${(bytes / 2 ** 20).toFixed(1)} MiB\n`);
    const seconds = (performance.now() - start) / 1000;
    stream.write(
      `${report.frames} frames, ${report.seconds.toFixed(2)} s of video in ${duration(seconds)}\n`,
    );
  };
  if (!stream.isTTY) return { update: () => {}, end: () => {}, told };
  const format = ' {bar} {percentage} %  {left} left';
  const bar = new SingleBar(
    { format, stream, hideCursor: true, clearOnComplete: true, barsize: 30 },
    Presets.shades_classic,
  );
  bar.start(100, 0, { left: '–' });
  return {
    update(done) {
      const elapsed = (performance.now() - start) / 1000;
      bar.update(Math.round(done * 100), {
        left: done > 0.05 ? duration((elapsed / done) * (1 - done)) : '–',
      });
    },
    end: () => bar.stop(),
    told,
  };
}
