import type { Report, Timings } from '../../engine/report.js';
import { duration } from './quantities.js';

/** Stages in the order in which they run. */
const STAGES: [stage: Exclude<keyof Timings, 'total'>, label: string][] = [
  ['decode', 'decode'],
  ['condition', 'damage estimate'],
  ['network', 'network'],
  ['tiles', 'tiles'],
  ['guard', 'guard'],
  ['encode', 'encode'],
  ['measure', 'measure'],
];

/** Shares are of the stages' summed work: with several threads it exceeds the time on the clock. */
export function timingsHtml({ timings }: Report): string {
  const stages = STAGES.filter(([stage]) => timings[stage] > 0);
  const work = stages.reduce((sum, [stage]) => sum + timings[stage], 0);
  const total = duration(timings.total / 1000);
  if (work === 0) return `<p class="time">Time: ${total}</p>`;
  let left = 0;
  // Widths as attributes: the page's policy allows no style attributes.
  const parts = stages.map(([stage]) => {
    const width = (timings[stage] / work) * 100;
    left += width;
    return `<rect class="${stage}" x="${(left - width).toFixed(2)}" width="${width.toFixed(2)}" height="1"/>`;
  });
  const legend = stages.map(
    ([stage, label]) =>
      `<li><svg class="key" aria-hidden="true" viewBox="0 0 1 1"><rect class="${stage}" width="1" height="1"/></svg>${label} ${milliseconds(timings[stage])}</li>`,
  );
  return `<h3>Time: ${total}</h3>
<svg class="bar" viewBox="0 0 100 1" preserveAspectRatio="none" aria-hidden="true">${parts.join('')}</svg>
<ul class="stages" aria-label="Work by stage, summed over threads">${legend.join('')}</ul>`;
}

function milliseconds(ms: number): string {
  return ms < 999.5 ? `${ms < 9.95 ? ms.toFixed(1) : Math.round(ms)} ms` : duration(ms / 1000);
}
