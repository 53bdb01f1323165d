import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { buildPath } from '../../edge/grammar/grammar.js';
import { type KeyPair, signedPath } from '../../edge/signature.js';

const PICTURE = /\.(jpe?g|png|webp|avif|tiff?|gif)$/i;

/** Folders that are looked into. */
const MOST_FOLDERS = 50;

/** A path that can be tried: of the first picture in a folder, in the order of names, larger than most of them. */
export async function examplePath(folder: string, pair: KeyPair | undefined): Promise<string | undefined> {
  const name = await firstPicture(folder);
  if (!name) return undefined;
  const path = buildPath({ width: 800 }, `local:///${name}`, 'plain');
  return pair ? signedPath(path, pair) : `/unsafe${path}`;
}

async function firstPicture(folder: string): Promise<string | undefined> {
  const folders = [''];
  for (let i = 0; i < Math.min(folders.length, MOST_FOLDERS); i++) {
    const entries = await readdir(join(folder, folders[i]), { withFileTypes: true }).catch(() => []);
    const seen = entries
      .filter(({ name }) => !name.startsWith('.') && !/[\\:]/.test(name))
      .sort((a, b) => (a.name < b.name ? -1 : 1));
    const found = seen.find((entry) => entry.isFile() && PICTURE.test(entry.name));
    if (found) return folders[i] + found.name;
    folders.push(...seen.filter((entry) => entry.isDirectory()).map(({ name }) => `${folders[i]}${name}/`));
  }
  return undefined;
}
