import { CHECKS, ERRORS, MARKETPLACES, type Marketplace, MODELS } from 'heroshot';
import { boundText, canvasText } from '#heroshot/cli/presets.js';
import { NOTES } from '#heroshot/compose/notes.js';
import { FORMATS } from '#heroshot/engine/encode/formats.js';
import { weightsOf } from '#heroshot/engine/network/registry.js';
import { catalogPage } from './catalog-page.js';
import { clipPage } from './clip-page.js';
import { edgePage } from './edge-page.js';
import { problemsPage } from './problems-page.js';
import { workflowsPage } from './workflows-page.js';

const GENERATED = '<!-- made by `npm run docs:tables`; do not edit -->\n';

const table = (head: string[], rows: (string | number)[][]) =>
  [head, head.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n');

const percent = (share: number) => `${Math.round(share * 100)} %`;

/** A row in full. */
function marketplaceSection(m: Marketplace): string {
  const fill = m.fill.least > 0 ? `${percent(m.fill.least)} to ${percent(m.fill.most)} ${m.fill.rule}; ` : '';
  const facts = [
    `made: ${canvasText(m.canvas)} ${m.format}, quality ${m.quality}${m.density ? `, ${m.density.made} dots per inch` : ''}`,
    `largest: ${boundText(m.maximum)}`,
    `shapes: ${m.shape.shown.join(', ') || 'any'} shown whole; width ÷ height from ${m.shape.range.join(' to ')} taken`,
    `fill of the frame: ${fill}made ${m.fill.made.map(percent).join(' to ')}`,
    `formats: ${m.formats.join(', ')}; transparency ${m.transparency ? '' : 'not '}taken`,
    `text ${m.overlays.text}, watermark ${m.overlays.watermark}, border ${m.overlays.border}`,
    ...m.notes,
    `source: <${m.source}>, ${m.checkedOn}, confidence ${m.confidence}`,
  ];
  return `## ${m.name}\n\n${facts.map((fact) => `- ${fact}`).join('\n')}`;
}

/** The generated pages by path: what the code's own tables say. */
export function tablePages(): Record<string, string> {
  const errors = table(
    ['code', 'what to do'],
    Object.entries(ERRORS).map(([code, hint]) => [`\`${code}\``, hint]),
  );
  const formats = table(
    ['format', 'extension', 'alpha', '16 bits', 'quality by default'],
    Object.entries(FORMATS).map(([name, row]) => [
      name,
      `.${row.extension}`,
      row.alpha ? 'kept' : 'laid on white',
      row.deep ? 'kept' : 'rounded to 8',
      row.quality ?? 'lossless',
    ]),
  );
  const notes = table(
    ['code', 'what it says'],
    Object.entries(NOTES).map(([code, sentence]) => [`\`${code}\``, sentence]),
  );
  const models = table(
    ['id', 'enlarges', 'tier', 'channels', 'parameters', 'halo', 'float32', 'int8', 'clean', 'detail'],
    MODELS.map((m) => [
      m.id,
      `${m.scale}×`,
      m.tier,
      m.channels,
      m.parameters.toLocaleString('en'),
      `${m.halo} px`,
      m.file,
      m.int8?.file ?? '–',
      m.clean
        ? weightsOf(m.clean)
            .map(([, { file }]) => file)
            .join(', ')
        : '–',
      m.detail?.file ?? '–',
    ]),
  );
  const marketplaces = table(
    ['name', 'for', 'made', 'least', 'zoom from', 'background', 'largest file', 'confidence'],
    MARKETPLACES.map((m) => [
      `[\`${m.name}\`](#${m.name})`,
      m.title,
      `${canvasText(m.canvas)} ${m.format}`,
      boundText(m.minimum),
      m.zoomFrom ? `${m.zoomFrom} px` : '–',
      m.background.replace('-', ' '),
      `${m.maxBytes / 1e6} MB`,
      m.confidence,
    ]),
  );
  const checks = table(
    ['code', 'what is looked at', 'at worst'],
    CHECKS.map(({ code, about, worst }) => [`\`${code}\``, about, worst]),
  );
  return {
    'docs/workflows.md': `${GENERATED}${workflowsPage()}`,
    'docs/edge.md': `${GENERATED}\n${edgePage()}`,
    'docs/clip.md': `${GENERATED}\n${clipPage()}`,
    'docs/catalog.md': `${GENERATED}\n${catalogPage()}`,
    'docs/marketplaces.md': `${GENERATED}
# Marketplaces

What marketplaces ask for, as heroshot knows it: \`--for\` takes these names, several separated by commas. \`heroshot presets\`
prints the table, \`heroshot presets amazon-main\` one row, and [the audit](audit.md) holds files against them.

Every file is made in sRGB. Rules change: each row names the page it was held against, the day, and how far it can be trusted:
high was read on the marketplace's own page, medium is partly from pages of others, low only from those. Where sources
disagree, the stricter value is held and a note says so.

${marketplaces}

${MARKETPLACES.map(marketplaceSection).join('\n\n')}
`,
    'docs/audit.md': `${GENERATED}
# The audit

\`heroshot audit photos/ --for amazon-main,shopify\` holds finished files against [what marketplaces ask for](marketplaces.md) and
changes nothing. It decodes the bytes and measures them, so that names, headers and promises count for nothing. The same is
\`audit(bytes, marketplace('amazon-main'))\` in the library.

Each finding has a stable \`code\`, a \`severity\`, the measured \`value\`, the \`limit\`, a \`message\`, a \`fix\` (what heroshot would do,
or what only a person can), and the \`source\` that asks for it. \`fail\` breaks a rule, \`warn\` costs something, \`info\` is worth
knowing and never changes the verdict, \`pass\` was checked and holds. A check says nothing where the marketplace has no rule.

${checks}

Colours, letters and frames are measured, not understood: a watermark on the product, a prop or a mannequin is not seen.
Softness and missing detail of a file that says by its IPTC tag that an algorithm enlarged it are told as \`info\`.

The command ends with 0 where no file fails, 1 where one does or can't be read, 2 for wrong usage.
`,
    'docs/errors.md': `${GENERATED}
# Errors

Every error has a stable \`code\`, a message that names the thing, and a hint that says what to do. In a batch an error
belongs to its picture; the others go on.

${errors}
`,
    'docs/problems.md': `${GENERATED}${problemsPage()}`,
    'docs/compose-notes.md': `${GENERATED}
# Notes on composed files

What a report says of a file that was [framed](compose.md) for a target. A note is no error: the file is there.

${notes}
`,
    'docs/formats.md': `${GENERATED}
# Formats

Read: JPEG, PNG, WebP, AVIF, TIFF and the first frame of GIF; 8 or 16 bits; RGB, grey, CMYK or Lab; with or without alpha and
colour profile. What a file is is told by its bytes, not by its name.

Written (\`--format\`; \`keep\` is the input's own format, and PNG for GIF, whose 256 colours would spoil the result):

${formats}
`,
    'docs/models.md': `${GENERATED}
# Networks

${models}

\`--tier\` and \`--scale\` choose the row; \`--precision\` chooses the file, and with \`auto\` int8 is taken where it is
[measurably faster](network.md#precision). An edge network does about a fifth of the work and is softer: for previews and
on-the-fly delivery. Weights for clean pictures run where a picture shows
[neither noise nor compression](network.md#clean-pictures). \`--detail\` mixes in the weights of the last column ([how](network.md#detail)).

Each weight file has a card beside it in [models/](../models/). \`heroshot models\` lists what is installed and checks the files.
`,
  };
}
