import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { personalFields } from './personal.js';

type Exif = NonNullable<Parameters<ReturnType<typeof sharp>['withExif']>[0]>;

async function fieldsOf(exif: Exif): Promise<string[]> {
  const pixel = sharp({ create: { width: 2, height: 2, channels: 3, background: '#246' } });
  const file = await pixel.withExif(exif).jpeg().toBuffer();
  return personalFields((await sharp(file).metadata()).exif);
}

describe('personal EXIF', () => {
  it.each<[string, Exif]>([
    ['location (GPS)', { IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '51/1 30/1 3230/100' } }],
    ['serial number of the camera', { IFD2: { BodySerialNumber: '12345' } }],
    ['serial number of the lens', { IFD2: { LensSerialNumber: '777' } }],
    ['name of the camera’s owner', { IFD2: { CameraOwnerName: 'A. Person' } }],
  ])('%s is seen', async (name, exif) => expect(await fieldsOf(exif)).toEqual([name]));

  it('is not what is meant to be read', async () => {
    expect(await fieldsOf({ IFD0: { Copyright: '© A Shop', Artist: 'A Shop', Model: 'X-1' } })).toEqual([]);
  });

  it('is not in a file without EXIF, nor in damaged EXIF', () => {
    expect(personalFields(undefined)).toEqual([]);
    expect(personalFields(Buffer.from('Exif\0\0garbage'))).toEqual([]);
  });
});
