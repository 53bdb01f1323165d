import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { makePreview, previewSize } from './preview.js';

const SIZE = { edge: 40, quality: 80 };
const picture = (width: number, height: number, channels: 3 | 4 = 3) =>
  sharp({ create: { width, height, channels, background: { r: 200, g: 60, b: 50, alpha: 0.5 } } });
const decode = (uri: string) => sharp(Buffer.from(uri.split(',')[1], 'base64'));

describe('makePreview', () => {
  test('a large picture is reduced to the bound, a small one keeps every pixel', async () => {
    const large = await makePreview(await picture(200, 100).png().toBuffer(), SIZE);
    const small = await makePreview(await picture(30, 20).png().toBuffer(), SIZE);
    expect(large).toMatchObject({ width: 40, height: 20, reduced: true });
    expect(small).toMatchObject({ width: 30, height: 20, reduced: false });
  });

  test.each(['jpeg', 'png', 'webp', 'avif', 'tiff', 'gif'] as const)('%s can be shown', async (format) => {
    const preview = await makePreview(await picture(16, 12).toFormat(format).toBuffer(), SIZE);
    expect(preview).toMatchObject({ width: 16, height: 12 });
    expect(await decode(preview?.uri ?? '').stats()).toBeDefined();
  });

  test('alpha is kept', async () => {
    const preview = await makePreview(await picture(16, 12, 4).png().toBuffer(), SIZE);
    expect(preview?.alpha).toBe(true);
    expect(preview?.uri).toMatch(/^data:image\/webp;base64,/);
    expect((await decode(preview?.uri ?? '').stats()).channels[3].mean).toBeCloseTo(128, -1);
  });

  test('a photograph that lies on its side is stood up', async () => {
    const lying = await picture(100, 60).withMetadata({ orientation: 6 }).jpeg().toBuffer();
    expect(await makePreview(lying, SIZE)).toMatchObject({ width: 24, height: 40 });
  });

  test.each([
    ['no bytes', Buffer.alloc(0)],
    ['text', Buffer.from('not a picture')],
    ['a drawing', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>')],
    ['a header alone', Buffer.from('\x89PNG\r\n\x1a\n', 'latin1')],
  ])('%s gives no preview and no error', async (_name, bytes) => {
    expect(await makePreview(bytes, SIZE)).toBeUndefined();
  });
});

test('more pictures get smaller previews', () => {
  expect([1, 20, 21, 200, 201, 9000].map((n) => previewSize(n).edge)).toEqual([
    1600, 1600, 1000, 1000, 500, 500,
  ]);
});
