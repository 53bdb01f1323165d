import exifReader from 'exif-reader';

type Fields = Record<string, unknown> | undefined;

const filled = (value: unknown) => value !== undefined && String(value).trim() !== '';

/** What tells of a place, a person or a device, a row each: what it is called, and whether a file's EXIF holds it. */
const PERSONAL: readonly [name: string, holds: (photo: Fields, image: Fields, gps: Fields) => boolean][] = [
  ['location (GPS)', (_, __, gps) => filled(gps?.GPSLatitude) || filled(gps?.GPSLongitude)],
  ['serial number of the camera', (photo) => filled(photo?.BodySerialNumber)],
  ['serial number of the lens', (photo) => filled(photo?.LensSerialNumber)],
  ['name of the camera’s owner', (photo) => filled(photo?.CameraOwnerName)],
  ['name of the computer', (_, image) => filled(image?.HostComputer)],
];

/** What an EXIF block says of places, persons and devices; copyright and author are meant to be seen and are not among it. */
export function personalFields(exif: Uint8Array | undefined): string[] {
  if (!exif) return [];
  try {
    const { Photo, Image, GPSInfo } = exifReader(Buffer.from(exif)) as unknown as Record<string, Fields>;
    return PERSONAL.filter(([, holds]) => holds(Photo, Image, GPSInfo)).map(([name]) => name);
  } catch {
    // Damaged EXIF is told by nobody's reader.
    return [];
  }
}
