import { HeroshotError } from '../../engine/errors.js';
import type { Separator } from './layouts.js';

/** Which columns are what, as a user says it. */
export interface ColumnsOption {
  sku?: string;
  images: string[];
  position?: string;
  separator?: Separator;
}

/** For messages and help. */
export const COLUMNS_EXAMPLE = '--columns "sku=Handle,image=Image Src"';

const SEPARATORS: Record<string, Separator> = {
  ',': ',',
  comma: ',',
  ';': ';',
  semicolon: ';',
  '|': '|',
  pipe: '|',
  none: 'none',
};
const KEYS = 'sku|image|position|separator';

/**
 * Parse `sku=Handle,image=Image Src[,image=…][,position=…][,separator=comma|semicolon|pipe|none]`. Column names may hold commas.
 *
 * @throws {HeroshotError} `bad_option`
 */
export function parseColumns(text: string): ColumnsOption {
  const columns: ColumnsOption = { images: [] };
  for (const part of text.split(new RegExp(`,(?=\\s*(?:${KEYS})\\s*=)`, 'i'))) {
    const [, key, value] = new RegExp(`^\\s*(${KEYS})\\s*=\\s*(.*?)\\s*$`, 'is').exec(part) ?? [];
    if (!key || !value) throw wrong(`"${part.trim()}" is not one of sku=, image=, position=, separator=`);
    const name = key.toLowerCase() as 'sku' | 'image' | 'position' | 'separator';
    if (name === 'image') columns.images.push(value);
    else if (columns[name] !== undefined) throw wrong(`${name}= is there twice`);
    else if (name === 'separator') columns.separator = separatorOf(value);
    else columns[name] = value;
  }
  if (columns.images.length === 0) throw wrong('image= is missing');
  return columns;
}

function separatorOf(value: string): Separator {
  if (Object.hasOwn(SEPARATORS, value.toLowerCase())) return SEPARATORS[value.toLowerCase()];
  throw wrong(`separator=${value} is not comma, semicolon, pipe or none`);
}

const wrong = (what: string) =>
  new HeroshotError('bad_option', `--columns: ${what}; e.g. ${COLUMNS_EXAMPLE}`);
