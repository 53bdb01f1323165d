import { EdgeError } from '../errors.js';
import { type Kind, readArgument, real, word } from './arguments.js';
import { COMPASS, type Gravity } from './options.js';

/** Furthest offset of a gravity, in pixels. */
const FURTHEST = 65_535;

const OFFSET = real(-FURTHEST, FURTHEST);
const SHARE = real(0, 1);
const TYPE: Kind<Gravity['type']> = word([...COMPASS, 'fp', 'sm'] as const);

/** What the arguments of a gravity take, for the docs. */
export const GRAVITY_ARGUMENTS = [
  { name: 'type', takes: TYPE.takes },
  { name: 'x', takes: 'offset: pixels, or a share below 1; with fp 0 to 1' },
  { name: 'y', takes: 'the same' },
];

/**
 * Read `type[:x[:y]]`; `sm` has no offsets and `fp` needs both.
 *
 * @throws {EdgeError} `bad_argument`
 */
export function readGravity(option: string, [name, ...offsets]: readonly string[]): Gravity {
  const type = readArgument(TYPE, option, 'type', name);
  const count = { sm: [0], fp: [2] }[type as string] ?? [0, 1, 2];
  if (!count.includes(offsets.length))
    throw new EdgeError('bad_argument', `${type} of ${option} takes ${count.join(' or ')} offsets`);
  if (type === 'sm') return { type };
  const kind = type === 'fp' ? SHARE : OFFSET;
  const [x = 0, y = 0] = offsets.map((text, i) =>
    // As imgproxy's clients leave a first offset out: `soea::4`.
    text === '' && type !== 'fp' ? 0 : readArgument(kind, option, i === 0 ? 'x' : 'y', text),
  );
  // −0 and 0 are one place.
  return { type, x: x + 0, y: y + 0 };
}

/** The shortest spelling that {@link readGravity} reads as this gravity. */
export function writeGravity(gravity: Gravity): string {
  if (gravity.type === 'sm') return 'sm';
  const { type, x, y } = gravity;
  if (type === 'fp') return `fp:${x}:${y}`;
  return [type, ...(x || y ? [x] : []), ...(y ? [y] : [])].join(':');
}
