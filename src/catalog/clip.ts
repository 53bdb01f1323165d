import { dirname } from 'node:path';
import { type ClipRun, type MadeClip, makeClip } from '../recipe/clip/make-clip.js';
import type { ClipOptions } from '../recipe/clip/options.js';
import type { ClipReport } from '../recipe/clip/report.js';
import type { ClipStill } from '../recipe/clip/still.js';
import { replaceAtomically, writeAtomically } from './atomic-file.js';
import { makeFolder } from './outputs.js';

/** Where one size of a clip goes. */
export interface ClipFile {
  video: string;
  poster: string;
}

/**
 * Make a clip and write its videos, posters and report, each whole or not at all; folders are made as needed.
 *
 * @param files one for each size
 * @throws {HeroshotError} as `makeClip`; `not_writable`, `disk_full`
 */
export async function writeClip(
  stills: readonly ClipStill[],
  options: ClipOptions,
  files: readonly ClipFile[],
  reportPath: string,
  run: Omit<ClipRun, 'paths'>,
): Promise<ClipReport> {
  for (const { video } of files) await makeFolder(dirname(video));
  const paths: string[] = [];
  const into = async (i: number): Promise<MadeClip> => {
    if (i === files.length) return makeClip(stills, options, { ...run, paths });
    return replaceAtomically(files[i].video, (path) => {
      paths[i] = path;
      return into(i + 1);
    });
  };
  const { posters, report } = await into(0);
  for (const [i, { poster }] of files.entries()) await writeAtomically(poster, posters[i]);
  await writeAtomically(reportPath, `${JSON.stringify(report, null, 2)}\n`);
  return report;
}
