/**
 * Clips: frames of a zoom made from a supplier's file, and from the enhanced master, held against frames of the true picture.
 *
 * Each truth is reduced 4× by a centred bicubic and written as JPEG 90: that is the source. All three are moved over by the same
 * path into frames of half the truth's size. PSNR and GMSD are of single frames; the last figure is of their succession: how much
 * the change from one frame to the next is other than the true one (RMS, of 255), which is seen as shimmer and crawling edges.
 */
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { createEngine } from 'heroshot';
import sharp from 'sharp';
import { DrawingRoom } from '#heroshot/compose/clip/draw.js';
import { EASINGS } from '#heroshot/compose/clip/easing.js';
import { framePixels } from '#heroshot/compose/clip/frame-pixels.js';
import { planMove, sceneAt } from '#heroshot/compose/clip/move.js';
import type { Plane as Plate } from '#heroshot/compose/clip/resample.js';
import type { Size } from '#heroshot/engine/raster.js';
import { gmsd, prewitt } from '../quality/gmsd.js';
import { lumaPlane, type Plane, planePsnr } from '../quality/plane.js';
import { decodeRgb } from '../quality/truth.js';
import { type RgbPicture, reduceBicubic } from '../reduce-bicubic.js';
import { evenly } from './evenly.js';
import type { Part } from './parts.js';

/** Frames of the path that are looked at, and how many there would be. */
const FRAMES = 72;
const LOOKED_AT = [6, 18, 30, 42, 54, 66];

const COLUMNS = ['the source', 'the enhanced master'] as const;

interface Scores {
  psnr: number;
  gmsd: number;
  change: number;
}

const plateOf = ({ width, height, data }: RgbPicture): Plate => ({
  width,
  height,
  channels: 3,
  samples: data,
});

/** Luma of a frame and of the next one. */
function pairAt(plate: Plate, frame: Size, k: number, rooms: DrawingRoom): [Plane, Plane] {
  const move = planMove('zoom', 0, plate, frame);
  const planeAt = (at: number) => {
    const scene = sceneAt(move, { plate }, EASINGS.sine(at / (FRAMES - 1)));
    const rgb = framePixels({ ...frame, parts: [{ scene, share: 1 }] }, rooms);
    const data = Uint8Array.from(rgb, (value) => Math.min(255, Math.max(0, Math.round(value))));
    return lumaPlane({ ...frame, data }, 4);
  };
  return [planeAt(k), planeAt(k + 1)];
}

function scored(truth: [Plane, Plane], result: [Plane, Plane]): Scores {
  let squares = 0;
  const count = truth[0].data.length;
  for (let i = 0; i < count; i++)
    squares += (result[1].data[i] - result[0].data[i] - (truth[1].data[i] - truth[0].data[i])) ** 2;
  return {
    psnr: planePsnr(truth[0], result[0]),
    gmsd: gmsd(prewitt(truth[0]), prewitt(result[0])),
    change: Math.sqrt(squares / count),
  };
}

/** The part of `npm run bench:downstream` about clips. */
export const clipPart: Part = {
  about: 'frames of a zoom over the source and over the enhanced master, held against the truth',
  async run({ data: folder, count: most }): Promise<string> {
    if (!folder) throw new Error('clip needs --data FOLDER of sharp PNGs');
    const engine = createEngine({ precision: 'float32' });
    const rooms = new DrawingRoom();
    const sums = COLUMNS.map((): Scores => ({ psnr: 0, gmsd: 0, change: 0 }));
    let count = 0;
    const better = { psnr: 0, gmsd: 0, change: 0 };
    const files = evenly((await readdir(folder)).filter((name) => /\.png$/i.test(name)).sort(), most);
    try {
      for (const name of files) {
        const truth = await decodeRgb(join(folder, name));
        const small = reduceBicubic(truth, 4);
        const raw = { width: small.width, height: small.height, channels: 3 as const };
        const source = await sharp(small.data, { raw })
          .jpeg({ quality: 90, chromaSubsampling: '4:4:4' })
          .toBuffer();
        const enhanced = await engine.enhance(source, { scale: 4, format: 'png' });
        const made = [await decodeRgb(source), await decodeRgb(enhanced.bytes)].map(plateOf);
        const even = (side: number) => Math.floor(side / 4) * 2;
        const frame = { width: even(truth.width), height: even(truth.height) };
        const own = made.map((): Scores => ({ psnr: 0, gmsd: 0, change: 0 }));
        for (const k of LOOKED_AT) {
          const wanted = pairAt(plateOf(truth), frame, k, rooms);
          for (const [i, plate] of made.entries()) {
            const scores = scored(wanted, pairAt(plate, frame, k, rooms));
            for (const id of ['psnr', 'gmsd', 'change'] as const) own[i][id] += scores[id] / LOOKED_AT.length;
          }
        }
        for (const id of ['psnr', 'gmsd', 'change'] as const) {
          for (const [i, scores] of own.entries()) sums[i][id] += scores[id];
          if (id === 'psnr' ? own[1][id] > own[0][id] : own[1][id] < own[0][id]) better[id]++;
        }
        count++;
        process.stderr.write(`\r${count} of ${files.length} pictures`);
      }
    } finally {
      process.stderr.write('\n');
      await engine.close();
    }
    const row = (i: number) =>
      `| ${COLUMNS[i]} | ${(sums[i].psnr / count).toFixed(2)} | ${(sums[i].gmsd / count).toFixed(4)} | ${(sums[i].change / count).toFixed(3)} |`;
    return [
      '| frames made of | PSNR-Y in dB | GMSD (less is better) | wrong change between frames (less is better) |',
      '| --- | ---: | ---: | ---: |',
      row(0),
      row(1),
      '',
      `Means of ${count} pictures, ${LOOKED_AT.length} pairs of frames each. The enhanced master is the better one in ${better.psnr}, ${better.gmsd} and ${better.change} of them.`,
    ].join('\n');
  },
};
