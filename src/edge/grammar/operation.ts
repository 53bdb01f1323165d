import { EdgeError } from '../errors.js';
import { type Kind, readArgument } from './arguments.js';
import type { EdgeOptions } from './options.js';

/** An argument of an option, for the docs. */
export interface ArgumentRow {
  name: string;
  takes: string;
}

/** What reading an option may need beyond its arguments. */
export interface Reading {
  /** Apply a preset's options. */
  preset(name: string): void;
}

/** An option of an address: parser, builder, docs and tests all read this row. */
export interface Operation {
  name: string;
  aliases: readonly string[];
  /** One sentence. */
  about: string;
  arguments: readonly ArgumentRow[];
  /** What is without it, in words. */
  otherwise: string;
  /** Whether imgproxy has it. */
  own: boolean;
  /**
   * Set what the arguments say.
   *
   * @throws {EdgeError} `bad_argument`
   */
  apply(options: EdgeOptions, args: readonly string[], reading: Reading): void;
  /** The arguments that give what the options hold; undefined where that is the default. Absent for short forms of others. */
  write?(options: EdgeOptions): string | undefined;
}

/** What is said of a row that takes one argument. */
interface Simple<K extends keyof EdgeOptions> {
  name: string;
  aliases?: readonly string[];
  about: string;
  otherwise: string;
  kind: Kind<NonNullable<EdgeOptions[K]>>;
  field: K;
  own?: boolean;
  /** How a value is written; as itself where absent. */
  text?: (value: NonNullable<EdgeOptions[K]>) => string;
  /** What counts as nothing said. */
  unset: EdgeOptions[K];
}

/** An option that sets one field by one argument. */
export function simple<K extends keyof EdgeOptions>(row: Simple<K>): Operation {
  const { name, aliases = [], about, otherwise, kind, field, own = false, text = String, unset } = row;
  return {
    name,
    aliases,
    about,
    otherwise,
    own,
    arguments: [{ name, takes: kind.takes }],
    apply(options, args) {
      atMost(name, args, 1);
      options[field] = readArgument(kind, name, name, args[0]);
    },
    write: ({ [field]: value }) =>
      value === unset || value === undefined || value === null ? undefined : text(value),
  };
}

/** @throws {EdgeError} `bad_argument` where there are more arguments than an option takes */
export function atMost(option: string, args: readonly string[], most: number): void {
  if (args.length > most)
    throw new EdgeError('bad_argument', `${option} takes at most ${most} arguments, not ${args.length}`);
}
