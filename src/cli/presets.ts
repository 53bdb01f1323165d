import type { Command } from 'commander';
import { type Canvas, longestSide, type SizeBound } from '../marketplaces/marketplace.js';
import { MARKETPLACES, type Marketplace, marketplace } from '../marketplaces/marketplaces.js';

const EXAMPLES = `
Examples:
  $ heroshot presets                 one line each
  $ heroshot presets amazon-main     everything that is known of one, with its source
  $ heroshot presets --json`;

/** `heroshot presets`: what marketplaces ask for, and what heroshot makes for them. */
export function addPresetsCommand(program: Command): void {
  program
    .command('presets')
    .description('list what marketplaces ask for and what is made for them')
    .argument('[name]', 'one preset in full')
    .option('--json', 'print one JSON object per preset')
    .addHelpText('after', EXAMPLES)
    .action((name: string | undefined, { json }: { json?: boolean }) => {
      const rows = name === undefined ? MARKETPLACES : [marketplace(name)];
      const lines = json
        ? rows.map((row) => JSON.stringify(row))
        : name === undefined
          ? overview(rows)
          : rows.flatMap(detail);
      console.log(lines.join('\n'));
    });
}

/** A canvas for people. */
export function canvasText(canvas: Canvas): string {
  return canvas.kind === 'exact' ? `${canvas.width}×${canvas.height}` : `${longestSide(canvas)} long`;
}

/** A bound for people, e.g. `longest side 1000 px`; `none` where nothing is bounded. */
export function boundText({ longest, shortest, pixels }: SizeBound): string {
  const parts = [
    longest && `longest side ${longest} px`,
    shortest && `shortest side ${shortest} px`,
    pixels && `${pixels / 1e6} megapixels`,
  ];
  return parts.filter(Boolean).join(', ') || 'none';
}

const BACKGROUNDS = { 'pure-white': 'pure white', 'white-preferred': 'white preferred', any: 'any' } as const;

const COLUMNS: [head: string, cell: (row: Marketplace) => string][] = [
  ['name', (row) => row.name],
  ['makes', (row) => `${canvasText(row.canvas)} ${row.format}`],
  ['least', ({ minimum }) => (minimum.longest ? `${minimum.longest} long` : `${minimum.shortest} short`)],
  ['zoom', (row) => `${row.zoomFrom ?? '-'}`],
  ['background', (row) => BACKGROUNDS[row.background]],
  ['most', (row) => `${row.maxBytes / 1e6} MB`],
];

function overview(rows: readonly Marketplace[]): string[] {
  const cells = [COLUMNS.map(([head]) => head), ...rows.map((row) => COLUMNS.map(([, cell]) => cell(row)))];
  const widths = COLUMNS.map((_, c) => Math.max(...cells.map((row) => row[c].length)));
  return cells.map((row) =>
    row
      .map((cell, c) => cell.padEnd(widths[c]))
      .join('  ')
      .trimEnd(),
  );
}

const share = (value: number) => `${Math.round(value * 100)} %`;

/** Everything of a preset, a line each. */
function detail(row: Marketplace): string[] {
  const { fill, shape, overlays, colour, density } = row;
  const fields: [string, string][] = [
    ['makes', `${canvasText(row.canvas)} ${row.format}, quality ${row.quality}, sRGB`],
    ['least', boundText(row.minimum)],
    ['most', `${boundText(row.maximum)}; ${row.maxBytes / 1e6} MB`],
    ['zoom', row.zoomFrom ? `from ${row.zoomFrom} px on the longest side` : 'no rule'],
    ['shape', `${shape.shown.join(', ') || 'any'}; taken: ${shape.range.join(' to ')} (width ÷ height)`],
    ['background', BACKGROUNDS[row.background]],
    [
      'fill',
      `${fill.least ? `${share(fill.least)} to ${share(fill.most)} ${fill.rule}, ` : ''}made ${fill.made.map(share).join(' to ')}`,
    ],
    ['formats', row.formats.join(', ')],
    ['transparency', row.transparency ? 'taken' : 'not taken'],
    ['colours', `sRGB; other RGB: ${colour.otherRgb}, CMYK: ${colour.cmyk}`],
    ...(density
      ? [['density', `${density.made} dots per inch, at least ${density.least}`] as [string, string]]
      : []),
    ['overlays', `text ${overlays.text}, watermark ${overlays.watermark}, border ${overlays.border}`],
    ...row.notes.map((note): [string, string] => ['note', note]),
    ['source', row.source],
    ['checked', `${row.checkedOn}, confidence ${row.confidence}`],
  ];
  return [row.title, ...fields.map(([name, text]) => `  ${name.padEnd(13)} ${text}`)];
}
