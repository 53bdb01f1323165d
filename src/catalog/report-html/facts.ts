import type { CutoutReport } from '../../recipe/cutout-step.js';
import type { RecipeReport } from '../../recipe/report.js';
import { escapeHtml } from './escape.js';
import { count, countOf, dimensions, fileSize, percent } from './quantities.js';
import { timingsHtml } from './timings.js';

/** Everything that a report says of one picture, beside its comparison. */
export function factsHtml(report: RecipeReport): string {
  return `${verdict(report)}${measures(report)}${made(report)}${network(report)}${sentences(report)}${timingsHtml(report)}`;
}

function verdict({ verdict: judged, reasons: why }: RecipeReport): string {
  if (judged === 'pass')
    return '<p class="verdict"><span class="badge pass">Pass</span> Colours and content held.</p>\n';
  const reasons = why.map((reason) => `<li>${escapeHtml(reason)}</li>`).join('');
  return `<p class="verdict"><span class="badge review">Review</span> A person should look at this one:</p>
<ul class="reasons">${reasons}</ul>\n`;
}

function measures({ fidelity }: RecipeReport): string {
  const { deltaE00, consistencyPsnr, flatAreas } = fidelity;
  const seen = deltaE00.mean < 1 ? 'below 1 people see no difference' : 'above 1 people can see it';
  const rows: [term: string, value: string, line: string][] = [
    ['Colour, mean ΔE2000', deltaE00.mean.toFixed(2), seen],
    [
      'Consistency',
      consistencyPsnr >= 99 ? 'exact' : `${consistencyPsnr.toFixed(1)} dB`,
      'reduced again, against the input',
    ],
    flatAreas.share > 0
      ? ['Flat areas kept', percent(flatAreas.kept), `${percent(flatAreas.share)} of the picture is flat`]
      : ['Flat areas kept', '–', 'the picture has none'],
  ];
  const cells = rows.map(
    ([term, value, line]) => `<div><dt>${term}</dt><dd>${value}</dd><dd class="line">${line}</dd></div>`,
  );
  return `<dl class="measures">${cells.join('')}</dl>\n`;
}

function made(report: RecipeReport): string {
  const { input, output, scale, fidelity } = report;
  const { deltaE00, regionDeltaE00 } = fidelity;
  const rows: [term: string, text: string][] = [
    [
      'Size',
      `${dimensions(input)} → ${dimensions(output)} px (${scale === 1 ? 'left as it is' : `${scale}×`})`,
    ],
    ['File', `${file(input)} → ${file(output)}`],
    ['Colour space', input.colour === output.colour ? output.colour : `${input.colour} → ${output.colour}`],
    [
      'ΔE2000, pixels',
      `mean ${deltaE00.mean.toFixed(2)}, p95 ${deltaE00.p95.toFixed(2)}, max ${deltaE00.max.toFixed(1)}`,
    ],
    [
      'ΔE2000, regions',
      `mean ${regionDeltaE00.mean.toFixed(2)}, p99 ${regionDeltaE00.p99.toFixed(2)}, max ${regionDeltaE00.max.toFixed(1)}`,
    ],
  ];
  if (output.density) rows.push(['Density', `${count(output.density)} dpi`]);
  if (report.cutout) rows.push(['Cut-out', cutOut(report.cutout)]);
  if (report.gate) rows.push(['Fidelity gate', report.gate.text]);
  return rowsHtml(rows);
}

/** How the outline was found, and how sure it is. */
const METHODS: Record<CutoutReport['method'], string> = {
  alpha: 'the file’s own transparency',
  uniform: 'network and the plain background’s colour',
  mixed: 'network and colours',
};

function cutOut({ confidence, method, findings }: CutoutReport): string {
  const said = findings.map(({ message }) => ` ${message}`).join('');
  return `confidence ${confidence.toFixed(2)} of 1, by ${METHODS[method]}.${said}`;
}

function rowsHtml(rows: [term: string, text: string][]): string {
  const html = rows.map(([term, text]) => `<div><dt>${term}</dt><dd>${escapeHtml(text)}</dd></div>`);
  return `<dl class="facts">${html.join('')}</dl>\n`;
}

function file({ format, bytes, depth, alpha }: RecipeReport['input'] | RecipeReport['output']): string {
  return `${format.toUpperCase()}${depth === 16 ? ' 16-bit' : ''}${alpha ? ' with alpha' : ''} ${fileSize(bytes)}`;
}

/** What the network was told, in its own numbers and in those of the field (see `Condition`). */
function condition({ condition: told }: RecipeReport): [string, string][] {
  if (!told) return [];
  const set = (dial: number | 'auto') => (dial === 'auto' ? 'measured' : `set by hand, ${dial}`);
  const quality =
    told.compression > 0 ? `like JPEG quality ${Math.round(100 - 100 * told.compression)}` : 'none';
  const noise = told.noise > 0 ? `σ ${(25 * told.noise).toFixed(1)} of 255` : 'none';
  const blur = told.blur > 0 ? `σ ${(2 * told.blur).toFixed(2)} px` : 'none';
  return [
    ['Told of compression', `${told.compression} (${quality}; ${set(told.restore)})`],
    ['Told of noise', `${told.noise} (${noise}; ${set(told.restore)})`],
    ['Told of blur', `${told.blur} (${blur}; ${set(told.sharpen)})`],
  ];
}

function network(report: RecipeReport): string {
  const { network: ran } = report;
  if (!ran) return '<h3>Network</h3>\n<p class="aside">Not used.</p>\n';
  const weights = ran.clean ? ', its weights for pictures without noise and compression' : '';
  const rows: [string, string][] = [
    ['Model', `${ran.model} on ${ran.device}, ${countOf(ran.tiles, 'tile')}${weights}`],
  ];
  if (ran.detail) rows.push(['Detail', `${ran.detail} (texture before exactness)`]);
  rows.push(['Guard', guard(report)]);
  if (ran.fallback) rows.push(['Device', ran.fallback]);
  return `<h3>Network</h3>\n${rowsHtml([...rows, ...condition(report)])}`;
}

function guard({ guard: held }: RecipeReport): string {
  if (!held) return 'off';
  const share = (correction: number) => `${(100 * correction).toFixed(2)} %`;
  return `on; moved tones by ${share(held.meanCorrection)} on average, ${share(held.maxCorrection)} at most`;
}

function sentences({ advice, notes }: RecipeReport): string {
  const lines = [...advice.map(({ text }) => text), ...notes];
  if (lines.length === 0) return '';
  return `<h3>Notes</h3>\n<ul class="notes">${lines.map((line) => `<li>${escapeHtml(line)}</li>`).join('')}</ul>\n`;
}
