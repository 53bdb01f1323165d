import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { writeAtomically } from '../catalog/atomic-file.js';
import type { RecipeReport } from '../recipe/report.js';
import type { Mark } from './mark.js';

/** What a result was made of, kept in its report: by it a picture that is done is known again. */
export interface ResultRecord extends Mark {
  /** Path of the picture in the watched folder, `/` between its parts. */
  source: string;
  /** Fingerprint of the recipe. */
  recipe: string;
  /** Paths of the files in the folder of results, and their sizes. */
  files: { path: string; bytes: number }[];
}

/** Bytes of a report; more is no report of ours. */
const LONGEST = 8 * 2 ** 20;

/** The record of a result; undefined where there is none. */
export async function readRecord(out: string, report: string): Promise<ResultRecord | undefined> {
  try {
    const text = await readFile(join(out, report), 'utf8');
    if (text.length > LONGEST) return undefined;
    const { watched } = JSON.parse(text) as { watched?: ResultRecord };
    return watched && isRecord(watched) ? watched : undefined;
  } catch {
    return undefined;
  }
}

/** Files that a record names are looked at and removed: they lie in the folder of results, whatever somebody wrote there. */
function isRecord({ source, files }: Partial<ResultRecord>): boolean {
  const inside = (path: unknown) =>
    typeof path === 'string' && !/^([/\\]|[a-z]:)/i.test(path) && !path.split(/[/\\]/).includes('..');
  return typeof source === 'string' && Array.isArray(files) && files.every((file) => inside(file?.path));
}

/** Write a report with its record, once everything else of the picture is there: it is what says so. */
export async function writeRecord(
  out: string,
  report: string,
  content: RecipeReport,
  watched: ResultRecord,
): Promise<void> {
  await writeAtomically(join(out, report), `${JSON.stringify({ ...content, watched }, null, 2)}\n`);
}
