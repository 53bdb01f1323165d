import { readFile } from 'node:fs/promises';
import { type Command, Option } from 'commander';
import { findInputs } from '../catalog/inputs.js';
import { type Outcome, run } from '../catalog/run.js';
import { FITS, type Fit } from '../compose/place/fit.js';
import type { Mesh } from '../compose/place/mesh.js';
import type { Quad } from '../compose/place/quad.js';
import { FORMATS, type OutputFormat } from '../engine/encode/formats.js';
import { createEngine } from '../engine/engine.js';
import { HeroshotError, readError } from '../engine/errors.js';
import { askedRecipe } from '../recipe/asked.js';
import { meshOf, quadOf } from '../recipe/place/parse.js';
import { TEMPLATES } from '../recipe/place/template.js';
import { numberBetween, said, scale } from './dials.js';
import { stopOnSignals } from './interrupt.js';
import { createProgress, summary } from './progress.js';
import { addRunOptions, type RunFlags } from './run-options.js';

interface PlaceFlags extends RunFlags {
  on: string;
  quad?: Quad;
  mesh?: string;
  auto?: boolean;
  mask?: string;
  fit?: Fit;
  aspect?: number;
  shade?: number;
  displace?: number;
  gloss?: number;
  cutout?: boolean;
  trim?: boolean;
  enhance: boolean;
  scale?: 1 | 2 | 4 | 'auto';
  coverage?: boolean;
  format?: OutputFormat | 'keep';
  quality?: number;
}

const EXAMPLES = `
Templates: ${TEMPLATES.join(', ')}

Examples:
  $ heroshot place logo.png --on tshirt                     on the shirt that comes with heroshot
  $ heroshot place designs/ --on mug --out mugs
  $ heroshot place logo.png --on model.jpg --auto           on the chest of the person in the photo
  $ heroshot place poster.jpg --on wall.jpg --quad 410,220,980,260,960,1010,400,1040
  $ heroshot place bag.jpg --on tshirt --cutout             the product alone, without its background
  $ heroshot place logo.png --on model.jpg --mask hands.png what is white in hands.png stays in front
  $ heroshot place logo.png --on my-mockup/template.json

A quad names the corners where the design's top left, top right, bottom right and bottom left go, in pixels of the photo.
A design that is small for its place is enhanced first; --no-enhance leaves it. Beside each result lies <name>.report.json,
which says which pixels were composed. docs/place.md tells more.
Exit code: 0 all done, 1 some designs failed (each is named with a reason), 2 wrong usage.`;

/** `heroshot place`: lay designs on a photo of a model or on a template. */
export function addPlaceCommand(program: Command): void {
  const command = program
    .command('place')
    .description('lay a design, a label or a cut-out on a photo of a model, in its perspective and light')
    .argument('<design...>', 'pictures, folders with pictures, or globs')
    .requiredOption(
      '--on <photo|template>',
      `a photo, a template (${TEMPLATES.join(', ')}), a template.json or its folder`,
    )
    .option('--quad <x1,y1,…,x4,y4>', 'where the corners go, clockwise from the top left', said(quadOf))
    .option('--mesh <file.json>', 'a grid of points for folds and curves')
    .option('--auto', 'find the torso in the photo; the default for a photo alone')
    .option('--mask <file>', 'a picture of what stays in front: white, or opaque where it has transparency')
    .addOption(
      new Option(
        '--fit <fit>',
        'contain: all of it, cover: all of the place, stretch: corner to corner',
      ).choices(FITS),
    )
    .option('--aspect <ratio>', 'width by height of the place as it lies flat', numberBetween(0.02, 50))
    .option('--shade <0..1>', "how much of the photo's light it takes; 1 by default", numberBetween(0, 1))
    .option('--displace <0..1>', 'how far it follows folds; 0.5 by default', numberBetween(0, 1))
    .option(
      '--gloss <0..1>',
      "how much the photo's highlights lie over it, 0 cloth to 1 glass; 0.1 by default",
      numberBetween(0, 1),
    )
    .option('--cutout', 'cut the subject out of the design first')
    .option('--trim', 'leave transparent margins out of the fit, also where it is stretched')
    .option('--no-trim', 'count transparent margins as part of the design')
    .option('--no-enhance', 'place the design as it came')
    .option('--scale <1|2|4|auto>', 'enlargement before placing; auto: what the place needs (default)', scale)
    .option('--coverage', 'also write <name>.coverage.png: which pixels were composed')
    .addOption(
      new Option('--format <format>', "format of the results; keep (default): the photo's").choices([
        'keep',
        ...Object.keys(FORMATS),
      ]),
    )
    .option('--quality <n>', 'JPEG, WebP or AVIF quality, 1 to 100', numberBetween(1, 100, true));
  addRunOptions(command)
    .addHelpText('after', EXAMPLES)
    .action(async (args: string[], flags: PlaceFlags) => {
      process.exitCode = await placeAll(args, flags);
    });
}

async function placeAll(args: string[], flags: PlaceFlags): Promise<number> {
  const { out, device, precision, threads, json } = flags;
  const mesh = flags.mesh && (await readMesh(flags.mesh));
  const { on, quad, auto, mask, fit, aspect, shade, displace, gloss, trim, enhance, coverage } = flags;
  const place = { on, quad, mesh, auto, mask, fit, aspect, shade, displace, gloss, trim, enhance, coverage };
  const told = (options: object) =>
    Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined && value !== ''));
  const { cutout, format, quality, scale: enlarge } = flags;
  const recipe = askedRecipe({
    ...told({ cutout, quality, format, scale: enlarge }),
    place: told(place) as { on: string },
  });
  const inputs = await findInputs(args, out);
  if (inputs.length === 0) throw new HeroshotError('file_not_found', `no pictures in ${args.join(', ')}`);
  const engine = createEngine({ device, precision, ...(threads ? { threads } : {}) });
  const { signal, release } = stopOnSignals();
  const start = performance.now();
  const count = { done: 0, failed: 0, review: 0 };
  const progress = createProgress(inputs.length, process.stderr, lineOf);
  try {
    await run(inputs, {
      engine,
      out,
      recipe,
      signal,
      pick: ({ for: made }) => (made === 'placed' ? '' : made === 'coverage' ? '.coverage' : undefined),
      onOutcome: (outcome) => {
        count[outcome.status]++;
        if (outcome.report?.verdict === 'review') count.review++;
        progress.picture(outcome);
        if (json) process.stdout.write(`${JSON.stringify(outcome)}\n`);
      },
      onProgress: (done) => progress.update(done),
    });
    progress.end();
    const seconds = (performance.now() - start) / 1000;
    console.error(summary(count, inputs.length, seconds, signal.aborted));
    console.error(`results: ${out}`);
  } finally {
    progress.end();
    release();
    await engine.close();
  }
  if (signal.aborted) return 130;
  return count.failed > 0 ? 1 : 0;
}

async function readMesh(path: string): Promise<Mesh> {
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    throw readError(error, path);
  });
  return meshOf(text, path);
}

/** One line about a design that was placed. */
function lineOf({ input, output, report, seconds }: Outcome): string {
  const placement = report?.placement;
  if (!placement) return `done    ${input}`;
  const { on, design, composed, notes } = placement;
  const { left, top, width, height } = composed.box;
  const enhanced = design.scale > 1 ? `, enhanced ${design.scale}×` : '';
  const said = notes.length > 0 ? `  NOTE: ${notes.join('; ')}` : '';
  return `done    ${input} -> ${output}  on ${on} at ${left},${top} ${width}×${height}${enhanced}  ${seconds.toFixed(1)} s${said}`;
}
