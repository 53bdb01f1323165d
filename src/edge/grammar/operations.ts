import { MARKETPLACES, type MarketplaceName } from '../../marketplaces/marketplaces.js';
import { EdgeError } from '../errors.js';
import { hexColour, plainWord, readArgument, real, whole, word, yesNo } from './arguments.js';
import { GRAVITY_ARGUMENTS, readGravity, writeGravity } from './gravity.js';
import { atMost, type Operation, simple } from './operation.js';
import { type EdgeFormat, type Padding, RESIZING_TYPES } from './options.js';

/** Longest side that can be asked for, in pixels. */
export const LONGEST_SIDE = 8192;

/** Most pixels of padding on a side. */
const PADDING_MOST = 4096;
const SIDES = ['top', 'right', 'bottom', 'left'] as const;

const bit = (value: boolean) => (value ? '1' : '0');
const side = whole(0, LONGEST_SIDE);
const channel = whole(0, 255);

const FORMAT_WORDS: Record<string, EdgeFormat> = {
  jpg: 'jpeg',
  jpeg: 'jpeg',
  png: 'png',
  webp: 'webp',
  avif: 'avif',
};

/** The format that an extension or `f` names. @throws {EdgeError} `unsupported_format` */
export function readFormat(text: string): EdgeFormat {
  if (!Object.hasOwn(FORMAT_WORDS, text))
    throw new EdgeError('unsupported_format', `${JSON.stringify(text.slice(0, 20))} can't be served`);
  return FORMAT_WORDS[text];
}

const resizingType = simple({
  name: 'resizing_type',
  aliases: ['rt'],
  about: 'How the picture meets the size: inside it, filling it (cropped), stretched, or by its orientation',
  otherwise: 'fit',
  kind: word(RESIZING_TYPES),
  field: 'resizingType',
  unset: 'fit',
});
const width = simple({
  name: 'width',
  aliases: ['w'],
  about: 'Width in CSS pixels; 0 follows the height',
  otherwise: '0',
  kind: side,
  field: 'width',
  unset: 0,
});
const height = simple({
  name: 'height',
  aliases: ['h'],
  about: 'Height in CSS pixels; 0 follows the width',
  otherwise: '0',
  kind: side,
  field: 'height',
  unset: 0,
});
const enlarge = simple({
  name: 'enlarge',
  aliases: ['el'],
  about: '1 reaches the size whatever the source has; 0 never enlarges',
  otherwise: 'as far as the network does',
  kind: yesNo,
  field: 'enlarge',
  text: bit,
  unset: undefined,
});

const extend: Operation = {
  name: 'extend',
  aliases: ['ex'],
  about: 'Fill up to the whole size with background; the picture lies at a gravity',
  otherwise: '0',
  own: false,
  arguments: [{ name: 'extend', takes: yesNo.takes }, ...GRAVITY_ARGUMENTS],
  apply(options, args) {
    atMost('extend', args, 4);
    const on = readArgument(yesNo, 'extend', 'extend', args[0]);
    const given = args.slice(1);
    const gravity = readGravity('extend', given.length > 0 && given[0] !== '' ? given : ['ce']);
    if (gravity.type === 'sm') throw new EdgeError('bad_argument', 'extend has no gravity sm');
    options.extend = on ? gravity : undefined;
  },
  write: ({ extend }) => {
    if (!extend) return undefined;
    const gravity = writeGravity(extend);
    return gravity === 'ce' ? '1' : `1:${gravity}`;
  },
};

/** Options that a short form stands for, by the place of its argument; the last takes what is left. */
function shortFor(name: string, alias: string, parts: readonly Operation[]): Operation {
  const rows = parts.flatMap((part) => part.arguments);
  return {
    name,
    aliases: [alias],
    about: `${parts.map((part) => part.name).join(', ')} in one; what is left empty says nothing`,
    otherwise: '',
    own: false,
    arguments: rows,
    apply(options, args, reading) {
      atMost(name, args, rows.length);
      for (const [i, part] of parts.entries()) {
        const given = i === parts.length - 1 ? args.slice(i) : args.slice(i, i + 1);
        if (given.length > 0 && given[0] !== '') part.apply(options, given, reading);
      }
    },
  };
}

const padding: Operation = {
  name: 'padding',
  aliases: ['pd'],
  about:
    'CSS pixels of background around the picture; an empty side follows its opposite, or the first as in CSS',
  otherwise: '0',
  own: false,
  arguments: SIDES.map((name) => ({ name, takes: `0 to ${PADDING_MOST}` })),
  apply(options, args) {
    atMost('padding', args, 4);
    const given = (i: number) =>
      args[i] ? readArgument(whole(0, PADDING_MOST), 'padding', SIDES[i], args[i]) : undefined;
    const top = given(0) ?? options.padding[0];
    const right = given(1) ?? top;
    options.padding = [top, right, given(2) ?? top, given(3) ?? right] satisfies Padding;
  },
  write: ({ padding }) => (padding.some((pixels) => pixels > 0) ? padding.join(':') : undefined),
};

const background: Operation = {
  name: 'background',
  aliases: ['bg'],
  about: 'What lies behind transparent pixels, padding and the extended size; empty = nothing',
  otherwise: 'none; white where the format has no transparency',
  own: false,
  arguments: [{ name: 'colour', takes: `${hexColour.takes}, or red:green:blue of 0 to 255` }],
  apply(options, args) {
    if (args.length !== 1 && args.length !== 3)
      throw new EdgeError('bad_argument', 'background takes one colour, or red, green and blue');
    if (args.length === 3)
      options.background = args
        .map((text) => readArgument(channel, 'background', 'a channel', text).toString(16).padStart(2, '0'))
        .join('');
    else
      options.background = args[0] === '' ? undefined : readArgument(hexColour, 'background', 'it', args[0]);
  },
  write: ({ background }) => background,
};

const gravity: Operation = {
  name: 'gravity',
  aliases: ['g'],
  about: 'Where a crop looks: a side, a focus point, or the most interesting part',
  otherwise: 'ce',
  own: false,
  arguments: GRAVITY_ARGUMENTS,
  apply: (options, args) => {
    options.gravity = readGravity('gravity', args);
  },
  write: ({ gravity }) => {
    const text = writeGravity(gravity);
    return text === 'ce' ? undefined : text;
  },
};

const quality: Operation = {
  ...simple({
    name: 'quality',
    aliases: ['q'],
    about: 'Quality of JPEG, WebP and AVIF; 0 = the format’s own',
    otherwise: '0',
    kind: whole(0, 100),
    field: 'quality',
    unset: undefined,
  }),
  apply(options, args) {
    atMost('quality', args, 1);
    options.quality = readArgument(whole(0, 100), 'quality', 'it', args[0]) || undefined;
  },
};

const format: Operation = {
  name: 'format',
  aliases: ['f', 'ext'],
  about: 'Format; an extension behind the source says the same and wins',
  otherwise: 'what the visitor accepts',
  own: false,
  arguments: [{ name: 'format', takes: Object.keys(FORMAT_WORDS).join(', ') }],
  apply(options, args) {
    atMost('format', args, 1);
    options.format = readFormat(args[0]);
  },
  write: ({ format }) => (format === 'jpeg' ? 'jpg' : format),
};

const preset: Operation = {
  name: 'preset',
  aliases: ['pr'],
  about: 'Options that the server’s configuration names; what comes later in the address wins',
  otherwise: 'default, where there is one',
  own: false,
  arguments: [{ name: 'name', takes: 'names, several with colons between them' }],
  apply(_options, args, reading) {
    for (const name of args) reading.preset(name);
  },
};

const ENHANCE = { auto: 'auto', off: 'off', '2': 2, '4': 4 } as const;
const MARKET_NAMES = MARKETPLACES.map(({ name }) => name) as MarketplaceName[];

/** Every option of an address, in the order in which the builder writes them. */
export const OPERATIONS: readonly Operation[] = [
  preset,
  shortFor('resize', 'rs', [resizingType, width, height, enlarge, extend]),
  shortFor('size', 's', [width, height, enlarge, extend]),
  resizingType,
  width,
  height,
  simple({
    name: 'dpr',
    about: 'Device pixels a CSS pixel: width, height and padding are multiplied by it',
    otherwise: '1',
    kind: real(0.1, 8),
    field: 'dpr',
    unset: undefined,
  }),
  enlarge,
  extend,
  gravity,
  background,
  padding,
  quality,
  format,
  simple({
    name: 'expires',
    aliases: ['exp'],
    about: 'Seconds since 1970 from which the address is refused; 0 = never',
    otherwise: '0',
    kind: whole(0, 99_999_999_999),
    field: 'expires',
    unset: 0,
  }),
  simple({
    name: 'cachebuster',
    aliases: ['cb'],
    about: 'Any word: another one is another picture for every cache',
    otherwise: 'none',
    kind: plainWord,
    field: 'cacheBuster',
    unset: '',
  }),
  simple({
    name: 'enhance',
    about: 'The network: where the source is too small, at most 2 or 4 times, or never',
    otherwise: 'auto; off with `el:0`',
    kind: word(ENHANCE),
    field: 'enhance',
    own: true,
    unset: undefined,
  }),
  simple({
    name: 'wait',
    about: '0: the first visitor gets a plain picture at once, the enhanced one is made behind it',
    otherwise: 'the server’s; 1',
    kind: yesNo,
    field: 'wait',
    text: bit,
    own: true,
    unset: undefined,
  }),
  simple({
    name: 'cutout',
    about: 'Cut the product out; on `bg`, or on nothing. The bare word says the same as `cutout:1`',
    otherwise: '0',
    kind: yesNo,
    field: 'cutout',
    text: bit,
    own: true,
    unset: false,
  }),
  simple({
    name: 'for',
    about: 'The file for a marketplace: its size, shape, background and format',
    otherwise: 'none',
    kind: word(MARKET_NAMES),
    field: 'for',
    own: true,
    unset: undefined,
  }),
];

/** Rows by every name that they answer to. */
export const OPERATION_OF: ReadonlyMap<string, Operation> = new Map(
  OPERATIONS.flatMap((row) => [row.name, ...row.aliases].map((name) => [name, row] as const)),
);
