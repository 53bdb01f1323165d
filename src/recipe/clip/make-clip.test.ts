import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { EASINGS } from '../../compose/clip/easing.js';
import { decodedFrames, hasFfmpeg, probe } from '../../compose/clip/testing/ffmpeg.js';
import { markIn, printedMark } from '../../compose/clip/testing/mark.js';
import { partsAt } from '../../compose/clip/timeline.js';
import { inFrame, viewAt } from '../../compose/clip/view.js';
import { createEngine, type Engine } from '../../engine/engine.js';
import { productScene } from '../../engine/testing/pictures.js';
import { makeClip } from './make-clip.js';
import type { ClipOptions } from './options.js';

const there = hasFfmpeg();

describe.skipIf(!there)('a clip', () => {
  let folder: string;
  let engine: Engine;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'heroshot-clip-'));
    engine = createEngine({ threads: 2 });
  });
  afterAll(async () => {
    await engine.close();
    await rm(folder, { recursive: true, force: true });
  });

  const size = { width: 240, height: 320, for: [] };
  const png = (data: Buffer, width: number, height: number) =>
    sharp(data, { raw: { width, height, channels: 3 } })
      .png()
      .toBuffer();
  const flat = (background: string) =>
    sharp({ create: { width: 300, height: 400, channels: 3, background } })
      .png()
      .toBuffer();

  let made = 0;
  const clip = async (inputs: Buffer[], options: ClipOptions) => {
    const stills = inputs.map((input, i) => ({ input, name: `still ${i + 1}` }));
    const all = { sizes: [size], fps: 25, scale: 1, seconds: 1, ...options } as const;
    const { format = 'mp4' } = options;
    const paths = all.sizes.map(() => join(folder, `${++made}.${format}`));
    const result = await makeClip(stills, all, { engine, paths });
    return { ...result, path: paths[0], paths };
  };

  test.each(['zoom', 'pan'] as const)(
    '%s: a printed mark keeps to its path within 0.1 px',
    async (motion) => {
      const mark = { x: 331.3, y: 402.8 };
      const still = await png(printedMark(700, 800, mark.x, mark.y, 22), 700, 800);
      const { path, report } = await clip([still], { motion, seconds: 2, easing: 'cubic' });
      const [{ plates }] = report.stills;
      const [plate] = plates;
      const frames = await decodedFrames(path, size, 'gray');
      expect(frames.length).toBe(50);
      // Where the mark is on the plate is what a frame of the plate itself says: the first one is.
      const { timeline, frames: count } = report;
      const plan = { frames: count, ...timeline };
      const views = frames.map((_, k) =>
        viewAt(plate.from, plate.to, EASINGS.cubic(partsAt(plan, 1, k)[0].at)),
      );
      const seen = frames.map((frame) => markIn(frame, size, 200));
      const onPlate = {
        x: views[0].left + ((seen[0].x + 0.5) * views[0].width) / size.width - 0.5,
        y: views[0].top + ((seen[0].y + 0.5) * views[0].height) / size.height - 0.5,
      };
      const travelled = Math.hypot(seen[49].x - seen[0].x, seen[49].y - seen[0].y);
      expect(travelled).toBeGreaterThan(motion === 'pan' ? 10 : 0.5);
      const square = seen.map(({ x, y }, k) => {
        const ideal = inFrame(views[k], size, onPlate.x, onPlate.y);
        return (x - ideal.x) ** 2 + (y - ideal.y) ** 2;
      });
      const rms = Math.sqrt(square.reduce((sum, value) => sum + value, 0) / square.length);
      expect(rms).toBeLessThan(0.1);
    },
  );

  test('what the file says is what was asked for', async () => {
    const sizes = [size, { width: 240, height: 240, for: [] }];
    const stills = [await flat('#335577'), await flat('#775533')];
    const { paths, report } = await clip(stills, { sizes, fps: 60, seconds: 1.5, motion: 'zoom' });
    for (const [i, path] of paths.entries()) {
      expect(await probe(path)).toMatchObject({
        codec_name: 'h264',
        width: sizes[i].width,
        height: sizes[i].height,
        pix_fmt: 'yuv420p',
        avg_frame_rate: '60/1',
        nb_read_frames: '90',
        color_range: 'tv',
        color_space: 'bt709',
        color_primaries: 'bt709',
        color_transfer: 'bt709',
      });
      expect((await probe(path)).duration).toBeCloseTo(1.5, 3);
    }
    expect(report.files.map(({ width, height }) => `${width}x${height}`)).toEqual(['240x320', '240x240']);
    // The index comes before the pictures.
    const bytes = await readFile(paths[0]);
    expect(bytes.indexOf('moov')).toBeLessThan(bytes.indexOf('mdat'));
  });

  test('WebM is VP9 with the same colours', async () => {
    const { path } = await clip([await flat('#c81e28')], { format: 'webm', motion: 'zoom' });
    expect(await probe(path)).toMatchObject({
      codec_name: 'vp9',
      nb_read_frames: '25',
      color_space: 'bt709',
    });
    const [frame] = await decodedFrames(path, size, 'rgb24');
    const middle = (160 * 240 + 120) * 3;
    for (const [c, value] of [200, 30, 40].entries())
      expect(Math.abs(frame[middle + c] - value)).toBeLessThanOrEqual(3);
  });

  test.each(['#c81e28', '#1e5ac8', '#20a040', '#f5f0e1', '#808080', '#ffffff', '#0a0a0a'])(
    '%s comes back within 2 of 255',
    async (colour) => {
      const { path, posters } = await clip([await flat(colour)], { motion: 'zoom' });
      const wanted = [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16));
      const frames = await decodedFrames(path, size, 'rgb24');
      for (const frame of [frames[0], frames[24]])
        for (const at of [0, 100 * 240 + 7, 319 * 240 + 239])
          for (let c = 0; c < 3; c++) expect(Math.abs(frame[at * 3 + c] - wanted[c])).toBeLessThanOrEqual(2);
      const poster = await sharp(posters[0]).raw().toBuffer({ resolveWithObject: true });
      expect(poster.info).toMatchObject({ width: 240, height: 320, channels: 3 });
      for (let c = 0; c < 3; c++) expect(Math.abs(poster.data[c] - wanted[c])).toBeLessThanOrEqual(2);
    },
  );

  test('the same stills and words make the same file', async () => {
    const still = await png(productScene(301, 403), 301, 403);
    const one = await clip([still, await flat('#dddddd')], { motion: 'pan' });
    const two = await clip([still, await flat('#dddddd')], { motion: 'pan' });
    expect(one.report.files[0].sha256).toBe(two.report.files[0].sha256);
  });

  test('one picture that shall turn is zoomed, and it is said', async () => {
    const { report } = await clip([await flat('#884422')], { motion: 'turn' });
    expect(report.stills[0]).toMatchObject({ motion: 'zoom', findings: [{ code: 'one_picture' }] });
  });

  test('two views are led into each other: half-way there is one mark, half-way', async () => {
    const view = (x: number) => png(printedMark(700, 900, x, 450, 60), 700, 900);
    const { path, report } = await clip([await view(330), await view(370)], { motion: 'turn' });
    expect(report.stills.flatMap(({ findings }) => findings)).toEqual([]);
    const frames = await decodedFrames(path, size, 'gray');
    const seen = frames.map((frame) => markIn(frame, size, 200));
    const travelled = seen[24].x - seen[0].x;
    expect(travelled).toBeGreaterThan(4);
    expect(Math.abs(seen[12].x - (seen[0].x + seen[24].x) / 2)).toBeLessThan(0.1 * travelled);
    // Two half marks would be half as dark.
    const darkest = (frame: Uint8Array) => frame.reduce((least, value) => Math.min(least, value), 255);
    expect(darkest(frames[12]) - darkest(frames[0])).toBeLessThan(12);
  });

  test('pictures of different things are cross-faded, and it is said', async () => {
    const { report } = await clip([await flat('#202020'), await flat('#e8e8e8')], { motion: 'turn' });
    expect(report.stills[1].findings.map(({ code }) => code)).toEqual(['not_alike']);
  });

  test('depth without a subject is a zoom, and it is said', async () => {
    const { report } = await clip([await flat('#777777')], { motion: 'parallax' });
    expect(report.stills[0].motion).toBe('zoom');
    expect(report.stills[0].findings.map(({ code }) => code)).toContain('no_subject');
  });

  test('a still that is no picture fails the clip and is named', async () => {
    const stills = [await flat('#777777'), Buffer.from('no picture at all')];
    await expect(clip(stills, {})).rejects.toMatchObject({
      code: 'not_an_image',
      message: expect.stringContaining('still 2'),
    });
  });

  test('is stopped by its signal', async () => {
    const controller = new AbortController();
    const paths = [join(folder, 'stopped.mp4')];
    const stills = [{ input: await flat('#777777'), name: 'grey' }];
    const onProgress = (done: number) => {
      if (done > 0.5) controller.abort();
    };
    const options = { sizes: [size], scale: 1, seconds: 20 } as const;
    const run = makeClip(stills, options, { engine, paths, signal: controller.signal, onProgress });
    await expect(run).rejects.toMatchObject({ code: 'cancelled' });
  });

  test('a pixel of a picture that is smaller than the frame is told as soft', async () => {
    const small = await sharp({ create: { width: 61, height: 47, channels: 3, background: '#123456' } })
      .png()
      .toBuffer();
    const { report } = await clip([small], { motion: 'zoom' });
    expect(report.stills[0].findings.map(({ code }) => code)).toContain('soft');
  });
});
