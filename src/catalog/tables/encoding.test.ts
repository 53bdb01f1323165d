import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { detectEncoding, encodeText, markOf, readText } from './encoding.js';
import { type TestFolder, testFolder } from './testing/files.js';

let folder: TestFolder;
beforeAll(async () => {
  folder = await testFolder();
});
afterAll(() => folder.remove());

async function round(bytes: Uint8Array) {
  const path = await folder.write('t.csv', bytes);
  const form = await detectEncoding(path);
  let text = '';
  for await (const piece of readText(path, form)) text += piece;
  return { ...form, text };
}

describe('encodings', () => {
  it.each([
    ['UTF-8', Buffer.from('Größe 🛍'), { encoding: 'utf-8', bom: false, text: 'Größe 🛍' }],
    ['UTF-8 with mark', Buffer.from('\ufeffGröße'), { encoding: 'utf-8', bom: true, text: 'Größe' }],
    ['UTF-16LE', Buffer.from('\ufeffGröße', 'utf16le'), { encoding: 'utf-16le', bom: true, text: 'Größe' }],
    [
      'UTF-16BE',
      Buffer.from('\ufeffGröße', 'utf16le').swap16(),
      { encoding: 'utf-16be', bom: true, text: 'Größe' },
    ],
    [
      'Windows-1252',
      Buffer.from('Gr\xf6\xdfe \x80', 'latin1'),
      { encoding: 'windows-1252', bom: false, text: 'Größe €' },
    ],
  ])('%s is recognised', async (_name, bytes, expected) => expect(await round(bytes)).toEqual(expected));

  it('a single byte of Windows-1252 far behind is enough', async () => {
    const bytes = Buffer.concat([Buffer.alloc(300_000, 'a'), Buffer.from('\xe9', 'latin1')]);
    expect(await round(bytes)).toMatchObject({ encoding: 'windows-1252' });
  });

  it('a UTF-8 character that is cut off at the end is not UTF-8', async () => {
    expect(await round(Buffer.from('é').subarray(0, 1))).toMatchObject({ encoding: 'windows-1252' });
  });

  it('bytes that are no text are refused', async () => {
    await expect(round(Buffer.from('a\0b'))).rejects.toMatchObject({ code: 'bad_table' });
  });

  it('text is the same bytes again', async () => {
    const forms = fc.constantFrom(
      { encoding: 'utf-8', bom: false } as const,
      { encoding: 'utf-8', bom: true } as const,
      { encoding: 'utf-16le', bom: true } as const,
      { encoding: 'utf-16be', bom: true } as const,
    );
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'grapheme' }), forms, async (text, form) => {
        fc.pre(!text.includes('\0') && !text.startsWith('\ufeff'));
        const bytes = Buffer.concat([markOf(form), encodeText(text, form)]);
        expect(await round(bytes)).toEqual({ ...form, text });
      }),
      { numRuns: 50 },
    );
    const all = Uint8Array.from({ length: 255 }, (_, i) => i + 1);
    const { text, ...form } = await round(all);
    expect(encodeText(text, form)).toEqual(all);
  });

  it('a character that Windows-1252 lacks is an error, not a question mark', () => {
    expect(() => encodeText('🛍', { encoding: 'windows-1252', bom: false })).toThrow(/Windows-1252/);
  });
});
