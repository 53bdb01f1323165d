import { readFile } from 'node:fs/promises';
import { EdgeError } from '../../edge/errors.js';
import { checkPresets, type Presets } from '../../edge/grammar/grammar.js';
import { HeroshotError, readError } from '../../engine/errors.js';

/**
 * Presets of a JSON file: `{ "thumb": "rs:fill:300:300/bg:ffffff" }`.
 *
 * @throws {HeroshotError} `file_not_found`, `unreadable`, `bad_option`
 */
export async function readPresets(file: string): Promise<Presets> {
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    throw readError(error, file);
  });
  const bad = (why: string) =>
    new HeroshotError(
      'bad_option',
      `${file} of --edge-presets ${why}; it is like { "thumb": "rs:fill:300:300" }`,
    );
  let presets: unknown;
  try {
    presets = JSON.parse(text);
  } catch {
    throw bad('is not JSON');
  }
  if (typeof presets !== 'object' || presets === null || Array.isArray(presets))
    throw bad('is not an object');
  for (const [name, value] of Object.entries(presets))
    if (typeof value !== 'string') throw bad(`has no text under ${JSON.stringify(name)}`);
  try {
    checkPresets(presets as Presets);
  } catch (error) {
    if (error instanceof EdgeError) throw bad(`can’t be used: ${error.message}`);
    throw error;
  }
  return presets as Presets;
}
