import { EdgeError } from '../errors.js';
import { OPERATION_OF, OPERATIONS } from './operations.js';
import { defaultOptions, type EdgeOptions } from './options.js';
import { readSourcePart, type SourceSpelling, writeSourcePart } from './source-part.js';

/** Options that are known by a name: `{ thumb: 'rs:fill:300:300/q:80' }`. `default` is applied to every address. */
export type Presets = Readonly<Record<string, string>>;

/** What an address asks for. */
export interface EdgeRequest {
  options: EdgeOptions;
  source: string;
}

/** Most characters of an address, and most options in it. */
const LONGEST = 8192;
const MOST_OPTIONS = 64;

/**
 * Parse the signed part of an address: `/option:argument/…/source`, options in any order, later ones winning.
 *
 * @throws {EdgeError} `bad_url`, `unknown_option`, `bad_argument`, `unknown_preset`, `unsupported_format`, `conflicting_options`
 */
export function parsePath(path: string, presets: Presets = {}): EdgeRequest {
  const { options: said, source: end } = splitPath(path);
  const options = defaultOptions();
  if (Object.hasOwn(presets, 'default')) applyPreset(options, 'default', presets, []);
  applyAll(options, said, presets, []);
  const { source, format } = readSourcePart(end);
  if (format) options.format = format;
  checkTogether(options);
  return { options, source };
}

/**
 * The parts of an address: its options, and those of its source, which begins with the first part that is no option.
 *
 * @throws {EdgeError} `bad_url`
 */
export function splitPath(path: string): { options: string[]; source: string[] } {
  if (path.length > LONGEST || !path.startsWith('/'))
    throw new EdgeError('bad_url', `an address begins with / and has at most ${LONGEST} characters`);
  const parts = path.slice(1).split('/');
  const first = parts.findIndex((part, i) => !isOption(part, i < parts.length - 1));
  const count = first === -1 ? parts.length : first;
  if (count > MOST_OPTIONS) throw new EdgeError('bad_url', `an address has at most ${MOST_OPTIONS} options`);
  return { options: parts.slice(0, count), source: parts.slice(count) };
}

/** `cutout` may stand alone: as base64 it would begin with bytes that no source begins with. */
const isOption = (part: string, more: boolean) => part.includes(':') || (part === 'cutout' && more);

function applyAll(
  options: EdgeOptions,
  parts: readonly string[],
  presets: Presets,
  within: readonly string[],
): void {
  for (const part of parts) {
    const [name, ...args] = part === 'cutout' ? ['cutout', '1'] : part.split(':');
    const row = OPERATION_OF.get(name);
    if (!row)
      throw new EdgeError('unknown_option', `there is no option ${JSON.stringify(name.slice(0, 60))}`);
    if (args.length === 0) throw new EdgeError('bad_argument', `${row.name} has no argument`);
    row.apply(options, args, { preset: (preset) => applyPreset(options, preset, presets, within) });
  }
}

function applyPreset(options: EdgeOptions, name: string, presets: Presets, within: readonly string[]): void {
  if (!Object.hasOwn(presets, name))
    throw new EdgeError('unknown_preset', `there is no preset ${JSON.stringify(name.slice(0, 60))}`);
  // A preset that leads to itself adds nothing the second time.
  if (within.includes(name)) return;
  if (presets[name]) applyAll(options, presets[name].split('/'), presets, [...within, name]);
}

function checkTogether(options: EdgeOptions): void {
  if (!options.for) return;
  const { width, height, padding, extend } = options;
  if (width || height || extend || padding.some((pixels) => pixels > 0))
    throw new EdgeError(
      'conflicting_options',
      'the marketplace of `for` gives the size; leave size, extend and padding out',
    );
}

/** Refuse presets that no address could use. @throws {EdgeError} as {@link parsePath} */
export function checkPresets(presets: Presets): void {
  for (const name of Object.keys(presets)) applyPreset(defaultOptions(), name, presets, []);
}

/**
 * Build the signed part of an address, in one spelling for each meaning: what {@link parsePath} reads back as the same.
 *
 * @example buildPath({ width: 800, format: 'webp' }, 'local:///bag.jpg', 'plain') // '/w:800/f:webp/plain/local:///bag.jpg'
 */
export function buildPath(
  options: Partial<EdgeOptions>,
  source: string,
  spelling: SourceSpelling = 'base64',
): string {
  return `/${[...writeOptions({ ...defaultOptions(), ...options }), writeSourcePart(source, spelling)].join('/')}`;
}

/** Options as they stand in an address, the shortest name of each, only where they differ from the default. */
export function writeOptions(options: EdgeOptions): string[] {
  return OPERATIONS.flatMap((row) => {
    const text = row.write?.(options);
    const name = [row.name, ...row.aliases].sort((a, b) => a.length - b.length)[0];
    return text === undefined ? [] : [`${name}:${text}`];
  });
}
