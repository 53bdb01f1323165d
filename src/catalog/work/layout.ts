import { HeroshotError } from '../../engine/errors.js';
import type { CatalogItem } from '../sources/source.js';

/** What a layout may say, and what each word stands for. */
export const PLACEHOLDERS = {
  for: 'the marketplace, or master',
  folder: 'the folder in the source',
  sku: 'the SKU, or the name where a source has none',
  n: 'the number among the pictures of the SKU',
  name: 'the name of the files: <sku>-<n>, or that of the input',
  ext: 'the extension',
} as const;

/** Where the files of a picture lie: relative paths with forward slashes. */
export interface Layout {
  template: string;
  path(item: Named, made: string, extension: string): string;
}

type Named = Pick<CatalogItem, 'name' | 'stem' | 'folder' | 'position' | 'sku'>;

/** The master at the top, marketplaces in folders of their own, the source's folders below both. */
export const DEFAULT_LAYOUT = '{for}/{folder}/{name}.{ext}';

/**
 * Read a layout such as `{sku}/{for}-{n}.{ext}`.
 *
 * Files must not fall together: it says `{for}`, and `{name}` or both `{sku}` and `{n}`.
 *
 * @throws {HeroshotError} `bad_option`
 */
export function parseLayout(template = DEFAULT_LAYOUT): Layout {
  const fail = (problem: string) => {
    throw new HeroshotError('bad_option', `the layout ${JSON.stringify(template)} ${problem}`);
  };
  const words = [...template.matchAll(/\{(\w*)\}/g)].map(([, word]) => word);
  const known = Object.keys(PLACEHOLDERS);
  for (const word of words)
    if (!known.includes(word)) fail(`has {${word}}; it may say ${known.map((one) => `{${one}}`).join(', ')}`);
  if (/[{}]/.test(template.replace(/\{\w*\}/g, ''))) fail('has a brace without its other half');
  if (!words.includes('for')) fail('has no {for}: the files of different marketplaces would have one name');
  if (!words.includes('name') && !(words.includes('sku') && words.includes('n')))
    fail('has neither {name} nor {sku} with {n}: different pictures would have one name');
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not get into a path
  if (/^\/|\\|^[A-Za-z]:|(^|\/)\.\.?(\/|$)|[\x00-\x1f<>:"|?*]/.test(template.replace(/\{\w*\}/g, 'x')))
    fail('is no relative path');
  const whole = words.includes('ext') ? template : `${template}.{ext}`;
  return {
    template: whole,
    path(item, made, extension) {
      // A master needs no folder of its own in the usual layout.
      const folder = made === 'master' && whole === DEFAULT_LAYOUT ? '' : made;
      const values: Record<string, string> = {
        for: folder,
        folder: item.folder,
        sku: cleanPart(item.sku) || item.name,
        n: String(item.position),
        // Where folders are kept, a name has to differ only within its own.
        name: words.includes('folder') ? item.stem : item.name,
        ext: extension,
      };
      return whole
        .replace(/\{(\w+)\}/g, (_, word: string) => values[word])
        .split('/')
        .filter((part) => part !== '')
        .join('/');
    },
  };
}

/** A SKU as a part of a path. */
function cleanPart(sku = ''): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not get into a path
  const safe = sku.replace(/[\x00-\x1f<>:"/\\|?*]/g, '_').replace(/^[. ]+|[. ]+$/g, '');
  return safe.slice(0, 120);
}
