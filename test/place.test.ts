import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  createEngine,
  createRecipeRunner,
  type Engine,
  type HeroshotError,
  type PlaceStep,
  type Recipe,
  type RecipeReport,
  type RecipeRunner,
  TEMPLATES,
} from 'heroshot';
import { HeroshotClient } from 'heroshot/client';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { tiffLayout } from '../src/engine/encode/tiff.js';
import { heroshot, photo } from './photos.js';
import { type RunningService, startService } from './running-service.js';

const QUAD: NonNullable<PlaceStep['quad']> = [
  [60, 40],
  [250, 55],
  [240, 210],
  [50, 190],
];

let folder: string;
let engine: Engine;
let runner: RecipeRunner;
const file = (name: string) => join(folder, name);

const plain = (width: number, height: number, background: string, channels: 3 | 4 = 3) =>
  sharp({ create: { width, height, channels, background } });

/** A model as a picture: a dark figure with head, shoulders and arms on a light wall. */
const figure = () =>
  sharp(
    Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" width="600" height="800"><rect width="600" height="800" fill="#e8e6e2"/>
<ellipse cx="300" cy="130" rx="62" ry="80" fill="#b98d72"/><rect x="270" y="180" width="60" height="80" fill="#b98d72"/>
<path d="M200 250 Q300 225 400 250 L455 300 L480 520 L430 530 L412 400 L405 780 L195 780 L188 400 L170 530 L120 520 L145 300 Z" fill="#33557f"/></svg>`),
  )
    .jpeg({ quality: 92 })
    .toBuffer();

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'heroshot-place-'));
  await writeFile(file('design.jpg'), await photo(3, 90, 71));
  await writeFile(file('grey.png'), await plain(301, 247, '#9a9a9a').png().toBuffer());
  await writeFile(file('model.jpg'), await figure());
  const none = plain(301, 247, '#000000').png().toBuffer();
  await writeFile(file('nothing.png'), await none);
  const hands = sharp({ create: { width: 150, height: 247, channels: 3, background: '#ffffff' } }).png();
  const mask = plain(301, 247, '#000000').composite([{ input: await hands.toBuffer(), left: 0, top: 0 }]);
  await writeFile(file('hands.png'), await mask.png().toBuffer());
  engine = createEngine({ threads: 2 });
  runner = createRecipeRunner(engine);
});
afterAll(async () => {
  await engine.close();
  await rm(folder, { recursive: true, force: true });
});

const recipe = (step: Omit<PlaceStep, 'step'>, more: Partial<Recipe['steps'][0]> = {}): Recipe => ({
  name: 'place',
  steps: [
    { step: 'enhance', ...more },
    { step: 'place', ...step },
  ],
});
const place = async (design: string | Uint8Array, step: Omit<PlaceStep, 'step'>, more = {}) => {
  const { outputs, report } = await runner.run(design, recipe(step, more));
  const placed = outputs.find((output) => output.for === 'placed');
  if (!placed || !report.placement) throw new Error('nothing was placed');
  return { bytes: placed.bytes, outputs, report, placement: report.placement };
};
const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => 'fine',
    (error: HeroshotError) => error.code,
  );

describe('placing by a recipe', () => {
  it.each(TEMPLATES)('lays a design on the template %s, and says which pixels were composed', async (on) => {
    const { bytes, placement } = await place(file('design.jpg'), { on });
    const { width = 0, height = 0, xmp } = await sharp(bytes).metadata();
    expect(Math.max(width, height)).toBeGreaterThanOrEqual(1600);
    expect([placement.on, placement.by, placement.fit]).toEqual([on, 'template', 'contain']);
    const { box, pixels, share } = placement.composed;
    expect(pixels).toBeGreaterThan(0.7 * box.width * box.height);
    expect(share).toBeCloseTo(pixels / width / height, 3);
    // Both templates are drawn, and say so; what is composed with them is no camera's picture.
    expect(xmp?.toString()).toContain('digitalsourcetype/compositeSynthetic');
    // The place asks for more pixels than the design has.
    expect(placement.design.scale).toBe(4);
    expect(placement.design.why).toMatch(/enhanced 4× first/);
  });

  it('places as it came where that is asked for, and leaves a large design alone by itself', async () => {
    const asked = await place(file('design.jpg'), { on: 'mug', enhance: false });
    expect([asked.placement.design.scale, asked.report.scale]).toEqual([1, 1]);
    expect(asked.placement.notes.join()).toMatch(/times as large as it is/);
    const large = await place(await photo(2, 400, 400), { on: file('grey.png'), quad: QUAD });
    expect(large.placement.design).toMatchObject({ scale: 1, width: 400 });
  });

  it('changes no pixel outside of what it says it composed', async () => {
    const { outputs, bytes } = await place(file('design.jpg'), {
      on: file('grey.png'),
      quad: QUAD,
      coverage: true,
    });
    const coverage = outputs.find((output) => output.for === 'coverage');
    const covered = await sharp(coverage?.bytes).extractChannel(0).raw().toBuffer();
    const [after, before] = [
      await sharp(bytes).raw().toBuffer(),
      await sharp(file('grey.png')).raw().toBuffer(),
    ];
    expect(covered.length).toBe(301 * 247);
    let [outside, inside] = [0, 0];
    for (let i = 0; i < covered.length; i++) {
      const changed = [0, 1, 2].some((c) => after[3 * i + c] !== before[3 * i + c]);
      if (covered[i] === 0 && changed) outside++;
      if (covered[i] === 255 && changed) inside++;
    }
    expect(outside).toBe(0);
    expect(inside).toBeGreaterThan(20_000);
  });

  it('finds the chest of a model by itself', async () => {
    const { placement } = await place(file('design.jpg'), { on: file('model.jpg') });
    expect(placement.by).toBe('auto');
    const { box } = placement.composed;
    expect(Math.abs(box.left + box.width / 2 - 300)).toBeLessThan(25);
    expect(box.top).toBeGreaterThan(250);
    expect(box.top + box.height).toBeLessThan(560);
  });

  it('keeps hands in front by a mask', async () => {
    const { bytes, placement } = await place(file('design.jpg'), {
      on: file('grey.png'),
      quad: QUAD,
      mask: file('hands.png'),
    });
    expect(placement.composed.box.left).toBeGreaterThanOrEqual(150);
    const strip = { left: 0, top: 0, width: 150, height: 247 };
    const left = await sharp(bytes).extract(strip).raw().toBuffer();
    expect([...new Set(left)]).toEqual([0x9a]);
  });

  it('composes in the photo’s own space, and its profile stays', async () => {
    const p3 = await plain(301, 247, '#808080').withIccProfile('p3').png().toBuffer();
    const red = await plain(300, 300, '#ff0000').withIccProfile('srgb').png().toBuffer();
    const { bytes, placement } = await place(red, { on: p3, quad: QUAD, shade: 0, displace: 0 });
    expect(placement.colour).toMatch(/P3/i);
    const { icc } = await sharp(bytes).metadata();
    expect(icc).toBeDefined();
    // The red of sRGB is (234, 51, 35) in Display-P3.
    const at = { left: 140, top: 110, width: 1, height: 1 };
    const raw = await sharp(bytes, { ignoreIcc: true }).extract(at).raw().toBuffer();
    expect(Math.abs(raw[0] - 234) + Math.abs(raw[1] - 51) + Math.abs(raw[2] - 35)).toBeLessThan(6);
  });

  it('and a design keeps what only its own wide space can say', async () => {
    const p3Red = await plain(300, 300, '#808080').withIccProfile('p3').png().toBuffer();
    const { icc } = await sharp(p3Red).metadata();
    const pixels = Buffer.alloc(300 * 300 * 3);
    for (let i = 0; i < pixels.length; i += 3) pixels[i] = 255;
    const wide = await tagged(pixels, 300, 300, icc as Buffer);
    const { bytes } = await place(wide, { on: p3Red, quad: QUAD, shade: 0, displace: 0 });
    const at = { left: 140, top: 110, width: 1, height: 1 };
    const raw = await sharp(bytes, { ignoreIcc: true }).extract(at).raw().toBuffer();
    expect(raw[0]).toBeGreaterThan(252);
    expect(raw[1] + raw[2]).toBeLessThan(8);
  });

  it('cuts a product out first where that is asked for: its background does not come along', async () => {
    const disc = `<svg xmlns="http://www.w3.org/2000/svg" width="300" height="300"><rect width="300" height="300" fill="#fff"/><circle cx="150" cy="150" r="90" fill="#a02020"/></svg>`;
    const product = await sharp(Buffer.from(disc)).jpeg({ quality: 95 }).toBuffer();
    const { outputs, report } = await runner.run(product, {
      name: 'place',
      steps: [
        { step: 'enhance', scale: 1 },
        { step: 'cutout' },
        { step: 'place', on: file('grey.png'), quad: QUAD, fit: 'contain', shade: 0, displace: 0 },
      ],
    });
    const placed = outputs.find((output) => output.for === 'placed');
    const { box } = report.placement?.composed ?? { box: { left: 0, top: 0, width: 1, height: 1 } };
    expect(report.placement?.design.box.width).toBeLessThan(200);
    // The corner of the box is the wall, its middle the product.
    const raw = await sharp(placed?.bytes).raw().toBuffer();
    const at = (x: number, y: number) => (y * 301 + x) * 3;
    const corner = at(box.left + 6, box.top + 6);
    expect(Math.abs(raw[corner] - 0x9a)).toBeLessThan(6);
    expect(raw[at(box.left + (box.width >> 1), box.top + (box.height >> 1))]).toBeGreaterThan(140);
  });
});

/** Samples with a profile, as they are. */
async function tagged(samples: Buffer, width: number, height: number, icc: Buffer): Promise<Buffer> {
  const { header, offset, total } = tiffLayout({ width, height, channels: 3, depth: 8, icc });
  const tiff = Buffer.alloc(total);
  tiff.set(header);
  tiff.set(samples, offset);
  return sharp(tiff).keepIccProfile().png().toBuffer();
}

describe('what can’t be placed', () => {
  const design = () => file('design.jpg');
  const on = () => file('grey.png');
  const cases: [string, string, () => Promise<unknown>][] = [
    [
      'a quad that crosses itself',
      'bad_quad',
      () => place(design(), { on: on(), quad: [QUAD[0], QUAD[2], QUAD[1], QUAD[3]] }),
    ],
    [
      'a quad outside of the photo',
      'outside_photo',
      () =>
        place(design(), {
          on: on(),
          quad: [
            [400, 10],
            [500, 10],
            [500, 90],
            [400, 90],
          ],
        }),
    ],
    [
      'a mesh with a point too few',
      'bad_mesh',
      () => place(design(), { on: on(), mesh: { columns: 2, rows: 2, points: QUAD.slice(0, 3) } }),
    ],
    ['nobody in the photo', 'no_subject', () => place(design(), { on: on(), auto: true })],
    ['an empty mask', 'bad_mask', () => place(design(), { on: on(), quad: QUAD, mask: file('nothing.png') })],
    [
      'a mask of another shape',
      'bad_mask',
      () => place(design(), { on: on(), quad: QUAD, mask: file('model.jpg') }),
    ],
    [
      'a design that is all transparent',
      'nothing_placed',
      async () =>
        place(await plain(40, 40, '#00000000', 4).png().toBuffer(), { on: on(), quad: QUAD, trim: true }),
    ],
    ['an unknown template', 'unknown_template', () => place(design(), { on: 'tshrit' })],
    [
      'a photo that is none',
      'not_an_image',
      () => place(design(), { on: Buffer.from('not a picture at all') }),
    ],
    ['a strength above 1', 'bad_option', () => place(design(), { on: on(), quad: QUAD, shade: 2 })],
    [
      'a photo beyond the limit',
      'image_too_large',
      async () => {
        const small = createEngine({ threads: 1, limits: { inputPixels: 50_000 } });
        try {
          await createRecipeRunner(small).run(design(), recipe({ on: on(), quad: QUAD }));
        } finally {
          await small.close();
        }
      },
    ],
    [
      'a design beyond the limit',
      'image_too_large',
      async () => {
        const small = createEngine({ threads: 1, limits: { inputPixels: 80_000 } });
        try {
          await createRecipeRunner(small).run(await photo(1, 400, 300), recipe({ on: on(), quad: QUAD }));
        } finally {
          await small.close();
        }
      },
    ],
  ];
  it.each(cases)('%s: %s', async (_name, code, work) => {
    expect(await codeOf(work())).toBe(code);
  });

  it('a template that names a file outside of its folder is refused', async () => {
    await mkdir(file('mockup'));
    const template = { version: 1, title: 'x', photo: '../grey.png', width: 301, height: 247, quad: QUAD };
    await writeFile(file('mockup/template.json'), JSON.stringify(template));
    expect(await codeOf(place(design(), { on: file('mockup') }))).toBe('bad_template');
  });
});

describe('heroshot place', () => {
  it('writes the picture and its report beside it, and one line of JSON', async () => {
    const { code, stdout, stderr } = await heroshot(
      [
        'place',
        'design.jpg',
        '--on',
        'grey.png',
        '--quad',
        QUAD.join(','),
        '--coverage',
        '--out',
        'done',
        '--json',
      ],
      { cwd: folder },
    );
    expect(code, stderr).toBe(0);
    expect((await readdir(file('done'))).sort()).toEqual([
      'design.coverage.png',
      'design.png',
      'design.report.json',
    ]);
    const report: RecipeReport = JSON.parse(await readFile(file('done/design.report.json'), 'utf8'));
    expect(report.placement).toMatchObject({
      on: 'photo',
      by: 'quad',
      fit: 'stretch',
      width: 301,
      height: 247,
    });
    expect(JSON.parse(stdout)).toMatchObject({ status: 'done', output: join('done', 'design.png') });
    const { xmp } = await sharp(file('done/design.png')).metadata();
    expect(xmp?.toString()).toContain('digitalsourcetype/composite"');
  });

  it('takes a template of one’s own, and leaves nothing half-written where a design fails', async () => {
    await mkdir(file('own'), { recursive: true });
    await writeFile(file('own/wall.png'), await readFile(file('grey.png')));
    const template = { version: 1, title: 'A wall', photo: 'wall.png', width: 301, height: 247, quad: QUAD };
    await writeFile(file('own/template.json'), JSON.stringify(template));
    await writeFile(file('torn.jpg'), (await readFile(file('design.jpg'))).subarray(0, 900));
    const { code, stderr } = await heroshot(
      ['place', 'design.jpg', 'torn.jpg', '--on', 'own', '--out', 'mixed', '--no-enhance'],
      { cwd: folder },
    );
    expect(code, stderr).toBe(1);
    expect(stderr).toMatch(/failed {2}torn.jpg: corrupt_image/);
    expect((await readdir(file('mixed'))).sort()).toEqual(['design.png', 'design.report.json']);
  });

  it('says what is wrong with a quad before anything is done', async () => {
    const { code, stderr } = await heroshot(['place', 'design.jpg', '--on', 'grey.png', '--quad', '1,2,3'], {
      cwd: folder,
    });
    expect(code).toBe(2);
    expect(stderr).toMatch(/eight numbers/);
  });
});

describe('placing over REST', () => {
  let service: RunningService;
  let client: HeroshotClient;
  beforeAll(async () => {
    service = await startService();
    client = new HeroshotClient({ url: service.url });
  });
  afterAll(() => service?.stop());
  const upload = async (name: string) => new Uint8Array(await readFile(file(name)));

  it('lays an upload on a photo that comes with it', async () => {
    const asked = { name: 'logo.jpg', place: { quad: QUAD.map(([x, y]) => [x, y]), coverage: true } };
    const { id } = await client.submit(await upload('design.jpg'), asked, {
      photo: await upload('grey.png'),
    });
    const job = await client.waitFor(id);
    expect(job.error).toBeNull();
    expect(
      job.outputs.map(({ name, for: made, width, height }) => [name, made, width, height]).slice(1),
    ).toEqual([
      ['logo-placed.png', 'placed', 301, 247],
      ['logo-coverage.png', 'coverage', 301, 247],
    ]);
    const placed = Buffer.from(await (await client.download(id, 'logo-placed.png')).arrayBuffer());
    expect((await sharp(placed).metadata()).width).toBe(301);
    expect((await client.report<RecipeReport>(id)).placement?.by).toBe('quad');
  });

  it('lays one on a template, and fails a quad that crosses itself with its code', async () => {
    const { id } = await client.submit(await upload('design.jpg'), { place: { on: 'mug', enhance: false } });
    expect((await client.waitFor(id)).outputs.map((output) => output.for)).toEqual(['master', 'placed']);
    const crossed = [QUAD[0], QUAD[2], QUAD[1], QUAD[3]].map(([x, y]) => [x, y]);
    const bad = await client.submit(
      await upload('design.jpg'),
      { place: { quad: crossed } },
      { photo: await upload('grey.png') },
    );
    expect((await client.waitFor(bad.id)).error?.code).toBe('bad_quad');
  });

  it.each([
    ['no photo', { place: { quad: QUAD.map(([x, y]) => [x, y]) } }, undefined],
    ['two photos', { place: { on: 'mug' as const } }, 'grey.png'],
    ['a photo that nothing is laid on', {}, 'grey.png'],
    ['a path in place of a template', { place: { on: '/etc/passwd' as 'mug' } }, undefined],
  ])('refuses %s', async (_name, asked, beside) => {
    const how = beside ? { photo: await upload(beside) } : {};
    await expect(client.submit(await upload('design.jpg'), asked, how)).rejects.toMatchObject({
      status: 400,
    });
  });

  it('refuses a photo’s address that is not on the public internet', async () => {
    const asked = { place: { photo_url: 'http://127.0.0.1/model.jpg' } };
    await expect(client.submit(await upload('design.jpg'), asked)).rejects.toMatchObject({
      problem: { code: 'url_refused' },
    });
  });
});
