import { ERRORS, MODELS } from 'heroshot';
import { NOTES } from '#heroshot/compose/notes.js';
import { FORMATS } from '#heroshot/engine/encode/formats.js';

const GENERATED = '<!-- made by `npm run docs:tables`; do not edit -->\n';

const table = (head: string[], rows: (string | number)[][]) =>
  [head, head.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n');

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
    ['id', 'enlarges', 'tier', 'channels', 'parameters', 'halo', 'float32', 'int8', 'detail'],
    MODELS.map((m) => [
      m.id,
      `${m.scale}×`,
      m.tier,
      m.channels,
      m.parameters.toLocaleString('en'),
      `${m.halo} px`,
      m.file,
      m.int8?.file ?? '–',
      m.detail?.file ?? '–',
    ]),
  );
  return {
    'docs/errors.md': `${GENERATED}
# Errors

Every error has a stable \`code\`, a message that names the thing, and a hint that says what to do. In a batch an error
belongs to its picture; the others go on.

${errors}
`,
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
on-the-fly delivery. \`--detail\` mixes in the weights of the last column ([how](network.md#detail)).

Each weight file has a card beside it in [models/](../models/). \`heroshot models\` lists what is installed and checks the files.
`,
  };
}
