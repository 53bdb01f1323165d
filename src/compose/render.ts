import type { Matte, Raster } from '../engine/raster.js';
import { endsPlain, fillBlurred, fillEdges, rgbOf } from './backdrop.js';
import { blit, type Canvas, createCanvas, fillBox } from './canvas.js';
import { coverageOf } from './coverage.js';
import { type Frame, isSolid } from './frame.js';
import { layOn } from './lay-on.js';
import type { Layout } from './layout.js';
import { reduce } from './reduce.js';
import { darken, fade, straighten } from './shade.js';
import { contactShadow } from './shadow.js';
import { assertOnlyReduces, type Transform } from './transform.js';

/** A rendered layout and what was done to get there, the layout's own steps included. */
export interface Rendered {
  canvas: Canvas;
  log: Transform[];
}

/** The photograph as it is, reduced: `[H, W, 3]`. An own alpha is laid on white. */
async function scene(master: Raster, { crop, place }: Layout): Promise<Uint8Array> {
  const coverage = coverageOf(master, undefined, crop);
  if (!coverage) return reduce(master, crop, place);
  const samples = layOn(master, coverage, crop, [255, 255, 255]);
  return reduce({ ...crop, samples, channels: 3 }, { ...crop, left: 0, top: 0 }, place);
}

async function onScene(master: Raster, layout: Layout, background: string): Promise<Rendered> {
  const picture = await scene(master, layout);
  const canvas = await createCanvas(layout.canvas, 3);
  const log = [...layout.log];
  const padded = Object.values(layout.pads).some((pad) => pad > 0);
  if (padded && background === 'blur' && !endsPlain(picture, layout)) {
    const scale = await fillBlurred(canvas, picture, layout);
    log.push({ step: 'fill', of: 'background', with: 'blur', scale });
  } else if (padded) {
    fillEdges(canvas, picture, layout);
    log.push({ step: 'fill', of: 'background', with: 'edge' });
  }
  blit(canvas, picture, layout.place);
  return { canvas, log };
}

/** A plane of the placed picture's size, on the canvas. */
function spread(plane: Uint8Array, { canvas, place }: Layout): Uint8Array {
  const out = new Uint8Array(canvas.width * canvas.height);
  for (let y = 0; y < place.height; y++)
    out.set(
      plane.subarray(y * place.width, (y + 1) * place.width),
      (place.top + y) * canvas.width + place.left,
    );
  return out;
}

async function onColour(
  master: Raster,
  matte: Matte | undefined,
  layout: Layout,
  { background, shadow }: Frame,
): Promise<Rendered> {
  const { crop, place } = layout;
  const whole = { ...crop, left: 0, top: 0 };
  const colour = rgbOf(background);
  const transparent = background === 'transparent';
  const coverage = coverageOf(master, matte, crop);
  const laid = coverage && layOn(master, coverage, crop, colour);
  const picture = await (laid
    ? reduce({ ...crop, samples: laid, channels: 3 }, whole, place)
    : reduce(master, crop, place));
  const canvas = await createCanvas(layout.canvas, transparent ? 4 : 3);
  const log: Transform[] = [...layout.log];
  if (coverage) log.push({ step: 'replace', of: 'background', by: background });
  const opaque = { ...layout.canvas, left: 0, top: 0 };
  if (!transparent) {
    fillBox(canvas, colour, opaque);
    blit(canvas, picture, place);
  }
  const shaded = shadow === 'soft' && coverage !== undefined && layout.subject !== undefined;
  if (!transparent && !shaded) return { canvas, log };
  const placed = coverage
    ? await reduce({ ...crop, samples: coverage, channels: 1 }, whole, place)
    : new Uint8Array(place.width * place.height).fill(255);
  const cover = spread(placed, layout);
  const cast = shaded && layout.subject ? await contactShadow(cover, canvas, layout.subject) : undefined;
  if (cast) log.push({ step: 'shadow', of: 'background' });
  if (!transparent && cast) darken(canvas, cover, cast, colour);
  if (transparent) {
    straighten(canvas, picture, cover, place);
    if (cast) fade(canvas, cast);
  }
  return { canvas, log };
}

/**
 * Make a layout's pixels: crop, reduce, place, and lay on the background.
 *
 * A solid background replaces what the matte (or the master's own alpha) says is none of the picture, exactly: where it
 * covers nothing the colour is the background's own. `edge` and `blur` keep the photograph whole and only fill the pads; where
 * it ends in a plain colour `blur` is `edge`.
 *
 * @throws {HeroshotError} would_enlarge
 */
export async function renderLayout(
  master: Raster,
  matte: Matte | undefined,
  layout: Layout,
  frame: Frame,
): Promise<Rendered> {
  assertOnlyReduces(layout.log);
  return isSolid(frame.background)
    ? onColour(master, matte, layout, frame)
    : onScene(master, layout, frame.background);
}
