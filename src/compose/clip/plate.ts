import { allocateSamples } from '../../engine/picture.js';
import type { Box, Matte, Raster, Size } from '../../engine/raster.js';
import type { Frame } from '../frame.js';
import { planLayout } from '../layout.js';
import { plainBorder } from '../plain-border.js';
import { renderLayout } from '../render.js';
import type { Plane } from './resample.js';
import { shownOf, standsFree } from './shown.js';

/** A still that is to be framed for a clip. */
export interface PlateJob {
  master: Raster;
  /** Of the subject, as large as the master, where it is to be parted from its background. */
  matte?: Matte | undefined;
  /** The subject's box on the master. */
  subject?: Box | undefined;
  /** Frame of the clip. */
  frame: Size;
  /** Plate pixels wanted for each frame pixel; what the master doesn't have is not made up. */
  density: number;
  /** `whole`: everything that the photograph shows, in its own shape where that is wider or taller than the frame. */
  shape: 'frame' | 'whole';
}

/** A still framed for a clip: as large as the clip can use, and as the master has. */
export interface Plated {
  plate: Plane;
  matte?: Matte;
  /** The subject on the plate. */
  subject?: Box;
  /** Whether the photograph's surroundings can be continued unseen. */
  plain: boolean;
}

/** Widest and tallest shape of a plate that is panned over, against the frame's. */
const LONG = 2.2;

/** Share of the frame that a subject spans at most: before a plain backdrop, which can be continued unseen, and in a scene. */
const FREE = { plain: 0.86, scene: 0.94 };

/**
 * Frame a still: cropped around its subject. Before a plain backdrop the subject stands free, and the backdrop is continued for it. In a
 * scene a subject that the photograph's border cuts already may lose up to three tenths; else, and where that is not enough, the photograph
 * is continued as a blurred copy. Only reduced, never enlarged.
 *
 * @throws {HeroshotError} `bad_option`
 */
export async function plateOf({ master, matte, subject, frame, density, shape }: PlateJob): Promise<Plated> {
  const border = await plainBorder(master);
  const own = master.width / master.height;
  const ratio = frame.width / frame.height;
  const shown = shape === 'whole' ? Math.min(Math.max(own, ratio / LONG), ratio * LONG) : ratio;
  const height = shown >= ratio ? frame.height * density : (frame.width * density) / shown;
  const longest = Math.max(height, height * shown);
  const stands = subject !== undefined && standsFree(subject, master);
  const most = border ? FREE.plain : FREE.scene;
  const layout: Frame = {
    canvas: { ratio: [shown], wanted: Math.min(65_000, Math.round(longest)), minimum: 1 },
    mode: 'crop',
    background: border ? 'edge' : 'blur',
    ...(stands && shape === 'frame' ? { fill: { least: 0.05, most, wanted: 0.05 } } : {}),
  };
  const seen = subject && !border && !stands ? shownOf(subject, master, shown) : subject;
  const plan = planLayout(master, seen, layout, border !== undefined);
  const { canvas } = await renderLayout(master, undefined, plan, layout);
  const plate: Plane = {
    width: canvas.width,
    height: canvas.height,
    channels: 3,
    samples: keep(canvas.samples),
  };
  const plated: Plated = { plate, plain: border !== undefined };
  if (plan.subject) plated.subject = whole(plan.subject, plate);
  if (matte) {
    const grey: Raster = {
      width: master.width,
      height: master.height,
      channels: 3,
      samples: tripled(matte.alpha),
    };
    const laid = await renderLayout(grey, undefined, plan, { ...layout, background: '#000000' });
    plated.matte = { width: plate.width, height: plate.height, alpha: third(laid.canvas.samples) };
  }
  return plated;
}

function keep(samples: Uint8Array): Uint8Array {
  const out = allocateSamples(samples.length, 8);
  out.set(samples);
  return out;
}

function tripled(alpha: Uint8Array): Uint8Array {
  const out = new Uint8Array(alpha.length * 3);
  for (let i = 0, o = 0; i < alpha.length; i++, o += 3) out.fill(alpha[i], o, o + 3);
  return out;
}

function third(samples: Uint8Array): Uint8Array {
  const out = allocateSamples(samples.length / 3, 8);
  for (let i = 0, o = 0; o < out.length; i += 3, o++) out[o] = samples[i];
  return out;
}

/** A box of fractions in whole pixels, inside the plate. */
function whole({ left, top, width, height }: Box, plate: Size): Box {
  const [x, y] = [Math.max(0, Math.floor(left)), Math.max(0, Math.floor(top))];
  return {
    left: x,
    top: y,
    width: Math.min(plate.width, Math.ceil(left + width)) - x,
    height: Math.min(plate.height, Math.ceil(top + height)) - y,
  };
}
