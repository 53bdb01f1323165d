import type { Pixels } from '../../../engine/master.js';
import type { Matte } from '../../../engine/raster.js';
import { densityOf } from '../density.js';
import { fitted } from '../fit.js';
import { type Front, frontAt } from '../front.js';
import { lightOf } from '../light.js';
import { checkPlacement, type Placement, reachOf, surfaceOf } from '../placement.js';
import { renderRows } from '../render-rows.js';
import { shadingOf } from '../shading.js';
import { fillLevels, fillRows, halvingsFor, levelSizes, type Texture } from '../texture.js';

/** Pixels from a function of place and channel, 0..255. */
export function drawn(
  width: number,
  height: number,
  value: (x: number, y: number, channel: number) => number,
  channels: 3 | 4 = 3,
): Pixels {
  const samples = new Uint8Array(new SharedArrayBuffer(width * height * channels));
  for (let y = 0, i = 0; y < height; y++)
    for (let x = 0; x < width; x++)
      for (let c = 0; c < channels; c++) samples[i++] = Math.round(value(x, y, c));
  return { width, height, channels, depth: 8, samples };
}

export interface Composition {
  out: Uint8Array;
  coverage: Uint8Array;
  pixels: number;
}

/** Compose on this thread, in one band or several. */
export function composed(
  photo: Pixels,
  design: Pixels,
  placement: Partial<Placement> & Pick<Placement, 'shape'>,
  { front, matte, bands = 1 }: { front?: Front; matte?: Matte; bands?: number } = {},
): Composition {
  const { shape, fit, shade, displace, aspect, gloss }: Placement = {
    fit: 'stretch',
    shade: 0,
    displace: 0,
    gloss: 0.1,
    ...placement,
  };
  checkPlacement({ shape, fit, shade, displace, aspect, gloss }, photo);
  const surface = surfaceOf(shape);
  const whole = { left: 0, top: 0, width: design.width, height: design.height };
  const fit2 = fitted(whole, aspect ?? surface.aspect, fit);
  const halvings = halvingsFor(fit2.box, Math.floor(Math.log2(1 / densityOf(surface, fit2, photo).most)) - 1);
  const texture: Texture = {
    box: fit2.box,
    halvings,
    levels: levelSizes(fit2.box, halvings).map((size) => ({
      ...size,
      texels: new Uint16Array(new SharedArrayBuffer(size.width * size.height * 8)),
    })),
  };
  fillRows({ pixels: design, matte }, texture, photo.icc, 0, texture.levels[0].height);
  fillLevels(texture);
  const reach = reachOf(surface, photo, 6 + 0.02 * Math.max(photo.width, photo.height));
  const light = lightOf(photo, surface, reach, frontAt(front, photo));
  const out = new Uint8Array(photo.samples.length);
  const coverage = new Uint8Array(photo.width * photo.height);
  const shading = shadingOf(light, shade, gloss);
  const scene = {
    photo,
    texture,
    shape,
    fitted: fit2,
    light,
    shading,
    displace,
    front,
    reach,
    out,
    coverage,
  };
  let pixels = 0;
  for (let b = 0; b < bands; b++)
    pixels += renderRows(
      scene,
      Math.round((b * photo.height) / bands),
      Math.round(((b + 1) * photo.height) / bands),
    );
  return { out, coverage, pixels };
}
