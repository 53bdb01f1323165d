import { mkdir, realpath } from 'node:fs/promises';
import { dirname } from 'node:path';
import { HeroshotError, writeError } from '../engine/errors.js';
import type { RecipeOutput, RecipeResult } from '../recipe/run-recipe.js';
import { writeAtomically } from './atomic-file.js';

/** A file that was written. */
export interface Written {
  /** `master`, or the marketplace. */
  for: string;
  path: string;
}

/**
 * Write the files of a picture, each whole or not at all; folders are made as needed.
 *
 * @param place path of a file
 * @param input path of the picture itself, which must not be replaced
 * @throws {HeroshotError} `not_writable`, `disk_full`
 */
export async function writeOutputs(
  { outputs }: RecipeResult,
  place: (output: RecipeOutput) => string,
  input?: string,
): Promise<[Written, ...Written[]]> {
  const written: Written[] = [];
  for (const output of outputs) {
    const path = place(output);
    if (input && (await sameFile(path, input)))
      throw new HeroshotError(
        'not_writable',
        `the result would replace its input ${input}; choose another --out`,
      );
    await makeFolder(dirname(path));
    await writeAtomically(path, output.bytes);
    written.push({ for: output.for, path });
  }
  return written as [Written, ...Written[]];
}

/** @throws {HeroshotError} `not_writable`, `disk_full` */
export async function makeFolder(path: string): Promise<void> {
  await mkdir(path, { recursive: true }).catch((error: unknown) => {
    throw writeError(error, path);
  });
}

async function sameFile(a: string, b: string): Promise<boolean> {
  const [realA, realB] = await Promise.all([a, b].map((path) => realpath(path).catch(() => undefined)));
  return realA !== undefined && realA === realB;
}
