import { stat } from 'node:fs/promises';
import { extname, join } from 'node:path';
import type { ClipFile } from '../catalog/clip.js';
import type { InputFile } from '../catalog/inputs.js';
import { VIDEO_FORMATS } from '../compose/clip/video-formats.js';
import { HeroshotError } from '../engine/errors.js';
import type { CheckedClip } from '../recipe/clip/options.js';

/** Where everything of a clip goes. */
export interface ClipPlaces {
  files: ClipFile[];
  report: string;
}

/**
 * Name a clip's files: `--out` is a folder, or the video itself where it ends as one.
 *
 * @throws {HeroshotError} `bad_option` where one name is given for several sizes or for another format
 */
export async function clipFiles(
  out: string,
  [first]: readonly InputFile[],
  { sizes, format }: Pick<CheckedClip, 'sizes' | 'format'>,
): Promise<ClipPlaces> {
  const { extension } = VIDEO_FORMATS[format];
  const own = extname(out).toLowerCase().slice(1);
  const isVideo = Object.values(VIDEO_FORMATS).some((row) => row.extension === own);
  if (isVideo && !(await isFolder(out))) {
    if (sizes.length > 1)
      throw new HeroshotError(
        'bad_option',
        `${out} is one file for ${sizes.length} sizes; give --out a folder`,
      );
    if (own !== extension)
      throw new HeroshotError('bad_option', `${out} does not fit --format ${format}; they must agree`);
    const stem = out.slice(0, -own.length - 1);
    return { files: [{ video: out, poster: `${stem}.poster.jpg` }], report: `${stem}.report.json` };
  }
  const stem = join(out, `${first.name}-clip`);
  return {
    files: sizes.map(({ width, height }) => {
      const sized = `${stem}-${width}x${height}`;
      return { video: `${sized}.${extension}`, poster: `${sized}.poster.jpg` };
    }),
    report: `${stem}.report.json`,
  };
}

const isFolder = (path: string): Promise<boolean> =>
  stat(path).then(
    (info) => info.isDirectory(),
    () => false,
  );
